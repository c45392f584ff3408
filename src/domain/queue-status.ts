import type { AgentId } from './agent-id.ts';
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
  const agents = agentsIn(snapshot, snapshot.queues.get(id) ?? []);
  const counts = new Map<AgentState, number>();
  for (const { state } of agents) counts.set(state, (counts.get(state) ?? 0) + 1);
  const idle = counts.get('idle') ?? 0;
  const staffed = agents.filter(({ state }) => isStaffed(state)).length;
  const idleHereOnly = agents.filter(({ state, queues }) => state === 'idle' && queues?.length === 1).length;
  const wait = waits.get(id) ?? null;
  const figures = { signedIn: agents.length, staffed, idle, wait };
  return {
    id,
    name: names.get(id) ?? null,
    agents,
    counts,
    staffed,
    idle,
    idleHereOnly,
    wait,
    troubles: troublesOf(figures),
  };
}

function agentsIn(snapshot: Snapshot, ids: readonly AgentId[]): AgentOnFloor[] {
  return ids
    .map((id) => snapshot.agents.get(id))
    .filter((agent) => agent !== undefined)
    .toSorted(
      (left, right) => (right.secondsInState ?? -1) - (left.secondsInState ?? -1) || left.id - right.id,
    );
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

/** Idle agents of several queues, each person once, beside the sum that the queues' own figures would make. */
export function spareCapacity(queues: readonly QueueStatus[]): { people: number; counted: number } {
  const idle = queues.flatMap(({ agents }) =>
    agents.filter(({ state }) => state === 'idle').map(({ id }) => id),
  );
  return { people: new Set(idle).size, counted: idle.length };
}
