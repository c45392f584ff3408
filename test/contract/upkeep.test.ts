import { pino } from 'pino';
import { expect, test } from 'vitest';
import { known } from '../../src/domain/floor/fact.ts';
import { Sampler } from '../../src/history/sampler.ts';
import { createUpkeep } from '../../src/history/upkeep.ts';
import { createManualTimers } from '../support/clocks/manual-timers.ts';
import { createHistory } from '../support/floors/history.ts';
import { floorAt, type Part } from '../support/floors/played-floor.ts';
import { openDatabase } from '../support/peers/databases.ts';

const NINE = Date.UTC(2026, 10, 19, 9, 0, 0);
const HOUR_MS = 3_600_000;
const SOURCE = { upstream: 'CC-Gateway', endpoint: 'allonlineagents' } as const;

test('Fifty hours of samples are rolled up and cleaned up meanwhile, and are summarised without a gap', async () => {
  const logger = pino({ level: 'silent' });
  const database = await openDatabase('sqlite::memory:');
  const history = createHistory(database);
  const timers = createManualTimers(NINE - 1_000);
  const parts: Part[] = [{ id: 1001, queues: [1], states: [[NINE - HOUR_MS, 'available']] }];
  const sampler = new Sampler({
    sampleSeconds: 300,
    floor: { snapshot: async () => known(floorAt(parts, timers.now()), SOURCE, timers.now()) },
    samples: history.samples,
    observers: [{ name: 'upkeep', observe: createUpkeep({ ...history, logger }) }],
    clock: timers,
    sleep: timers.sleep,
    logger,
  });
  sampler.start();
  await timers.advance(50 * HOUR_MS + 2_000);
  await sampler.stop();

  expect(sampler.health()).toMatchObject({ taken: 601, missed: 0, unwritten: 0 });
  expect(await history.samples.firstAfter(0)).toBe(NINE + 2 * HOUR_MS + 300_000);
  expect(await history.quarters.recordedUntil()).toBe(NINE + 50 * HOUR_MS);
  const {
    summary: { whole, coverage },
  } = await history.floor.report({
    interval: { from: NINE, to: NINE + 50 * HOUR_MS },
    queues: [],
    knownQueues: [],
    zone: 'UTC',
    openingHours: () => null,
  });
  expect(coverage).toMatchObject({ share: 1, longestGap: null });
  expect(whole).toMatchObject({ agentHours: 50, occupancy: 0 });
  await database.close();
});
