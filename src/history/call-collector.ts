import type { Observation } from '../domain/analytics/sample.ts';
import { localDay } from '../domain/calendar/local-day.ts';
import { localAt } from '../domain/calendar/local-time.ts';
import type { AgentId } from '../domain/floor/agent-id.ts';
import type { CounterReading, CounterValue } from '../domain/floor/call-counters.ts';
import type { CallRepository } from './call-repository.ts';

export interface CallCollectorOptions {
  /**
   * Reads the counters of the given agents; agents without counters are left out (`hisindex/agent` takes 100 agents per
   * request).
   *
   * @throws {FloorwalkerError} upstream-* if the platform does not answer; the next collection catches up
   */
  readonly readCounters: (agentIds: readonly AgentId[]) => Promise<ReadonlyMap<AgentId, CounterValue>>;
  readonly calls: CallRepository;
  /** Zone of the contact centre, at whose midnight the counters are reset. */
  readonly zone: string;
}

/** Interval of collections. The platform updates its day counters every 5 minutes (change log 24.200.0). */
const COLLECTION_INTERVAL_MS = 5 * 60_000;
/** Time after which a call is certainly in the counters. Until then they may also belong to the previous day. */
const SETTLED_AFTER_MS = 2 * COLLECTION_INTERVAL_MS;
/** How long the counters of a signed-out agent are read. Some platforms never report them. */
const SIGNED_OUT_READ_MS = 30 * 60_000;

/** Creates the collector of call counters for the totals of summaries. */
export function createCallCollector({ readCounters, calls, zone }: CallCollectorOptions) {
  let collectedAt = Number.NEGATIVE_INFINITY;

  return async function collect({ snapshot, takenAt }: Observation): Promise<void> {
    const midnight = localDay(localAt(takenAt, zone).date, zone).from;
    if (Math.abs(takenAt - collectedAt) < COLLECTION_INTERVAL_MS || takenAt - midnight < SETTLED_AFTER_MS)
      return;
    collectedAt = takenAt;
    const left = await calls.unfinished({
      from: Math.max(midnight, takenAt - SIGNED_OUT_READ_MS),
      to: takenAt - SETTLED_AFTER_MS,
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
