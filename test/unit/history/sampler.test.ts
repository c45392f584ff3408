import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Sample } from '../../../src/domain/analytics/sample.ts';
import { type Fact, known } from '../../../src/domain/floor/fact.ts';
import type { Snapshot } from '../../../src/domain/floor/snapshot.ts';
import { type SampleObserver, Sampler } from '../../../src/history/sampler.ts';
import { createManualTimers, type ManualTimers } from '../../support/clocks/manual-timers.ts';
import { floorAt, type Part } from '../../support/floors/played-floor.ts';
import { noAnswer } from '../../support/floors/unknown-facts.ts';

const NINE = Date.UTC(2026, 10, 19, 9, 0, 0);
const PARTS: Part[] = [{ id: 1001, queues: [1], states: [[NINE - 60_000, 'available']] }];
const SOURCE = { upstream: 'CC-Gateway', endpoint: 'allonlineagents' } as const;

interface Set {
  readonly timers: ManualTimers;
  readonly recorded: Sample[];
  readonly sampler: Sampler;
}

interface Scripted {
  readonly takeSnapshot?: () => Promise<Fact<Snapshot>>;
  readonly record?: (sample: Sample) => Promise<void>;
  readonly observers?: readonly SampleObserver[];
}

function start(script: (timers: ManualTimers, recorded: Sample[]) => Scripted = () => ({})): Set {
  const timers = createManualTimers(NINE + 7_000);
  const recorded: Sample[] = [];
  const {
    takeSnapshot = async () => floorNow(timers),
    record = async (sample) => void recorded.push(sample),
    observers = [],
  } = script(timers, recorded);
  const sampler = new Sampler({
    sampleSeconds: 30,
    floor: { snapshot: takeSnapshot },
    samples: { record },
    observers,
    clock: timers,
    sleep: timers.sleep,
    logger: pino({ level: 'silent' }),
  });
  sampler.start();
  return { timers, recorded, sampler };
}

function floorNow(timers: ManualTimers): Fact<Snapshot> {
  return known(floorAt(PARTS, timers.now()), SOURCE, timers.now());
}

function seconds(recorded: readonly Sample[]): [taken: number, since: number][] {
  return recorded.map(({ takenAt, since }) => [(takenAt - NINE) / 1000, (since - NINE) / 1000]);
}

describe('The sampler', () => {
  test('ignores snapshots from before its start, which the previous leader may have sampled', async () => {
    const readAt = [NINE + 6_999, NINE + 60_000];
    const { timers, recorded, sampler } = start(() => ({
      takeSnapshot: async () => {
        const at = readAt.shift() ?? NINE + 90_000;
        return known(floorAt(PARTS, at), SOURCE, at);
      },
    }));
    await timers.advance(100_000);
    expect(seconds(recorded).map(([taken]) => taken)).toEqual([60, 90]);
    await sampler.stop();
  });

  test('samples on the clock, each sample from the end of the previous one', async () => {
    const { timers, recorded, sampler } = start();
    await timers.advance(100_000);
    expect(seconds(recorded)).toEqual([
      [30, 30],
      [60, 30],
      [90, 60],
    ]);
    expect(sampler.health()).toEqual({
      lastSampleAt: NINE + 90_000,
      taken: 3,
      missed: 0,
      unwritten: 0,
      dropped: 0,
    });
    await sampler.stop();
  });

  test.for<[string, Fact<Snapshot> | Error]>([
    ['does not answer', noAnswer('upstream-timeout')],
    // The snapshot was read after the start of the sampler and after the sample before, so only its age excludes it.
    [
      'repeats an old answer',
      { ...known(floorAt(PARTS, NINE + 40_000), SOURCE, NINE + 40_000), stale: true },
    ],
    ['cannot say', { kind: 'not-measured' }],
    ['throws', new Error('nobody expected this')],
  ])('leaves a gap while the contact centre %s, and continues after it', async ([, bad]) => {
    const { timers, recorded, sampler } = start((clock) => ({
      takeSnapshot: async () => {
        const isBad = clock.now() > NINE + 45_000 && clock.now() < NINE + 105_000;
        if (isBad && bad instanceof Error) throw bad;
        return isBad && !(bad instanceof Error) ? bad : floorNow(clock);
      },
    }));
    await timers.advance(150_000);
    expect(seconds(recorded)).toEqual([
      [30, 30],
      [120, 120],
      [150, 120],
    ]);
    expect(sampler.health()).toMatchObject({ taken: 3, missed: 2 });
    await sampler.stop();
  });

  test('does not use one snapshot for two samples', async () => {
    const { timers, recorded, sampler } = start(() => ({
      takeSnapshot: async () => known(floorAt(PARTS, NINE + 20_000), SOURCE, NINE + 20_000),
    }));
    await timers.advance(100_000);
    expect(seconds(recorded)).toEqual([[20, 20]]);
    await sampler.stop();
  });

  test('abandons a request without a reply, and has one request at a time', async () => {
    let asked = 0;
    const { timers, recorded, sampler } = start((clock) => ({
      takeSnapshot: () => {
        asked += 1;
        return asked === 1 ? new Promise(() => undefined) : Promise.resolve(floorNow(clock));
      },
    }));
    await timers.advance(59_000);
    expect(asked).toBe(1);
    await timers.advance(60_000);
    expect(seconds(recorded)).toEqual([
      [90, 90],
      [120, 90],
    ]);
    await sampler.stop();
  });

  test('follows the wall clock when it is set', async () => {
    const { timers, recorded, sampler } = start();
    await timers.advance(60_000);
    timers.jump(-3_600_000);
    await timers.advance(60_000);
    timers.jump(7_200_000);
    await timers.advance(60_000);
    // The clock reads 9:00:30 and 9:01:00, then an hour earlier, then an hour later. The skipped time is a gap.
    expect(seconds(recorded)).toEqual([
      [30, 30],
      [60, 30],
      [-3_510, -3_510],
      [-3_480, -3_510],
      [3_750, 3_750],
      [3_780, 3_750],
    ]);
    await sampler.stop();
  });

  test('keeps samples that cannot be written, and writes them in order later', async () => {
    let isBroken = true;
    const { timers, recorded, sampler } = start((_, list) => ({
      record: async (sample) => {
        if (isBroken) throw new Error('the disk is full');
        list.push(sample);
      },
    }));
    await timers.advance(90_000);
    expect(sampler.health()).toMatchObject({ taken: 3, unwritten: 3 });
    isBroken = false;
    await timers.advance(30_000);
    expect(seconds(recorded).map(([taken]) => taken)).toEqual([30, 60, 90, 120]);
    expect(sampler.health()).toMatchObject({ taken: 4, unwritten: 0, dropped: 0 });
    await sampler.stop();
  });

  test('continues to sample during a long write', async () => {
    const written = Promise.withResolvers<void>();
    const { timers, recorded, sampler } = start((_, list) => ({
      record: async (sample) => {
        if (list.length === 0) await written.promise;
        list.push(sample);
      },
    }));
    await timers.advance(120_000);
    expect(sampler.health()).toMatchObject({ taken: 4, unwritten: 4 });
    written.resolve();
    await timers.advance(1_000);
    expect(seconds(recorded)).toEqual([
      [30, 30],
      [60, 30],
      [90, 60],
      [120, 90],
    ]);
    await sampler.stop();
  });

  test('drops the oldest samples after hours without writes, to limit memory', async () => {
    const { timers, sampler } = start(() => ({ record: () => Promise.reject(new Error('gone')) }));
    await timers.advance(250 * 30_000);
    expect(sampler.health()).toMatchObject({ taken: 250, unwritten: 240, dropped: 10 });
    await sampler.stop();
  });

  test('runs the observers one sample at a time, in the background, and survives their failure', async () => {
    const done: number[] = [];
    const first = Promise.withResolvers<void>();
    const slow = async (_: unknown, { takenAt }: Sample) => {
      done.push((takenAt - NINE) / 1000);
      if (done.length === 1) await first.promise;
      throw new Error('the disk is full');
    };
    const { timers, recorded, sampler } = start(() => ({ observers: [{ name: 'slow', observe: slow }] }));
    await timers.advance(90_000);
    expect(done).toEqual([30]);
    expect(recorded).toHaveLength(3);
    first.resolve();
    await timers.advance(60_000);
    expect(done).toEqual([30, 120, 150]);
    await sampler.stop();
  });

  test('runs observers independently: one that fails or hangs does not stop the others', async () => {
    const done: number[] = [];
    const finished = Promise.withResolvers<void>();
    const { timers, sampler } = start(() => ({
      observers: [
        { name: 'failing', observe: () => Promise.reject(new Error('the disk is full')) },
        { name: 'hanging', observe: () => finished.promise },
        {
          name: 'working',
          observe: async ({ snapshot }, { takenAt }) => {
            expect(snapshot.agents.size).toBe(1);
            done.push((takenAt - NINE) / 1000);
          },
        },
      ],
    }));
    await timers.advance(90_000);
    expect(done).toEqual([30, 60, 90]);
    finished.resolve();
    await sampler.stop();
  });

  test('runs no observer for a sample that is not written', async () => {
    const done: number[] = [];
    const { timers, sampler } = start(() => ({
      record: () => Promise.reject(new Error('gone')),
      observers: [{ name: 'early', observe: async ({ takenAt }) => void done.push(takenAt) }],
    }));
    await timers.advance(90_000);
    expect(done).toEqual([]);
    await sampler.stop();
  });

  test('stops at once, and writes its samples', async () => {
    let isBroken = true;
    const { timers, recorded, sampler } = start((_, list) => ({
      record: async (sample) => {
        if (isBroken) throw new Error('the disk is full');
        list.push(sample);
      },
    }));
    await timers.advance(40_000);
    isBroken = false;
    await sampler.stop();
    await timers.advance(90_000);
    expect(seconds(recorded)).toEqual([[30, 30]]);
  });
});
