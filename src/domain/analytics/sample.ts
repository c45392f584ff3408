import type { AgentOnFloor, QueueId, Snapshot } from '../floor/snapshot.ts';
import { RECORDED_STATES, stateIndex } from './recorded-state.ts';

/**
 * The recorded part of a snapshot: the number of agents in each state, and the changes of state since the previous
 * sample, without agent ids. It describes the floor at every instant from `since` to `takenAt`.
 */
export interface Sample {
  /** Epoch milliseconds, rounded to seconds because the platform counts time in state in seconds. */
  readonly takenAt: number;
  /** Time of the previous sample; equal to `takenAt` after a gap. */
  readonly since: number;
  readonly groups: readonly GroupSample[];
  /** Number of malformed or missing records: the counts may lack this many agents. */
  readonly malformedRecords: number;
}

/** Agents that serve the same set of queues. Groups allow counting any set of queues with each agent once. */
export interface GroupSample {
  /** Ascending; empty for agents without queues or with unknown queues. */
  readonly queues: readonly QueueId[];
  /** Agents by state (`RECORDED_STATES`) at `takenAt`. */
  readonly counts: readonly number[];
  readonly changes: readonly Change[];
}

export interface Change {
  readonly secondsBefore: number;
  /** Index in `RECORDED_STATES`; `null` if the agent was signed out or not in this group. */
  readonly from: number | null;
  readonly to: number | null;
}

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
 * Compares a snapshot with the previous one. The start of a state is exact, because the snapshot has each agent's time
 * in state. A sign-out or a change of queues has no such time and counts from the snapshot that shows it first.
 *
 * @param longestStepMs maximum age of the previous snapshot; an older one is ignored
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
    malformedRecords: current.snapshot.malformedRecords + (current.snapshot.missing ?? 0),
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
      // The state began before the previous snapshot, which did not list the agent in this group: only the queues are
      // new.
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
  const group = groups.get(key) ?? { queues, counts: RECORDED_STATES.map(() => 0), changes: [] };
  groups.set(key, group);
  return group;
}

function inOrder(group: Group): GroupSample {
  return {
    ...group,
    changes: group.changes.toSorted((left, right) => right.secondsBefore - left.secondsBefore),
  };
}

/** Compared by reference first, because that is cheap and almost always true. */
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
