import type { Observation } from '../domain/analytics/sample.ts';
import { localDay } from '../domain/calendar/local-day.ts';
import { localAt } from '../domain/calendar/local-time.ts';
import type { AgentId } from '../domain/floor/agent-id.ts';
import type { CounterReading, CounterValue } from '../domain/floor/call-counters.ts';
import type { CallRepository } from './call-repository.ts';

export interface CallCollectorOptions {
  /**
   * Counters of those agents for whom the platform tells them (`hisindex/agent` takes 100 at a time); the others are
   * left out. Throws where the platform does not answer: the next collection catches up.
   */
  readonly readCounters: (agentIds: readonly AgentId[]) => Promise<ReadonlyMap<AgentId, CounterValue>>;
  readonly calls: CallRepository;
  /** The contact centre's: counters of the day begin at its midnight. */
  readonly zone: string;
}

/** The platform settles its day counters every 5 minutes (change log 24.200.0): asking more often learns nothing. */
const EVERY_MS = 5 * 60_000;
/** When a call is certainly in the counters. Until then the day before may also still be in them. */
const SETTLED_MS = 2 * EVERY_MS;
/** How long to ask for those who left: not every platform tells of them, and then their last calls stay unknown. */
const ASKED_FOR_MS = 30 * 60_000;

/** Reads the call counters of everyone on the floor now and then, for the totals of summaries. */
export function createCallCollector({ readCounters, calls, zone }: CallCollectorOptions) {
  let collectedAt = Number.NEGATIVE_INFINITY;

  return async function collect({ snapshot, takenAt }: Observation): Promise<void> {
    const midnight = localDay(localAt(takenAt, zone).date, zone).from;
    if (Math.abs(takenAt - collectedAt) < EVERY_MS || takenAt - midnight < SETTLED_MS) return;
    collectedAt = takenAt;
    const left = await calls.unfinished({
      from: Math.max(midnight, takenAt - ASKED_FOR_MS),
      to: takenAt - SETTLED_MS,
    });
    const gone = left.filter((agentId) => !snapshot.agents.has(agentId));
    const counters = await readCounters([...snapshot.agents.keys(), ...gone]);
    const readings = [...counters].map(
      ([agentId, { statistics, readAt }]): CounterReading => ({
        agentId,
        statistics,
        readAt,
        isSignedIn: snapshot.agents.has(agentId),
      }),
    );
    await calls.add(readings, midnight);
  };
}
