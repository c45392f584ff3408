import type { AgentState } from './agent-state.ts';
import type { AgentOnFloor, QueueId, Snapshot } from './snapshot.ts';

/** Callers who wait in a queue. */
export interface QueueWait {
  readonly calls: number;
  readonly longestSeconds: number;
}

/** One queue at one instant. */
export interface QueueStatus {
  readonly id: QueueId;
  /** `null` where nothing that is connected knows it. */
  readonly name: string | null;
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
  /** `null`: not measured by this connection, which is not zero. */
  readonly wait: QueueWait | null;
  readonly troubles: readonly QueueTrouble[];
}

/** What deserves a supervisor's look, worst first. */
export type QueueTrouble = 'nobody-signed-in' | 'nobody-idle' | 'calls-waiting' | 'one-agent-left';

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
export function queueStatuses(readings: FloorReadings): QueueStatus[] {
  const ids = new Set([
    ...readings.names.keys(),
    ...readings.snapshot.queues.keys(),
    ...readings.waits.keys(),
  ]);
  return Array.from(ids, (id) => queueStatus(id, readings)).toSorted(worstFirst);
}

function queueStatus(id: QueueId, { snapshot, names, waits }: FloorReadings): QueueStatus {
  const members = (snapshot.queues.get(id) ?? []).map((agentId) => snapshot.agents.get(agentId));
  const agents = longestFirst(members.filter((agent) => agent !== undefined));
  const counts = countStates(agents);
  const idle = counts.get('idle') ?? 0;
  const staffed = agents.filter(({ state }) => isStaffed(state)).length;
  const wait = waits.get(id) ?? null;
  return {
    id,
    name: names.get(id) ?? null,
    agents,
    counts,
    signedIn: agents.length,
    staffed,
    idle,
    idleHereOnly: agents.filter(({ state, queues }) => state === 'idle' && queues?.length === 1).length,
    wait,
    troubles: troublesOf({ signedIn: agents.length, staffed, idle, wait }),
  };
}

function troublesOf(queue: {
  signedIn: number;
  staffed: number;
  idle: number;
  wait: QueueWait | null;
}): QueueTrouble[] {
  const troubles: QueueTrouble[] = [];
  if (queue.signedIn === 0) troubles.push('nobody-signed-in');
  else if (queue.idle === 0) troubles.push('nobody-idle');
  if ((queue.wait?.calls ?? 0) > 0) troubles.push('calls-waiting');
  if (queue.staffed === 1) troubles.push('one-agent-left');
  return troubles;
}

/**
 * Nobody idle, then calls waiting, then the longest wait. A queue that nobody has signed in to is only worse than a
 * busy one while someone waits in it: at night that is how queues should be.
 */
function worstFirst(left: QueueStatus, right: QueueStatus): number {
  return (
    alarm(right) - alarm(left) ||
    (right.wait?.calls ?? 0) - (left.wait?.calls ?? 0) ||
    (right.wait?.longestSeconds ?? 0) - (left.wait?.longestSeconds ?? 0) ||
    left.idle - right.idle ||
    left.id - right.id
  );
}

function alarm({ troubles }: QueueStatus): number {
  const waiting = troubles.includes('calls-waiting');
  if (troubles.includes('nobody-signed-in')) return waiting ? 3 : 0;
  if (troubles.includes('nobody-idle')) return 2;
  return waiting ? 1 : 0;
}

/** Idle people, each once, beside the sum that the queues' own figures make: who serves three queues can take one call. */
export function spareCapacity(agents: readonly AgentOnFloor[]): { people: number; counted: number } {
  const idle = agents.filter(({ state, queues }) => state === 'idle' && (queues?.length ?? 0) > 0);
  return { people: idle.length, counted: idle.reduce((sum, { queues }) => sum + (queues?.length ?? 0), 0) };
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
