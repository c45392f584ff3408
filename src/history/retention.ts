import type { CallRepository } from './call-repository.ts';
import type { QuarterRepository } from './quarter-repository.ts';
import type { SampleRepository } from './sample-repository.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Retention by class of data; detailed data is removed earlier. */
const RETENTION = {
  /** States and changes by group of agents, without ids. In a small group they are close to personal data. */
  samplesMs: 48 * HOUR_MS,
  /** Totals by agent id. */
  agentCountersMs: 14 * DAY_MS,
  /** Quarters of an hour: thirteen months, so that a month can be compared with last year. */
  quartersMs: 397 * DAY_MS,
} as const;

export interface RetentionOptions {
  readonly samples: SampleRepository;
  readonly quarters: QuarterRepository;
  readonly calls: CallRepository;
}

export interface Removed {
  readonly samples: number;
  readonly quarters: number;
  readonly agentCounters: number;
  readonly callQuarters: number;
}

/** Removes data past its retention. Samples that are not rolled up yet are kept. */
export async function removeOutdated(
  { samples, quarters, calls }: RetentionOptions,
  now: number,
): Promise<Removed> {
  const addedUp = (await quarters.recordedUntil()) ?? 0;
  return {
    samples: await samples.removeBefore(Math.min(now - RETENTION.samplesMs, addedUp)),
    quarters: await quarters.removeBefore(now - RETENTION.quartersMs),
    agentCounters: await calls.removeCountersBefore(now - RETENTION.agentCountersMs),
    callQuarters: await calls.removeQuartersBefore(now - RETENTION.quartersMs),
  };
}
