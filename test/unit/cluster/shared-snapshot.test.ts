import { describe, expect, test } from 'vitest';
import { createSharedSnapshot } from '../../../src/cluster/shared-snapshot.ts';
import type { Ask, Reading, Value } from '../../../src/domain/floor/reading.ts';
import type { Snapshot } from '../../../src/domain/floor/snapshot.ts';
import { useVirtualTime } from '../../support/clocks/virtual-time.ts';
import { createRecordingLogger } from '../../support/peers/recording-logger.ts';
import { floor, person, value } from '../../support/peers/scripted-ports.ts';

const ASK: Ask = { signal: new AbortController().signal, urgency: 'person' };
const FLOOR = floor(person(1099));

/** Creates one process with a store that works as a database, and with a gateway that always returns one floor. */
function createSetting(leads: boolean) {
  const time = useVirtualTime();
  const logger = createRecordingLogger();
  const state = { leads, asked: 0, fails: false, answersAfterMs: 0, removed: 0 };
  let row: Value<Snapshot> | null = null;
  const reach = async () => {
    if (state.answersAfterMs > 0) await new Promise((resolve) => setTimeout(resolve, state.answersAfterMs));
    if (state.fails) throw new Error('gone');
  };
  const shared = createSharedSnapshot({
    async ask(): Promise<Reading<Snapshot>> {
      state.asked += 1;
      return value(FLOOR, time.clock.now());
    },
    session: { isHeld: () => state.leads },
    store: {
      async read(since) {
        await reach();
        return row !== null && row.takenAt >= since ? row : null;
      },
      async write(snapshot) {
        await reach();
        row = snapshot;
      },
      async remove() {
        await reach();
        state.removed += 1;
        row = null;
      },
    },
    clock: time.clock,
    logger,
  });
  return {
    time,
    state,
    logger,
    shared,
    row: () => row,
    put: (takenAt: number) => void (row = value(FLOOR, takenAt)),
    [Symbol.dispose]: () => time[Symbol.dispose](),
  };
}

describe('a snapshot that several processes share', () => {
  test('is read from the gateway and written by the leader', async () => {
    using setting = createSetting(true);
    const { time, state, shared } = setting;
    setting.put(time.clock.now());
    await time.pass(1_000);
    expect(await shared.snapshot(ASK)).toEqual(value(FLOOR, time.clock.now()));
    await time.pass(0);
    expect(state.asked).toBe(1);
    expect(setting.row()).toEqual(value(FLOOR, time.clock.now()));
  });

  test('is the stored one while that is recent, with its age', async () => {
    using setting = createSetting(false);
    const { time, state, shared } = setting;
    const takenAt = time.clock.now();
    setting.put(takenAt);
    await time.pass(5_000);
    expect(await shared.snapshot(ASK)).toEqual(value(FLOOR, takenAt));
    expect(state.asked).toBe(0);
  });

  test('is requested again once the stored one is old, also for the next process', async () => {
    using setting = createSetting(false);
    const { time, state, shared } = setting;
    setting.put(time.clock.now());
    await time.pass(5_001);
    await shared.snapshot(ASK);
    await shared.snapshot(ASK);
    expect(state.asked).toBe(1);
    expect(setting.row()).toEqual(value(FLOOR, time.clock.now()));
  });

  test('from a machine whose clock is ahead is ignored', async () => {
    using setting = createSetting(false);
    setting.put(setting.time.clock.now() + 60_000);
    await setting.shared.snapshot(ASK);
    expect(setting.state.asked).toBe(1);
  });

  test('comes from the gateway when the database fails, which is logged once', async () => {
    using setting = createSetting(false);
    const { state, shared, logger } = setting;
    state.fails = true;
    await shared.snapshot(ASK);
    await setting.time.pass(0);
    await shared.snapshot(ASK);
    expect(state.asked).toBe(2);
    expect(logger.lines.map(({ level }) => level)).toEqual(['warn']);
  });

  test('has a short time limit', async () => {
    using setting = createSetting(false);
    const { state, shared, time } = setting;
    state.answersAfterMs = 60_000;
    const reading = shared.snapshot(ASK);
    await time.pass(300);
    expect(await reading).toMatchObject({ kind: 'value' });
    const stopping = shared.stop();
    await time.pass(1_000);
    await stopping;
  });

  test('is removed by a process that stops, after pending writes', async () => {
    using setting = createSetting(true);
    const { shared, state, time } = setting;
    state.answersAfterMs = 100;
    await shared.snapshot(ASK);
    const stopping = shared.stop();
    await time.pass(200);
    await stopping;
    await shared.snapshot(ASK);
    await time.pass(200);
    expect(state.removed).toBe(1);
    expect(setting.row()).toBeNull();
  });
});
