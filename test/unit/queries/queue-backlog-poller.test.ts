import { describe, expect, test } from 'vitest';
import type { QueueBacklog } from '../../../src/domain/floor/queue-status.ts';
import type { Ask, Reading } from '../../../src/domain/floor/reading.ts';
import { FloorwalkerError } from '../../../src/errors.ts';
import { createQueueBacklogPoller } from '../../../src/queries/queue-backlog-poller.ts';
import { useVirtualTime, type VirtualTime } from '../../support/clocks/virtual-time.ts';

const PERSON: Ask = { signal: new AbortController().signal, urgency: 'person' };
const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** A gateway in which each queue has as many waiting calls as the gateway has had requests. */
function open(time: VirtualTime) {
  const asked: { first: number; queues: number; urgency: Ask['urgency'] }[] = [];
  const gateway = {
    asked,
    answer: (): Promise<void> | void => undefined,
    async queueWaits(ids: readonly number[], { urgency }: Ask): Promise<Reading<Map<number, QueueBacklog>>> {
      asked.push({ first: ids[0] ?? 0, queues: ids.length, urgency });
      const calls = asked.length;
      await gateway.answer();
      const waits = new Map(ids.map((id) => [id, { calls, longestSeconds: 1 }]));
      return { kind: 'value', value: waits, takenAt: time.clock.now() };
    },
  };
  const waitsIn = createQueueBacklogPoller({ gateway, clock: time.clock, timing: { turnMs: 1_000 } });
  return { gateway, ask: async (queues: readonly number[]) => known(await waitsIn(queues, PERSON)) };
}

function known(reading: Reading<ReadonlyMap<number, QueueBacklog>>) {
  if (reading.kind !== 'value') throw new Error(reading.kind);
  return reading;
}

describe('calls waiting in many queues', () => {
  test('are requested for the first two hundred at once, and for the others one request per second after people’s', async () => {
    using time = useVirtualTime();
    const { gateway, ask } = open(time);
    const answer = await ask(upTo(1_000));
    expect([...answer.value.keys()]).toEqual(upTo(200));
    expect(gateway.asked).toEqual([
      { first: 1, queues: 100, urgency: 'person' },
      { first: 101, queues: 100, urgency: 'person' },
    ]);
    for (let second = 1; second <= 8; second += 1) {
      await time.pass(999);
      expect(gateway.asked).toHaveLength(second + 1);
      await time.pass(1);
      expect(gateway.asked.at(-1)).toEqual({
        first: 101 + second * 100,
        queues: 100,
        urgency: 'background',
      });
    }
    await time.pass(60_000);
    expect(gateway.asked).toHaveLength(10);
  });

  test('are known for more queues with each answer, as of the oldest chunk', async () => {
    using time = useVirtualTime();
    const begun = time.clock.now();
    const { ask } = open(time);
    await ask(upTo(500));
    await time.pass(1_000);
    const { value, takenAt } = await ask(upTo(500));
    expect(value.size).toBe(300);
    expect(value.get(1)).not.toEqual({ calls: 1, longestSeconds: 1 });
    expect(takenAt).toBe(begun + 1_000);
    await time.pass(2_000);
    const all = await ask(upTo(500));
    expect(all.value.size).toBe(500);
    expect(all.takenAt).toBe(begun + 1_000);
  });

  test('are read in one round at a time, and not again if just read', async () => {
    using time = useVirtualTime();
    const { gateway, ask } = open(time);
    for (let turn = 0; turn < 5; turn += 1) {
      await ask(upTo(400));
      await time.pass(1_000);
    }
    expect(gateway.asked.filter(({ urgency }) => urgency === 'background')).toHaveLength(2);
    await time.pass(10_000);
    await ask(upTo(400));
    await time.pass(5_000);
    expect(gateway.asked.filter(({ urgency }) => urgency === 'background')).toHaveLength(4);
  });

  test('are forgotten after two minutes, and for queues that no longer exist', async () => {
    using time = useVirtualTime();
    const { ask } = open(time);
    await ask(upTo(300));
    await time.pass(1_000);
    expect((await ask(upTo(250))).value.size).toBe(250);
    await time.pass(120_001);
    expect((await ask(upTo(300))).value.size).toBe(200);
  });

  test('do not wait long for the second hundred, which is in the next answer', async () => {
    using time = useVirtualTime();
    const { gateway, ask } = open(time);
    const turn = Promise.withResolvers<void>();
    gateway.answer = () => (gateway.asked.length === 2 ? turn.promise : undefined);
    const answer = ask(upTo(200));
    await time.pass(300);
    expect((await answer).value.size).toBe(100);
    turn.resolve();
    await time.pass(0);
    gateway.answer = () => (gateway.asked.length === 4 ? new Promise(() => undefined) : undefined);
    const next = ask(upTo(200));
    await time.pass(300);
    expect((await next).value.size).toBe(200);
  });

  test('end a round that fails, and the next question starts another', async () => {
    using time = useVirtualTime();
    const { gateway, ask } = open(time);
    gateway.answer = () => {
      if (gateway.asked.length > 2) throw new FloorwalkerError('upstream-reset');
    };
    await ask(upTo(500));
    await time.pass(10_000);
    expect(gateway.asked).toHaveLength(3);
    gateway.answer = () => undefined;
    await ask(upTo(500));
    await time.pass(10_000);
    expect(gateway.asked).toHaveLength(8);
  });

  test('fail if the first request fails', async () => {
    using time = useVirtualTime();
    const { gateway, ask } = open(time);
    gateway.answer = () => Promise.reject(new FloorwalkerError('upstream-timeout'));
    await expect(ask(upTo(200))).rejects.toMatchObject({ code: 'upstream-timeout' });
    await time.pass(5_000);
    expect(gateway.asked).toHaveLength(2);
  });

  test('are not requested without queues', async () => {
    using time = useVirtualTime();
    const { gateway, ask } = open(time);
    await expect(ask([])).rejects.toThrow('nothing-to-ask');
    expect(gateway.asked).toEqual([]);
  });
});
