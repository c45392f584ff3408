import { type Agent, type AgentSpec, type Call, noCounters, talkedSeconds } from './agent.ts';
import { CTI, type CtiState, hasCall, type StateName, toCtiState } from './agent-states.ts';
import { keepDays, msSinceMidnight } from './days.ts';
import type { FloorTime } from './floor-time.ts';
import { createQueues, type Queue, type QueueSpec, type WaitingCall } from './queues.ts';

type AgentId = number | string;

/** One contact centre: the data behind both APIs, which tests and pages may change. */
export interface World {
  readonly ccId: number;
  readonly vdn: number;
  readonly time: FloorTime;
  /** Milliseconds since the VDN's midnight. */
  sinceMidnightMs(): number;
  readonly restReasons: ReadonlyMap<number, string>;
  addAgent(spec: AgentSpec): Agent;
  removeAgent(id: AgentId): void;
  addQueue(spec: QueueSpec): Queue;
  /** Returns an agent. @throws {Error} for an unknown id; `find` returns `undefined` instead. */
  agent(id: AgentId): Agent;
  find(id: AgentId): Agent | undefined;
  /** All agents in order of id. */
  agents(): readonly Agent[];
  queues(): readonly Queue[];
  /**
   * Sets the state of an agent and keeps the other data consistent: a talking agent has a call, a signed-out agent has
   * none.
   */
  setState(id: AgentId, state: CtiState | StateName, reason?: number): Agent;
  /** Starts a call that is answered at once; with `ringing: true` it rings until `setState(id, 'talking')`. */
  startCall(id: AgentId, options?: StartCall): Call;
  /** Ends the latest call. After the last call the agent is in wrap-up, or in the state `next`. */
  endCall(id: AgentId, options?: { next?: CtiState | StateName }): void;
  signIn(id: AgentId, options?: { state?: CtiState | StateName }): Agent;
  signOut(id: AgentId): Agent;
  addWaitingCall(queueId: number, options?: { waitedSeconds?: number }): WaitingCall;
  /** Removes and returns the call with the longest wait, or the given call. */
  takeWaitingCall(queueId: number, callId?: string): WaitingCall | undefined;
  onChange(listener: (agent: Agent, from: CtiState) => void): () => void;
}

interface StartCall {
  readonly direction?: 'in' | 'out';
  readonly queueId?: number;
  readonly ringing?: boolean;
  readonly id?: string;
}

export interface WorldOptions {
  readonly ccId: number;
  readonly vdn: number;
  readonly time: FloorTime;
  readonly timeZone: string;
}

const REST_REASONS: ReadonlyMap<number, string> = new Map([
  [1, 'Lunch'],
  [2, 'Short break'],
  [3, 'Training'],
  [4, 'Meeting'],
]);

export function createWorld({ ccId, vdn, time, timeZone }: WorldOptions): World {
  const agents = new Map<number, Agent>();
  const queues = createQueues(time);
  const listeners = new Set<(agent: Agent, from: CtiState) => void>();
  let inOrder: readonly Agent[] | undefined;

  keepDays({ time, timeZone, agents: () => agents.values() });

  function agent(id: AgentId): Agent {
    const found = agents.get(Number(id));
    if (found === undefined) throw new RangeError(`there is no agent ${id} on this floor`);
    return found;
  }

  function enter(who: Agent, state: CtiState, reason: number): void {
    const from = who.state;
    if (from === state && reason === who.stateReason) return;
    closeStretch(who, time.now());
    who.previousState = from;
    who.previousStateSince = who.stateSince;
    who.state = state;
    who.stateReason = reason;
    who.stateSince = time.now();
    if (state === CTI.rest) who.today.rests += 1;
    if (state === CTI.busy) who.today.busies += 1;
    if (state === CTI.wrapUp) who.today.wrapUps += 1;
    for (const listener of listeners) listener(who, from);
  }

  function setState(id: AgentId, wanted: CtiState | StateName, reason = 0): Agent {
    const who = agent(id);
    const state = toCtiState(wanted);
    if (state === CTI.signedOut) return signOut(id);
    if (who.state === CTI.signedOut) beginShift(who);
    if (!hasCall(state)) for (const call of who.calls.splice(0)) closeCall(who, call);
    else if (who.calls.length === 0) offerCall(who, {});
    if (state === CTI.talking) for (const call of who.calls) answer(who, call);
    enter(who, state, reason);
    return who;
  }

  function beginShift(who: Agent): void {
    who.signedInAt = time.now();
    who.today.signIns += 1;
  }

  function signOut(id: AgentId): Agent {
    const who = agent(id);
    for (const call of who.calls.splice(0)) closeCall(who, call);
    who.signedInAt = undefined;
    enter(who, CTI.signedOut, 0);
    return who;
  }

  function offerCall(who: Agent, { direction = 'in', queueId, id = queues.newCallId() }: StartCall): Call {
    const call: Call = {
      id,
      direction,
      startedAt: time.now(),
      answeredAt: undefined,
      queueId: queueId ?? who.queues[0],
    };
    who.calls.push(call);
    if (direction === 'in') who.today.offered += 1;
    else who.today.placed += 1;
    return call;
  }

  function answer(who: Agent, call: Call): void {
    if (call.answeredAt !== undefined) return;
    call.answeredAt = time.now();
    if (call.direction === 'in') who.today.answered += 1;
  }

  function closeCall(who: Agent, call: Call): void {
    const seconds = talkedSeconds(call, time.now());
    if (call.direction === 'in') who.today.talkInSeconds += seconds;
    else who.today.talkOutSeconds += seconds;
  }

  return {
    sinceMidnightMs: () => msSinceMidnight(time.now(), timeZone),
    ccId,
    vdn,
    time,
    restReasons: REST_REASONS,
    addAgent(spec) {
      const made = createAgent(spec, time.now());
      if (agents.has(made.id)) throw new RangeError(`there is an agent ${made.id} already`);
      agents.set(made.id, made);
      inOrder = undefined;
      const state = made.state;
      if (hasCall(state)) {
        const call = offerCall(made, {});
        made.today.offered = made.today.answered;
        if (state === CTI.talking) call.answeredAt = time.now();
      }
      for (const listener of listeners) listener(made, CTI.signedOut);
      return made;
    },
    removeAgent(id) {
      signOut(id);
      agents.delete(Number(id));
      inOrder = undefined;
    },
    addQueue: (spec) => queues.add(spec),
    agent,
    find: (id) => agents.get(Number(id)),
    agents: () => (inOrder ??= [...agents.values()].toSorted((a, b) => a.id - b.id)),
    queues: () => queues.all(),
    setState,
    startCall(id, options = {}) {
      const who = agent(id);
      if (who.state === CTI.signedOut) beginShift(who);
      const call = offerCall(who, options);
      if (options.ringing !== true) answer(who, call);
      enter(who, options.ringing === true ? CTI.ringing : CTI.talking, 0);
      return call;
    },
    endCall(id, { next = 'wrap-up' } = {}) {
      const who = agent(id);
      const call = who.calls.pop();
      if (call === undefined) throw new RangeError(`agent ${id} has no call to end`);
      closeCall(who, call);
      if (who.calls.length === 0) setState(id, next);
    },
    signIn: (id, { state = 'idle' } = {}) =>
      agent(id).state === CTI.signedOut ? setState(id, state) : agent(id),
    signOut,
    addWaitingCall: (queueId, options) => queues.enqueue(queueId, options?.waitedSeconds ?? 0),
    takeWaitingCall: (queueId, callId) => queues.dequeue(queueId, callId),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function closeStretch(who: Agent, now: number): void {
  const seconds = Math.floor((now - who.stateSince) / 1000);
  if (who.state === CTI.rest) who.today.restSeconds += seconds;
  if (who.state === CTI.busy) who.today.busySeconds += seconds;
  if (who.state === CTI.wrapUp) who.today.wrapUpSeconds += seconds;
}

function createAgent(spec: AgentSpec, now: number): Agent {
  const id = Number(spec.id);
  if (!Number.isInteger(id) || id < 101 || id > 999_999)
    throw new RangeError(`an agent id is 101 to 999999, not ${spec.id}`);
  const wanted = toCtiState(spec.state ?? (spec.signedIn === false ? 'signed-out' : 'idle'));
  const signedIn = wanted !== CTI.signedOut;
  const stateForMs = (spec.stateForSeconds ?? 0) * 1000;
  const today = {
    ...noCounters(),
    offered: spec.answered ?? 0,
    answered: spec.answered ?? 0,
    placed: spec.placed ?? 0,
    talkInSeconds: spec.talkSeconds ?? 0,
    signIns: signedIn ? 1 : 0,
  };
  return {
    id,
    name: spec.name ?? '',
    phone: spec.phone ?? String(88_880_000 + (id % 10_000)),
    groupId: spec.groupId ?? 0,
    queues: [...(spec.queues ?? [])],
    mediaType: spec.mediaType ?? 'TTF',
    state: wanted,
    stateSince: now - stateForMs,
    stateReason: spec.stateReason ?? 0,
    previousState: CTI.signedOut,
    previousStateSince: now - stateForMs,
    signedInAt: signedIn ? now - Math.max(stateForMs, (spec.signedInForSeconds ?? 0) * 1000) : undefined,
    calls: [],
    today,
    yesterday: noCounters(),
    settled: { ...today },
  };
}
