import type { Clock } from '../clock.ts';
import { type Observation, type Sample, sampleOf } from '../domain/analytics/sample.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { Snapshot } from '../domain/floor/snapshot.ts';
import type { Logger } from '../logger.ts';
import { createOutageLog } from '../outage-log.ts';
import { sleep } from '../time.ts';
import { createBacklog } from './backlog.ts';
import type { SampleRepository } from './sample-repository.ts';

/** Work that follows a sample. The sampler calls `observe` after the sample is written, one call at a time. */
export interface SampleObserver {
  readonly name: string;
  /** An error is logged and affects no other observer. A sample that is taken while a call runs is not observed. */
  readonly observe: (observation: Observation, sample: Sample) => Promise<void>;
}

export interface SamplerOptions {
  readonly sampleSeconds: number;
  /** Stale snapshots are not sampled, because a gap would look like a quiet floor. */
  readonly floor: { snapshot(): Promise<Fact<Snapshot>> };
  readonly samples: Pick<SampleRepository, 'record'>;
  readonly observers: readonly SampleObserver[];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sleep?: typeof sleep;
}

export interface SamplerHealth {
  /** Epoch milliseconds; `null` before the first sample. */
  readonly lastSampleAt: number | null;
  readonly taken: number;
  readonly missed: number;
  /** Number of samples that wait in memory because the database does not accept writes. */
  readonly unwritten: number;
  /** Number of dropped samples. The oldest one is dropped if too many wait. */
  readonly dropped: number;
}

/** Maximum distance of two snapshots, in sample intervals, to count as adjacent. A larger distance is a gap. */
const STEP_MAX_FACTOR = 1.5;
/** Snapshots that processes share are at most this old. */
const SHARED_SNAPSHOT_MAX_AGE_MS = 10_000;

/**
 * Samples the floor at each multiple of `sampleSeconds` on the wall clock, one sample at a time. If the contact centre
 * does not answer, there is a gap; if the database does not accept samples, they are written later.
 */
export class Sampler {
  readonly #options: SamplerOptions;
  readonly #backlog;
  readonly #outage;
  readonly #sleep;
  readonly #stopping = new AbortController();
  readonly #observing = new Map<SampleObserver, Promise<void>>();
  #running: Promise<void> = Promise.resolve();
  #last: Observation | null = null;
  #startedAt = Number.NEGATIVE_INFINITY;
  #taken = 0;
  #missed = 0;

  constructor(options: SamplerOptions) {
    this.#options = options;
    this.#sleep = options.sleep ?? sleep;
    this.#backlog = createBacklog(options);
    this.#outage = createOutageLog(options.logger, {
      began: 'floor not sampled; history has a gap',
      ended: 'floor sampled again',
    });
  }

  start(): void {
    this.#startedAt = this.#options.clock.now();
    this.#running = this.#run();
  }

  /** Resolves after the running sample. Unwritten samples are tried once more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#backlog.flush();
    await Promise.all(this.#observing.values());
    if (this.#backlog.health().unwritten > 0) await this.#backlog.flush();
  }

  health(): SamplerHealth {
    return {
      lastSampleAt: this.#last?.takenAt ?? null,
      taken: this.#taken,
      missed: this.#missed,
      ...this.#backlog.health(),
    };
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#sleep(this.#stepMs - (clock.now() % this.#stepMs), signal);
      if (!signal.aborted) await this.#sample();
    }
  }

  get #stepMs(): number {
    return this.#options.sampleSeconds * 1000;
  }

  /** Writing and observing may take longer than one interval; sampling continues meanwhile. */
  async #sample(): Promise<void> {
    const observation = await this.#observation();
    if (observation === null) {
      this.#missed += 1;
      void this.#backlog.flush();
      return;
    }
    const sample = sampleOf(observation, this.#last, this.#stepMs * STEP_MAX_FACTOR);
    this.#last = observation;
    this.#taken += 1;
    this.#backlog.add(sample);
    const written = this.#backlog.flush();
    for (const observer of this.#options.observers) {
      if (this.#observing.has(observer)) continue;
      const work = this.#observe(observer, observation, sample, written);
      this.#observing.set(
        observer,
        work.finally(() => this.#observing.delete(observer)),
      );
    }
  }

  async #observe(
    { name, observe }: SampleObserver,
    observation: Observation,
    sample: Sample,
    written: Promise<boolean>,
  ): Promise<void> {
    try {
      if (await written) await observe(observation, sample);
    } catch (error) {
      this.#options.logger.warn(
        { err: error, observer: name },
        'sample observer failed; it runs again after the next sample',
      );
    }
  }

  /** `null` if there is nothing new to record. */
  async #observation(): Promise<Observation | null> {
    const fact = await this.#snapshotWithTimeout();
    const isNew = fact?.kind === 'known' && fact.takenAt !== this.#last?.takenAt;
    const isUsable = isNew && !fact.stale && !this.#mayBeRecordedAlready(fact.takenAt);
    this.#report(isUsable, fact);
    return isUsable ? { snapshot: fact.value, takenAt: fact.takenAt } : null;
  }

  /** True for a snapshot from shortly before the start, which the previous leader may have recorded. */
  #mayBeRecordedAlready(takenAt: number): boolean {
    const earlierMs = this.#startedAt - takenAt;
    // After the clock was set back, older times are valid.
    return earlierMs > 0 && earlierMs < SHARED_SNAPSHOT_MAX_AGE_MS;
  }

  /** `null` if the snapshot fails or takes longer than one step. */
  async #snapshotWithTimeout(): Promise<Fact<Snapshot> | null> {
    const answered = new AbortController();
    const late = this.#sleep(this.#stepMs, AbortSignal.any([answered.signal, this.#stopping.signal]));
    try {
      return await Promise.race([this.#options.floor.snapshot(), late.then(() => null)]);
    } catch {
      return null;
    } finally {
      answered.abort();
    }
  }

  #report(isUsable: boolean, fact: Fact<Snapshot> | null): void {
    if (isUsable) this.#outage.recovered({ missed: this.#missed });
    else {
      const codes = fact?.kind === 'no-answer' ? fact.failures.map(({ code }) => code) : [];
      this.#outage.failed({ codes });
    }
  }
}
