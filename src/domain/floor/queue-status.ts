import type { AgentState } from './agent-state.ts';
import type { AgentOnFloor, QueueId, Snapshot } from './snapshot.ts';

export interface QueueBacklog {
  readonly calls: number;
  /** Longest wait in seconds; `null` if calls wait and the time is unknown. */
  readonly longestSeconds: number | null;
}

export interface QueueStatus {
  readonly id: QueueId;
  /** `null` if no connected upstream has the name. */
  readonly name: string | null;
  /** False if no upstream lists the signed-in agents; `agents` and counts are then unknown, not 0. */
  readonly agentsKnown: boolean;
  /** Agents signed in to the queue, longest in their state first. */
  readonly agents: readonly AgentOnFloor[];
  /** Number of agents by state; states without agents are left out. */
  readonly counts: ReadonlyMap<AgentState, number>;
  readonly signedIn: number;
  /** Agents that are available, ringing, on a call or in wrap-up. */
  readonly staffed: number;
  readonly available: number;
  /** Available agents that serve no other queue. The other available agents count as spare capacity of other queues too. */
  readonly dedicatedAvailable: number;
  /** `null` if the wait is not measured or not read yet. */
  readonly wait: QueueBacklog | null;
  readonly issues: readonly QueueIssue[];
}

/** Worst first. `no-agent-signed-in` counts only while calls wait: at night queues without agents are normal. */
const WORST_FIRST = ['no-agent-signed-in', 'no-agent-available', 'calls-waiting', 'one-agent-left'] as const;
export type QueueIssue = (typeof WORST_FIRST)[number];

export interface FloorReadings {
  readonly snapshot: Snapshot;
  readonly names: ReadonlyMap<QueueId, string>;
  readonly waits: ReadonlyMap<QueueId, QueueBacklog>;
}

const STAFFED: ReadonlySet<AgentState> = new Set(['available', 'ringing', 'on-call', 'wrap-up']);

export function isStaffed(state: AgentState): boolean {
  return STAFFED.has(state);
}

/** Returns all queues with a name or with agents, the one with the worst issue first. */
export function queueStatuses({ snapshot, names, waits }: FloorReadings): QueueStatus[] {
  const members = new Map<QueueId, AgentOnFloor[]>();
  for (const id of [...names.keys(), ...snapshot.queues.keys(), ...waits.keys()]) members.set(id, []);
  // Sorted once for all queues, because ten thousand agents in fifty queues each make half a million entries.
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
  const available = counts.get('available') ?? 0;
  const staffed = sumOf(counts, isStaffed);
  return {
    ...queue,
    counts,
    signedIn: agents.length,
    staffed,
    available,
    dedicatedAvailable: agents.filter(({ state, queues }) => state === 'available' && queues?.length === 1)
      .length,
    issues: issuesOf({ ...queue, signedIn: agents.length, staffed, available }),
  };
}

function issuesOf(
  queue: Pick<QueueStatus, 'agentsKnown' | 'signedIn' | 'staffed' | 'available' | 'wait'>,
): QueueIssue[] {
  const waiting = (queue.wait?.calls ?? 0) > 0;
  const found: Readonly<Record<QueueIssue, boolean>> = {
    'no-agent-signed-in': queue.agentsKnown && queue.signedIn === 0 && waiting,
    'no-agent-available': queue.signedIn > 0 && queue.available === 0,
    'calls-waiting': waiting,
    'one-agent-left': queue.staffed === 1,
  };
  return WORST_FIRST.filter((issue) => found[issue]);
}

/** Compares by the worst issue, then by calls waiting, then by the longest wait. */
function worstFirst(left: QueueStatus, right: QueueStatus): number {
  return (
    severity(right) - severity(left) ||
    (right.wait?.calls ?? 0) - (left.wait?.calls ?? 0) ||
    (right.wait?.longestSeconds ?? 0) - (left.wait?.longestSeconds ?? 0) ||
    left.available - right.available ||
    left.id - right.id
  );
}

export function needsAttention({ issues }: QueueStatus): boolean {
  return issues.length > 0;
}

/** Returns true if no agent is signed in and no call is known to wait. */
export function isClosed(queue: QueueStatus): boolean {
  return queue.agentsKnown && queue.signedIn === 0 && !needsAttention(queue);
}

function severity({ issues: [worst] }: QueueStatus): number {
  return worst === undefined ? 0 : WORST_FIRST.length - WORST_FIRST.indexOf(worst);
}

/** Counts available agents once, and once per queue, which gives more if agents serve several queues. */
export function spareCapacity(agents: readonly AgentOnFloor[]): { people: number; counted: number } {
  const available = agents.filter(({ state, queues }) => state === 'available' && (queues?.length ?? 0) > 0);
  return {
    people: available.length,
    counted: available.reduce((sum, { queues }) => sum + (queues?.length ?? 0), 0),
  };
}

/** Ringing, on-call and wrap-up agents as a share of these and the available ones, 0 to 1; `null` without any. */
export function occupancyNow(counts: ReadonlyMap<AgentState, number>): number | null {
  const available = counts.get('available') ?? 0;
  const staffed = sumOf(counts, isStaffed);
  return staffed === 0 ? null : (staffed - available) / staffed;
}

function sumOf(counts: ReadonlyMap<AgentState, number>, which: (state: AgentState) => boolean): number {
  let sum = 0;
  for (const [state, count] of counts) if (which(state)) sum += count;
  return sum;
}

/** Returns the agents that are signed in; some sites list signed-out agents too. */
export function signedInOf(snapshot: Snapshot): AgentOnFloor[] {
  return [...snapshot.agents.values()].filter(({ state }) => state !== 'signed-out');
}

/** Number of agents by state; states without agents are left out. */
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
