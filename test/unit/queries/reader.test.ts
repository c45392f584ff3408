import { describe, expect, test } from 'vitest';
import type { Ask, Reading } from '../../../src/domain/floor/reading.ts';
import { FloorwalkerError } from '../../../src/errors.ts';
import { createReader } from '../../../src/queries/reader.ts';
import { createManualClock, NINE } from '../../support/clocks/manual-clock.ts';
import { value } from '../../support/peers/scripted-ports.ts';

const TIMING = { freshMs: 2_000, refusedMs: 600_000, lifetimeMs: 900_000, budgetMs: 2_500 };

type Question = (key: number, ask: Ask) => Promise<Reading<string>>;

function open(question: Question) {
  const clock = createManualClock();
  const calls: number[] = [];
  let answer = question;
  const reader = createReader<number, string>({
    clock,
    timing: TIMING,
    ask: (key, ask) => {
      calls.push(key);
      return answer(key, ask);
    },
  });
  return { clock, calls, reader, becomes: (next: Question) => void (answer = next) };
}

const failure = new FloorwalkerError('upstream-reset');
const fail: Question = () => Promise.reject(failure);

describe('a question to one interface', () => {
  test('of 500 people at once is one request, with one answer for all', async () => {
    const reply = Promise.withResolvers<Reading<string>>();
    const { reader, calls } = open(() => reply.promise);
    const readings = Promise.all(Array.from({ length: 500 }, () => reader.read(1099)));
    reply.resolve(value('available'));
    expect(new Set(await readings)).toEqual(new Set([value('available')]));
    expect(calls).toEqual([1099]);
  });

  test('about another agent is another request', async () => {
    const { reader, calls } = open(async (key) => value(String(key)));
    expect(await Promise.all([reader.read(1), reader.read(2)])).toEqual([value('1'), value('2')]);
    expect(calls).toEqual([1, 2]);
  });

  test('is answered from the cache while the answer is fresh, and no longer', async () => {
    const { reader, calls, clock } = open(async () => value('available'));
    await reader.read(1);
    clock.advance(2_000);
    await reader.read(1);
    expect(calls).toHaveLength(1);
    clock.advance(1);
    await reader.read(1);
    expect(calls).toHaveLength(2);
  });

  test('is repeated on refresh, once for all refreshes, and the known value survives a failure', async () => {
    const { reader, calls, becomes } = open(async () => value('available'));
    await reader.read(1);
    becomes(async () => value('not-ready'));
    const both = await Promise.all([reader.refresh(1), reader.refresh(1)]);
    expect(both).toEqual([value('not-ready'), value('not-ready')]);
    expect(await reader.read(1)).toEqual(value('not-ready'));
    expect(calls).toHaveLength(2);
    becomes(fail);
    await expect(reader.refresh(1)).rejects.toBe(failure);
    expect(await reader.read(1)).toEqual(value('not-ready'));
  });

  test('is repeated even if the wall clock was set back', async () => {
    const { reader, calls, clock } = open(async () => value('available'));
    await reader.read(1);
    clock.jump(-3_600_000);
    clock.advance(2_001);
    await reader.read(1);
    expect(calls).toHaveLength(2);
  });

  test('is sent as interactive, with a deadline of its own', async () => {
    const asks: Ask[] = [];
    const { reader } = open(async (_key, ask) => {
      asks.push(ask);
      return value('available');
    });
    await reader.read(1);
    expect(asks).toMatchObject([{ urgency: 'person', signal: { aborted: false } }]);
  });

  test('that fails rejects all callers, and leaves nothing behind', async () => {
    const { reader, calls, becomes } = open(fail);
    const readings = await Promise.allSettled(Array.from({ length: 500 }, () => reader.read(1)));
    expect(readings.every((each) => each.status === 'rejected' && each.reason === failure)).toBe(true);
    expect(calls).toHaveLength(1);
    becomes(async () => value('available'));
    expect(await reader.read(1)).toEqual(value('available'));
    expect(reader.lastValue(1)).toEqual(value('available'));
  });

  test('is still answered if five thousand others evicted it meanwhile', async () => {
    const first = Promise.withResolvers<Reading<string>>();
    const { reader } = open((key) => (key === 0 ? first.promise : Promise.resolve(value('available'))));
    const waiting = reader.read(0);
    for (let key = 1; key <= 5_001; key += 1) await reader.read(key);
    first.resolve(value('on-call'));
    expect(await waiting).toEqual(value('on-call'));
  });
});

describe('a refusal', () => {
  test('about one agent is not repeated for a while, then is', async () => {
    const { reader, calls, clock } = open(async () => ({ kind: 'refused', scope: 'agent' }));
    await reader.read(1);
    clock.advance(600_000);
    expect(await reader.read(1)).toEqual({ kind: 'refused', scope: 'agent' });
    await reader.read(2);
    expect(calls).toEqual([1, 2]);
    clock.advance(1);
    await reader.read(1);
    expect(calls).toEqual([1, 2, 1]);
  });

  test('of the route is remembered for every agent, then tried again', async () => {
    const { reader, calls, clock, becomes } = open(async () => ({ kind: 'refused', scope: 'route' }));
    await reader.read(1);
    expect(await reader.read(2)).toEqual({ kind: 'refused', scope: 'route' });
    expect(calls).toEqual([1]);
    clock.advance(600_001);
    becomes(async () => value('available'));
    expect(await reader.read(1)).toEqual(value('available'));
    expect(await reader.read(2)).toEqual(value('available'));
  });

  test.for(['not-in-call', 'signed-out', 'unknown-agent'] as const)(
    'is not "%s", which is repeated as soon as it is not fresh',
    async (kind) => {
      const { reader, calls, clock } = open(async () => ({ kind, takenAt: NINE }));
      await reader.read(1);
      await reader.read(1);
      clock.advance(2_001);
      await reader.read(1);
      expect(calls).toHaveLength(2);
    },
  );
});

describe('background work', () => {
  test('uses readings of people, complete or in flight', async () => {
    const reply = Promise.withResolvers<Reading<string>>();
    const { reader, calls, clock } = open(() => reply.promise);
    const both = [reader.read(1), reader.read(1, 'background')];
    reply.resolve(value('available'));
    expect(await Promise.all(both)).toEqual([value('available'), value('available')]);
    clock.advance(2_000);
    expect(await reader.read(1, 'background')).toEqual(value('available'));
    expect(calls).toHaveLength(1);
  });

  test('sends its requests with low priority, and leaves its readings for people', async () => {
    const slow = Promise.withResolvers<Reading<string>>();
    const urgencies: string[] = [];
    const { reader, clock } = open((_, { urgency }) => {
      urgencies.push(urgency);
      return urgency === 'background' ? slow.promise : Promise.resolve(value('available'));
    });
    const behind = reader.read(1, 'background');
    expect(await reader.read(1)).toEqual(value('available'));
    clock.advance(1_500);
    slow.resolve(value('on-call'));
    expect(await behind).toEqual(value('on-call'));
    clock.advance(1_500);
    expect(await reader.read(1)).toEqual(value('on-call'));
    expect(urgencies).toEqual(['background', 'person']);
  });

  test('that fails does not affect people; a refusal is remembered for them too', async () => {
    const { reader, calls, becomes } = open(fail);
    await expect(reader.read(1, 'background')).rejects.toBe(failure);
    becomes(async () => ({ kind: 'refused', scope: 'agent' }));
    await reader.read(1, 'background');
    expect(await reader.read(1)).toEqual({ kind: 'refused', scope: 'agent' });
    expect(calls).toHaveLength(2);
  });
});

describe('the last value', () => {
  test('is kept through failures, as long as it may be shown', async () => {
    const { reader, clock, becomes } = open(async () => value('available', NINE));
    expect(reader.lastValue(1)).toBeUndefined();
    await reader.read(1);
    clock.advance(60_000);
    becomes(fail);
    await expect(reader.read(1)).rejects.toBe(failure);
    expect(reader.lastValue(1)).toEqual(value('available', NINE));
    clock.advance(840_000);
    expect(reader.lastValue(1)).toEqual(value('available', NINE));
    clock.advance(1);
    expect(reader.lastValue(1)).toBeUndefined();
  });

  test('is available while the next is in flight', async () => {
    const next = Promise.withResolvers<Reading<string>>();
    const { reader, clock, becomes } = open(async () => value('available'));
    await reader.read(1);
    clock.advance(10_000);
    becomes(() => next.promise);
    const reading = reader.read(1);
    expect(reader.lastValue(1)).toEqual(value('available'));
    next.resolve(value('on-call'));
    await reading;
    expect(reader.lastValue(1)).toEqual(value('on-call'));
  });

  test('has a lifetime that does not depend on the wall clock', async () => {
    const { reader, clock } = open(async () => value('available'));
    await reader.read(1);
    clock.jump(3_600_000);
    expect(reader.lastValue(1)).toEqual(value('available'));
    clock.jump(-7_200_000);
    clock.advance(900_001);
    expect(reader.lastValue(1)).toBeUndefined();
  });

  test('is replaced by the next answer', async () => {
    const { reader, clock, becomes } = open(async () => value('available'));
    await reader.read(1);
    clock.advance(10_000);
    becomes(async () => ({ kind: 'signed-out', takenAt: NINE }));
    await reader.read(1);
    expect(reader.lastValue(1)).toBeUndefined();
  });
});
