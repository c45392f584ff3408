import type { Refusal } from '../domain/access/access.ts';
import type { AgentState } from '../domain/floor/agent-state.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { FloorTotals } from '../domain/floor/floor-totals.ts';
import {
  countStates,
  type FloorReadings,
  longestFirst,
  type QueueBacklog,
  type QueueStatus,
  queueStatuses,
  signedInOf,
  spareCapacity,
} from '../domain/floor/queue-status.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../domain/floor/snapshot.ts';

/** The floor with its queues, as far as the requester may see it. */
export interface FloorView {
  /** The platform's own totals. */
  readonly totals: Fact<FloorTotals>;
  readonly now: Fact<FloorNow>;
  /** If unknown, `now` has no names except those of the configuration. */
  readonly names: Fact<ReadonlyMap<QueueId, string>>;
  /** If unknown, `now` has no calls waiting. */
  readonly waits: Fact<ReadonlyMap<QueueId, QueueBacklog>>;
  /** Why `now` has counts but no agents; `null` if the requester may see agents. */
  readonly agentsRefused: Refusal | null;
}

export interface FloorNow {
  readonly queues: readonly QueueStatus[];
  /** Number of agents by state, each once; states without agents are left out. */
  readonly states: ReadonlyMap<AgentState, number>;
  readonly signedIn: number;
  /** Available agents, each once, and the sum of the available counts of all queues. */
  readonly spare: { readonly people: number; readonly counted: number };
  /** Each once, longest in their state first. */
  readonly agents: readonly AgentOnFloor[];
  /** Number of malformed records, which are in no figure. */
  readonly malformedRecords: number;
  /** Number of missing records: all counts are lower bounds. */
  readonly missing: number;
}

export interface FloorFacts {
  readonly snapshot: Fact<Snapshot>;
  readonly names: Fact<ReadonlyMap<QueueId, string>>;
  readonly waits: Fact<ReadonlyMap<QueueId, QueueBacklog>>;
  readonly totals: Fact<FloorTotals>;
  readonly queueNames: ReadonlyMap<QueueId, string>;
  readonly agentsRefused: Refusal | null;
}

/** Creates the function that makes views. The same readings are computed once for concurrent requesters. */
export function createFloorViewer(): (facts: FloorFacts) => FloorView {
  let last: { readonly readings: FloorReadings; readonly now: FloorNow } | undefined;

  function compute(readings: FloorReadings): FloorNow {
    if (last === undefined || !isSame(last.readings, readings))
      last = { readings, now: computeFloor(readings) };
    return last.now;
  }

  return ({ snapshot, names, waits, totals, queueNames, agentsRefused }) => {
    const known = {
      names: names.kind === 'known' ? names.value : queueNames,
      waits: waits.kind === 'known' ? waits.value : NO_WAITS,
    };
    if (snapshot.kind !== 'known') return { totals, now: snapshot, names, waits, agentsRefused };
    const all = compute({ ...known, snapshot: snapshot.value });
    const now = { ...snapshot, value: agentsRefused === null ? all : withoutAgents(all) };
    return { totals, now, names, waits, agentsRefused };
  };
}

const NO_WAITS: ReadonlyMap<QueueId, QueueBacklog> = new Map();

function isSame(left: FloorReadings, right: FloorReadings): boolean {
  return left.snapshot === right.snapshot && left.names === right.names && left.waits === right.waits;
}

function computeFloor(readings: FloorReadings): FloorNow {
  const agents = longestFirst(signedInOf(readings.snapshot));
  return {
    queues: queueStatuses(readings),
    states: countStates(agents),
    signedIn: agents.length,
    spare: spareCapacity(agents),
    agents,
    malformedRecords: readings.snapshot.malformedRecords,
    missing: readings.snapshot.missing ?? 0,
  };
}

function withoutAgents(now: FloorNow): FloorNow {
  return { ...now, queues: now.queues.map((queue) => ({ ...queue, agents: [] })), agents: [] };
}
