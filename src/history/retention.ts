import type { CallRepository } from './call-repository.ts';
import type { QuarterRepository } from './quarter-repository.ts';
import type { SampleRepository } from './sample-repository.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long each class of data is kept: the finer it is, the sooner it goes. */
const RETENTION = {
  /** States by group of agents and who changed when, without ids; in a small group that is nearly a person's day. */
  samplesMs: 48 * HOUR_MS,
  /** Sums by agent id. */
  agentCountersMs: 14 * DAY_MS,
  /** Quarters of an hour of queues and the floor: thirteen months, so that a month can be held against last year's. */
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

/** Removes what is past its time. Samples that are not yet added up stay until they are, so that no day is lost. */
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
