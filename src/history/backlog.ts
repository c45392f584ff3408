import type { Sample } from '../domain/analytics/sample.ts';
import type { Logger } from '../logger.ts';
import { createOutageLog } from '../outage-log.ts';
import type { SampleRepository } from './sample-repository.ts';

export interface BacklogOptions {
  readonly samples: Pick<SampleRepository, 'record'>;
  readonly logger: Logger;
}

/** Two hours at 30 s: a few megabytes of memory for the largest floors. */
const UNWRITTEN_SAMPLES_MAX = 240;

/** Keeps samples in memory until the database has them, and drops the oldest sample when there are too many. */
export function createBacklog({ samples, logger }: BacklogOptions) {
  const unwritten: Sample[] = [];
  let dropped = 0;
  let writing: Promise<boolean> | null = null;
  const outage = createOutageLog(logger, {
    began: 'sample not written; it is kept for the next attempt',
    ended: 'samples written again',
  });

  return {
    add(sample: Sample): void {
      unwritten.push(sample);
      if (unwritten.length <= UNWRITTEN_SAMPLES_MAX) return;
      unwritten.shift();
      dropped += 1;
    },

    /**
     * Writes the samples, oldest first; one call at a time does the work, the others wait for it. Resolves with true
     * if every sample is written. Never rejects: the next call tries again.
     */
    flush(): Promise<boolean> {
      writing ??= write().finally(() => {
        writing = null;
      });
      return writing;
    },

    health: () => ({ unwritten: unwritten.length, dropped }),
  };

  /** A write whose outcome is unknown is repeated, which changes nothing. */
  async function write(): Promise<boolean> {
    try {
      for (let sample = unwritten[0]; sample !== undefined; sample = unwritten[0]) {
        await samples.record(sample);
        // The sample may have been dropped as the oldest while it was written.
        if (unwritten[0] === sample) unwritten.shift();
      }
      outage.recovered({ dropped });
      return true;
    } catch (error) {
      outage.failed({ err: error });
      return false;
    }
  }
}
