import type { Observation } from '../domain/analytics/sample.ts';
import { QUARTER_MS } from '../domain/calendar/local-day.ts';
import type { Logger } from '../logger.ts';
import { type RetentionOptions, removeOutdated } from './retention.ts';
import { type RollUpOptions, rollUp } from './roll-up.ts';

export interface UpkeepOptions extends RollUpOptions, RetentionOptions {
  readonly logger: Logger;
}

/**
 * Rolls up the previous quarter after the first sample of each quarter of an hour, and removes data past its retention.
 * A failure is retried after the next sample. Samples are removed only after their roll-up.
 */
export function createUpkeep({ logger, ...options }: UpkeepOptions) {
  let doneFor = -1;

  return async function keepUp({ takenAt }: Pick<Observation, 'takenAt'>): Promise<void> {
    const quarter = Math.floor(takenAt / QUARTER_MS);
    if (quarter === doneFor) return;
    const addedUp = await rollUp(options, takenAt);
    const removed = await removeOutdated(options, takenAt);
    doneFor = quarter;
    logger.debug({ addedUp, ...removed }, 'history rolled up and outdated data removed');
  };
}
