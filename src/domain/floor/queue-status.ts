import type { AgentState } from './agent-state.ts';
import type { AgentOnFloor, QueueId, Snapshot } from './snapshot.ts';

/** Callers who wait in a queue. */
export interface QueueWait {
  readonly calls: number;
  /** `null`: callers wait, and for how long is not known. */
  readonly longestSeconds: number | null;
}

/** One queue at one instant. */
export interface QueueStatus {
  readonly id: QueueId;
  /** `null` where nothing that is connected knows it. */
  readonly name: string | null;
  /** False where nothing that is connected tells who is signed in: nobody in `agents` is then no zero, nor is any count. */
  readonly agentsKnown: boolean;
  /** Everyone signed in to it, longest in their state first. */
  readonly agents: readonly AgentOnFloor[];
  /** By state, states without anyone left out. */
  readonly counts: ReadonlyMap<AgentState, number>;
  readonly signedIn: number;
  /** Working or ready for work: idle, ringing, talking or in wrap-up. */
  readonly staffed: number;
  readonly idle: number;
  /** Of the idle, those who serve no other queue. The rest are spare capacity that another queue counts too. */
  readonly idleHereOnly: number;
  /** `null`: not measured by this connection, or not read yet, which is not zero. */
  readonly wait: QueueWait | null;
  readonly troubles: readonly QueueTrouble[];
}

/**
 * What deserves a supervisor's look, worst first. That nobody has signed in is a trouble only while someone waits: at
 * night that is how queues should be.
 */
const WORST_FIRST = ['nobody-signed-in', 'nobody-idle', 'calls-waiting', 'one-agent-left'] as const;
export type QueueTrouble = (typeof WORST_FIRST)[number];

export interface FloorReadings {
  readonly snapshot: Snapshot;
  readonly names: ReadonlyMap<QueueId, string>;
  readonly waits: ReadonlyMap<QueueId, QueueWait>;
}

const STAFFED: ReadonlySet<AgentState> = new Set(['idle', 'ringing', 'talking', 'wrap-up']);

export function isStaffed(state: AgentState): boolean {
  return STAFFED.has(state);
}

/** Every queue that someone is signed in to or that has a name, the one that needs help most first. */
export function queueStatuses({ snapshot, names, waits }: FloorReadings): QueueStatus[] {
  const members = new Map<QueueId, AgentOnFloor[]>();
  for (const id of [...names.keys(), ...snapshot.queues.keys(), ...waits.keys()]) members.set(id, []);
  // Sorted once for all queues: ten thousand agents in fifty queues each are half a million places.
  for (const agent of longestFirst(signedInOf(snapshot))) {
    for (const id of agent.queues ?? []) members.get(id)?.push(agent);
  }
  const { queuesRead } = snapshot;
  return Array.from(members, ([id, agents]) =>
    queueStatus({
      id,
      agents,
      agentsKnown: queuesRead === undefined || queuesRead.has(id),
      name: names.get(id) ?? null,
      wait: waits.get(id) ?? null,
    }),
  ).toSorted(worstFirst);
}

function queueStatus(
  queue: Pick<QueueStatus, 'id' | 'name' | 'agentsKnown' | 'agents' | 'wait'>,
): QueueStatus {
  const { agents } = queue;
  const counts = countStates(agents);
  const idle = counts.get('idle') ?? 0;
  const staffed = sumOf(counts, isStaffed);
  return {
    ...queue,
    counts,
    signedIn: agents.length,
    staffed,
    idle,
    idleHereOnly: agents.filter(({ state, queues }) => state === 'idle' && queues?.length === 1).length,
    troubles: troublesOf({ ...queue, signedIn: agents.length, staffed, idle }),
  };
}

function troublesOf(
  queue: Pick<QueueStatus, 'agentsKnown' | 'signedIn' | 'staffed' | 'idle' | 'wait'>,
): QueueTrouble[] {
  const waiting = (queue.wait?.calls ?? 0) > 0;
  const found: Readonly<Record<QueueTrouble, boolean>> = {
    'nobody-signed-in': queue.agentsKnown && queue.signedIn === 0 && waiting,
    'nobody-idle': queue.signedIn > 0 && queue.idle === 0,
    'calls-waiting': waiting,
    'one-agent-left': queue.staffed === 1,
  };
  return WORST_FIRST.filter((trouble) => found[trouble]);
}

/** By the worst trouble, then calls waiting, then the longest wait. */
function worstFirst(left: QueueStatus, right: QueueStatus): number {
  return (
    severity(right) - severity(left) ||
    (right.wait?.calls ?? 0) - (left.wait?.calls ?? 0) ||
    (right.wait?.longestSeconds ?? 0) - (left.wait?.longestSeconds ?? 0) ||
    left.idle - right.idle ||
    left.id - right.id
  );
}

/** Whether a supervisor should look now. */
export function needsALook({ troubles }: QueueStatus): boolean {
  return troubles.length > 0;
}

/** Nobody signed in, and nobody known to wait. */
export function isClosed(queue: QueueStatus): boolean {
  return queue.agentsKnown && queue.signedIn === 0 && !needsALook(queue);
}

/** 0 without any. */
function severity({ troubles: [worst] }: QueueStatus): number {
  return worst === undefined ? 0 : WORST_FIRST.length - WORST_FIRST.indexOf(worst);
}

/** Idle people, each once, beside the sum that the queues' own figures make: who serves three queues can take one call. */
export function spareCapacity(agents: readonly AgentOnFloor[]): { people: number; counted: number } {
  const idle = agents.filter(({ state, queues }) => state === 'idle' && (queues?.length ?? 0) > 0);
  return { people: idle.length, counted: idle.reduce((sum, { queues }) => sum + (queues?.length ?? 0), 0) };
}

/**
 * Handling calls, as a share of those who handle or could: 0 to 1, `null` where nobody does either. Ringing, talking
 * and wrapping up count as handling.
 */
export function loadNow(counts: ReadonlyMap<AgentState, number>): number | null {
  const idle = counts.get('idle') ?? 0;
  const staffed = sumOf(counts, isStaffed);
  return staffed === 0 ? null : (staffed - idle) / staffed;
}

function sumOf(counts: ReadonlyMap<AgentState, number>, which: (state: AgentState) => boolean): number {
  let sum = 0;
  for (const [state, count] of counts) if (which(state)) sum += count;
  return sum;
}

/** Some sites list people who have signed out: they are on no floor. */
export function signedInOf(snapshot: Snapshot): AgentOnFloor[] {
  return [...snapshot.agents.values()].filter(({ state }) => state !== 'signed-out');
}

/** By state, states without anyone left out. */
export function countStates(agents: readonly AgentOnFloor[]): ReadonlyMap<AgentState, number> {
  const counts = new Map<AgentState, number>();
  for (const { state } of agents) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

export function longestFirst(agents: readonly AgentOnFloor[]): AgentOnFloor[] {
  return agents.toSorted(
    (left, right) => (right.secondsInState ?? -1) - (left.secondsInState ?? -1) || left.id - right.id,
  );
}
