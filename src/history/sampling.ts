import type { Sample } from '../domain/analytics/sample.ts';
import { FloorwalkerError } from '../errors.ts';
import { Sampler, type SamplerHealth, type SamplerOptions } from './sampler.ts';

export interface SamplingOptions extends SamplerOptions {
  /** False while another process may be sampling; samples then wait in memory. */
  readonly mayRecord: () => boolean;
}

/** Runs a sampler for as long as this process leads. */
export function createSampling({ mayRecord, ...options }: SamplingOptions) {
  let sampler: Sampler | null = null;
  let ending: Promise<unknown> = Promise.resolve();

  return {
    setLeading(leads: boolean): void {
      if (leads && sampler === null) {
        sampler = new Sampler({ ...options, samples: { record } });
        sampler.start();
      } else if (!leads && sampler !== null) {
        ending = Promise.all([ending, sampler.stop()]);
        sampler = null;
      }
    },
    /** Resolves once the samples are written, if the database takes them. */
    async stop(): Promise<void> {
      this.setLeading(false);
      await ending;
    },
    /** `null` while this process does not sample. */
    health: (): SamplerHealth | null => sampler?.health() ?? null,
  };

  async function record(sample: Sample): Promise<void> {
    if (!mayRecord())
      throw new FloorwalkerError('storage-unavailable', { detail: 'the leader is not known' });
    await options.samples.record(sample);
  }
}
