import { withoutEmptyQueues } from '../domain/analytics/figures.ts';
import { queuesIn } from '../domain/analytics/measure.ts';
import type { Observation } from '../domain/analytics/sample.ts';
import { FLOOR, queueScope, scopeOf } from '../domain/analytics/scope.ts';
import { QUARTER_MS } from '../domain/calendar/local-day.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import type { Logger } from '../logger.ts';
import type { CallRepository } from './call-repository.ts';
import { measureCooperatively } from './measure-cooperatively.ts';
import type { QuarterRepository } from './quarter-repository.ts';
import type { SampleRepository } from './sample-repository.ts';

export interface UpkeepOptions {
  readonly samples: SampleRepository;
  readonly quarters: QuarterRepository;
  readonly calls: CallRepository;
  /**
   * Returns the sets of queues whose figures are rolled up in addition to single queues and the floor, each agent
   * counted once: the sets of all subscriptions.
   */
  readonly queueSets: () => Promise<readonly (readonly QueueId[])[]>;
  readonly logger: Logger;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Retention by class of data; detailed data is removed earlier. */
const RETENTION = {
  /** States and changes by group of agents, without ids. In a small group they are close to personal data. */
  samplesMs: 48 * HOUR_MS,
  agentCountersMs: 14 * DAY_MS,
  /** Quarters of an hour: thirteen months, so that a month can be compared with last year. */
  quartersMs: 397 * DAY_MS,
} as const;

/**
 * Rolls up the previous quarter after the first sample of each quarter of an hour, and removes data past its retention.
 * A failure is retried after the next sample. Samples are removed only after their roll-up.
 */
export function createUpkeep({ logger, ...options }: UpkeepOptions) {
  let doneFor = -1;

  return async function upkeep({ takenAt }: Pick<Observation, 'takenAt'>): Promise<void> {
    const quarter = Math.floor(takenAt / QUARTER_MS);
    if (quarter === doneFor) return;
    const quartersRolledUp = await rollUp(options, takenAt);
    const removed = await removeOutdated(options, takenAt);
    doneFor = quarter;
    logger.debug({ quartersRolledUp, ...removed }, 'history rolled up and outdated data removed');
  };
}

/**
 * Rolls up the samples of each quarter of an hour after its last sample. Continues where the last call stopped, so that
 * no quarter is left out after a downtime.
 *
 * @param until the instant before which no more samples will come, epoch milliseconds
 * @returns the number of quarters that were rolled up
 */
export async function rollUp(
  { samples, quarters, queueSets }: Pick<UpkeepOptions, 'samples' | 'quarters' | 'queueSets'>,
  until: number,
): Promise<number> {
  const sets = (await queueSets()).map(scopeOf);
  let done = 0;
  for (let at = (await quarters.recordedUntil()) ?? 0; ; ) {
    const next = await samples.firstAfter(at);
    if (next === null) return done;
    // A sample describes the time before it, so a sample on the boundary belongs to the quarter that ends there.
    const from = Math.floor((next - 1) / QUARTER_MS) * QUARTER_MS;
    const quarter = { from, to: from + QUARTER_MS };
    if (quarter.to > until) return done;
    const taken = await samples.during(quarter);
    const scopes = [FLOOR, ...queuesIn(taken).map(queueScope), ...sets];
    await quarters.record(withoutEmptyQueues(await measureCooperatively(taken, quarter, scopes)));
    at = quarter.to;
    done += 1;
  }
}

/** Removes data past its retention. Samples that are not rolled up yet are kept. */
export async function removeOutdated(
  { samples, quarters, calls }: Pick<UpkeepOptions, 'samples' | 'quarters' | 'calls'>,
  now: number,
): Promise<Record<string, number>> {
  const rolledUpTo = (await quarters.recordedUntil()) ?? 0;
  return {
    samples: await samples.removeBefore(Math.min(now - RETENTION.samplesMs, rolledUpTo)),
    quarters: await quarters.removeBefore(now - RETENTION.quartersMs),
    agentCounters: await calls.removeCountersBefore(now - RETENTION.agentCountersMs),
    callQuarters: await calls.removeQuartersBefore(now - RETENTION.quartersMs),
  };
}
