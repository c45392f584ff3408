import type { Clock } from '../clock.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { Snapshot } from '../domain/floor/snapshot.ts';
import { FloorwalkerError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { sleep } from '../time.ts';
import { type CallCollectorOptions, createCallCollector } from './call-collector.ts';
import type { SampleRepository } from './sample-repository.ts';
import { Sampler, type SamplerHealth } from './sampler.ts';
import { createUpkeep, type UpkeepOptions } from './upkeep.ts';

export interface SamplingOptions
  extends UpkeepOptions,
    Pick<CallCollectorOptions, 'calls' | 'readCounters' | 'zone'> {
  readonly samples: SampleRepository;
  readonly sampleSeconds: number;
  readonly takeSnapshot: () => Promise<Fact<Snapshot>>;
  /** False while another process may lead, and sample: what is taken meanwhile waits in memory. */
  readonly mayRecord: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

export type Sampling = ReturnType<typeof createSampling>;

/** Runs a sampler, with the work after each sample, for as long as this process leads. */
export function createSampling(options: SamplingOptions) {
  const { samples, mayRecord } = options;
  const keepUp = createUpkeep(options);
  const collect = createCallCollector(options);
  let sampler: Sampler | null = null;
  let ending: Promise<void> = Promise.resolve();

  return {
    /** Starts a sampler, or stops the one that runs. */
    setLeading(leads: boolean): void {
      if (leads && sampler === null) {
        sampler = createSampler();
        sampler.start();
      } else if (!leads && sampler !== null) {
        ending = sampler.stop();
        sampler = null;
      }
    },
    /** What was taken is written, if the database takes it. */
    async stop(): Promise<void> {
      this.setLeading(false);
      await ending;
    },
    /** `null` while this process does not sample. */
    health: (): SamplerHealth | null => sampler?.health() ?? null,
  };

  function createSampler(): Sampler {
    return new Sampler({
      ...options,
      async record(sample) {
        if (!mayRecord())
          throw new FloorwalkerError('storage-unavailable', { detail: 'the leader is not known' });
        await samples.record(sample);
      },
      async afterSample(sample, observation) {
        // Neither is left out because the other failed.
        try {
          await keepUp(sample);
        } finally {
          await collect(observation);
        }
      },
      wait: sleep,
    });
  }
}
