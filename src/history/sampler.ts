import type { Clock } from '../clock.ts';
import { type Observation, type Sample, sampleOf } from '../domain/analytics/sample.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { Snapshot } from '../domain/floor/snapshot.ts';
import { codeOf } from '../errors.ts';
import type { Logger } from '../logger.ts';

export interface SamplerOptions {
  /** `SAMPLE_SECONDS`. */
  readonly sampleSeconds: number;
  /** The floor now. A stale fact is no sample: it would make a gap look like a quiet floor. */
  readonly takeSnapshot: () => Promise<Fact<Snapshot>>;
  readonly record: (sample: Sample) => Promise<void>;
  /**
   * Runs beside the sampling once everything taken is written, one at a time; what it throws is logged. A sample that
   * comes while it runs is not followed by one of its own.
   */
  readonly afterSample?: (sample: Sample, observation: Observation) => Promise<void>;
  readonly clock: Clock;
  /** Resolves after that time, or at once when the signal is aborted. Never rejects. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly logger: Logger;
}

export interface SamplerHealth {
  /** Epoch milliseconds; `null`: none yet. */
  readonly lastSampleAt: number | null;
  readonly taken: number;
  readonly missed: number;
  /** Taken and not yet written, because the database does not take them. */
  readonly unwritten: number;
  /** Given up, oldest first, because too many were unwritten. */
  readonly dropped: number;
}

interface Follow {
  readonly sample: Sample;
  readonly observation: Observation;
}

/** A snapshot may come a little late or early and still be the next one; one that was missed leaves a gap. */
const LONGEST_STEP = 1.5;
/** No snapshot that processes share is older. */
const LONGEST_SHARED_MS = 10_000;
/** Two hours at 30 s: in memory a few megabytes for the largest floors. */
const MOST_UNWRITTEN = 240;

/**
 * Samples the floor at each multiple of `sampleSeconds` on the wall clock, one at a time, for as long as it lives: a
 * contact centre that does not answer is a gap, a database that does not write is waited for.
 */
export class Sampler {
  readonly #options: SamplerOptions;
  readonly #stopping = new AbortController();
  readonly #unwritten: Sample[] = [];
  #running: Promise<void> = Promise.resolve();
  #writing: Promise<boolean> | null = null;
  #following: Promise<void> | null = null;
  #last: Observation | null = null;
  #startedAt = Number.NEGATIVE_INFINITY;
  #taken = 0;
  #missed = 0;
  #dropped = 0;
  #isFailing = false;
  #isUnwritable = false;

  constructor(options: SamplerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#startedAt = this.#options.clock.now();
    this.#running = this.#live();
  }

  /** Ends after the sample in hand; what is not written then is tried once more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#writing;
    await this.#following;
    if (this.#unwritten.length > 0) await this.#write();
  }

  health(): SamplerHealth {
    return {
      lastSampleAt: this.#last?.takenAt ?? null,
      taken: this.#taken,
      missed: this.#missed,
      unwritten: this.#unwritten.length,
      dropped: this.#dropped,
    };
  }

  async #live(): Promise<void> {
    const { clock, wait } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await wait(this.#stepMs - (clock.now() % this.#stepMs), signal);
      if (signal.aborted) return;
      await this.#sample();
    }
  }

  get #stepMs(): number {
    return this.#options.sampleSeconds * 1000;
  }

  async #sample(): Promise<void> {
    const observation = await this.#observe();
    if (observation === null) {
      this.#missed += 1;
      this.#settle(null);
      return;
    }
    const sample = sampleOf(observation, this.#last, this.#stepMs * LONGEST_STEP);
    this.#last = observation;
    this.#taken += 1;
    this.#unwritten.push(sample);
    if (this.#unwritten.length > MOST_UNWRITTEN) {
      this.#unwritten.shift();
      this.#dropped += 1;
    }
    this.#settle({ sample, observation });
  }

  /** Writing may take longer than a step (a locked file, a database that is gone), and sampling goes on meanwhile. */
  #settle(latest: Follow | null): void {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    if (latest === null) return;
    this.#following ??= this.#follow(this.#writing, latest).finally(() => {
      this.#following = null;
    });
  }

  async #follow(writing: Promise<boolean>, { sample, observation }: Follow): Promise<void> {
    const { afterSample, logger } = this.#options;
    try {
      if (await writing) await afterSample?.(sample, observation);
    } catch (error) {
      logger.warn({ code: codeOf(error) }, 'the work after a sample failed: it is done after a later one');
    }
  }

  /** `null` where there is nothing new to keep. */
  async #observe(): Promise<Observation | null> {
    const fact = await this.#snapshotInTime();
    const isNew = fact?.kind === 'known' && fact.takenAt !== this.#last?.takenAt;
    const isUsable = isNew && !fact.stale && !this.#isAnothers(fact.takenAt);
    this.#report(isUsable, fact);
    return isUsable ? { snapshot: fact.value, takenAt: fact.takenAt } : null;
  }

  /** What was read shortly before this sampler began may be in a sample of the process that led before. */
  #isAnothers(takenAt: number): boolean {
    const earlierMs = this.#startedAt - takenAt;
    // A clock that was set back is no reason to wait until it has caught up.
    return earlierMs > 0 && earlierMs < LONGEST_SHARED_MS;
  }

  /** A question that never comes back must not be the last one. */
  async #snapshotInTime(): Promise<Fact<Snapshot> | null> {
    const { takeSnapshot, wait } = this.#options;
    const answered = new AbortController();
    const late = wait(this.#stepMs, AbortSignal.any([answered.signal, this.#stopping.signal]));
    try {
      return await Promise.race([takeSnapshot(), late.then(() => null)]);
    } catch {
      return null;
    } finally {
      answered.abort();
    }
  }

  #report(isUsable: boolean, fact: Fact<Snapshot> | null): void {
    const { logger } = this.#options;
    if (!isUsable && !this.#isFailing) {
      const codes = fact?.kind === 'no-answer' ? fact.failures.map(({ code }) => code) : [];
      logger.warn({ codes }, 'the floor could not be sampled: history has a gap until it can');
    }
    if (isUsable && this.#isFailing) logger.info({ missed: this.#missed }, 'the floor is sampled again');
    this.#isFailing = !isUsable;
  }

  /** Oldest first; `true` when nothing is left. A write whose outcome is unknown is repeated, which does no harm. */
  async #write(): Promise<boolean> {
    const { record, logger } = this.#options;
    try {
      for (let sample = this.#unwritten[0]; sample !== undefined; sample = this.#unwritten[0]) {
        await record(sample);
        // While it was written it may have been dropped for being the oldest.
        if (this.#unwritten[0] === sample) this.#unwritten.shift();
      }
      if (this.#isUnwritable) logger.info({ dropped: this.#dropped }, 'samples are written again');
      this.#isUnwritable = false;
    } catch (error) {
      if (!this.#isUnwritable) {
        logger.warn({ code: codeOf(error) }, 'a sample could not be written: it is kept and tried again');
      }
      this.#isUnwritable = true;
    }
    return !this.#isUnwritable;
  }
}
