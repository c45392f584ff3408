import type { AgentOnFloor, QueueId, Snapshot } from '../floor/snapshot.ts';
import { KEPT_STATES, stateIndex } from './kept-state.ts';

/**
 * What history keeps of a snapshot: how many agents were in each state, and who changed when since the sample
 * before, no agent named. From it the floor can be told for every instant from `since` to `takenAt`.
 */
export interface Sample {
  /** Epoch milliseconds on the whole second: the platform counts time in state in seconds. */
  readonly takenAt: number;
  /** The sample before, or `takenAt` itself where that is missing: a gap stays a gap. */
  readonly since: number;
  readonly groups: readonly GroupSample[];
  /** Records of the snapshot that could not be read or did not come: the counts are short by up to that many agents. */
  readonly unreadable: number;
}

/** Agents who serve the same queues. Kept apart so that any set of queues can be counted with each agent once. */
export interface GroupSample {
  /** Ascending; empty for agents whose queues are none or not known. */
  readonly queues: readonly QueueId[];
  /** Agents by state (`KEPT_STATES`) at `takenAt`. */
  readonly counts: readonly number[];
  /** In the order of time. */
  readonly changes: readonly Change[];
}

/** One agent's step from one state to another. */
export interface Change {
  readonly secondsBefore: number;
  /** As in `KEPT_STATES`; `null` is not signed in, or not in this group. */
  readonly from: number | null;
  readonly to: number | null;
}

/** A snapshot and its instant. */
export interface Observation {
  readonly snapshot: Snapshot;
  readonly takenAt: number;
}

interface Group {
  readonly queues: readonly QueueId[];
  readonly counts: number[];
  readonly changes: Change[];
}

/**
 * Compares a snapshot with the one before it. A state's start is exact: the snapshot says for how long the agent has
 * been in it. What has no such time (a sign-out, a move between queues) is taken to happen when it is first seen.
 *
 * @param longestStepMs beyond this the snapshot before is too old to say what lay between
 */
export function sampleOf(current: Observation, before: Observation | null, longestStepMs: number): Sample {
  const takenAt = wholeSecond(current.takenAt);
  const stepMs = before === null ? 0 : takenAt - wholeSecond(before.takenAt);
  const previous = before !== null && stepMs > 0 && stepMs <= longestStepMs ? before.snapshot : null;
  const stepSeconds = previous === null ? 0 : stepMs / 1000;
  const groups = new Map<string, Group>();

  for (const agent of current.snapshot.agents.values()) {
    const to = stateIndex(agent.state);
    const group = groupOf(groups, queuesOf(agent));
    if (to !== null) group.counts[to] = (group.counts[to] ?? 0) + 1;
    if (previous !== null) compare(agent, to, group, previous.agents.get(agent.id));
  }
  if (previous !== null) addLeavers(groups, previous, current.snapshot);
  return {
    takenAt,
    since: takenAt - stepSeconds * 1000,
    groups: [...groups.values()].filter(isSomething).map(inOrder),
    unreadable: current.snapshot.unreadable + (current.snapshot.missing ?? 0),
  };

  function compare(agent: AgentOnFloor, to: number | null, group: Group, was: AgentOnFloor | undefined) {
    const from = was === undefined ? null : stateIndex(was.state);
    const inStateFor = Math.min(Math.max(agent.secondsInState ?? 0, 0), stepSeconds);
    const formerGroup = was === undefined || servesAlike(was, agent) ? group : groupOf(groups, queuesOf(was));
    if (formerGroup !== group) {
      addChange(formerGroup, inStateFor, from, to);
      addChange(formerGroup, 0, to, null);
      addChange(group, 0, null, to);
    } else if (from === null && inStateFor === stepSeconds) {
      // In this state since before the last snapshot, which did not list the agent: the queue is what is new.
      addChange(group, 0, from, to);
    } else {
      addChange(group, inStateFor, from, to);
    }
  }
}

function addLeavers(groups: Map<string, Group>, previous: Snapshot, current: Snapshot): void {
  for (const agent of previous.agents.values()) {
    if (current.agents.has(agent.id)) continue;
    addChange(groupOf(groups, queuesOf(agent)), 0, stateIndex(agent.state), null);
  }
}

function addChange(group: Group, secondsBefore: number, from: number | null, to: number | null): void {
  if (from !== to) group.changes.push({ secondsBefore, from, to });
}

const NO_QUEUES: readonly QueueId[] = [];

function queuesOf(agent: AgentOnFloor): readonly QueueId[] {
  return agent.queues ?? NO_QUEUES;
}

function groupOf(groups: Map<string, Group>, queues: readonly QueueId[]): Group {
  const key = queues.join();
  const group = groups.get(key) ?? { queues, counts: KEPT_STATES.map(() => 0), changes: [] };
  groups.set(key, group);
  return group;
}

function inOrder(group: Group): GroupSample {
  return {
    ...group,
    changes: group.changes.toSorted((left, right) => right.secondsBefore - left.secondsBefore),
  };
}

/** Cheaper than two look-ups by key, and nearly always true. */
function servesAlike(was: AgentOnFloor, is: AgentOnFloor): boolean {
  const [before, now] = [queuesOf(was), queuesOf(is)];
  return before.length === now.length && before.every((queue, index) => queue === now[index]);
}

function isSomething(group: Group): boolean {
  return group.changes.length > 0 || group.counts.some((count) => count > 0);
}

function wholeSecond(instant: number): number {
  return Math.round(instant / 1000) * 1000;
}
