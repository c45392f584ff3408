import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact, Source, Upstream } from '../../../src/domain/floor/fact.ts';
import type { Reading, Value } from '../../../src/domain/floor/reading.ts';
import { FloorwalkerError } from '../../../src/errors.ts';
import { type Route, readWithFallback, routeTo } from '../../../src/queries/routes.ts';
import { NINE } from '../../support/clocks/manual-clock.ts';
import { useVirtualTime } from '../../support/clocks/virtual-time.ts';
import { failure } from '../../support/floors/unknown-facts.ts';
import { fails, gives, value } from '../../support/peers/scripted-ports.ts';
import {
  doesNotKnow,
  FIRST,
  fact,
  nobodyBy,
  type Read,
  refused,
  route,
  SECOND,
  THIRD,
  TIMING,
  unknownAgent,
} from '../../support/peers/scripted-routes.ts';
import { checkProperty } from '../../support/properties/check-property.ts';

const never: Read = () => new Promise(() => undefined);

function after(ms: number, read: Read): Read {
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return read();
  };
}

describe('routes that answer in time', () => {
  test('are asked in order until one settles', async () => {
    const first = route(FIRST, gives(value('a')));
    const second = route(SECOND, gives(value('b')));
    expect(await readWithFallback([first, second], TIMING)).toEqual(fact('a', FIRST));
    expect(second.asked).toBe(0);
  });

  test.for([
    ['refused', refused],
    ['does not know', doesNotKnow],
    ['is for agents in a call', gives<string>({ kind: 'not-in-call' })],
    ['knows no such agent', unknownAgent],
    ['has nothing to ask about', gives<string>({ kind: 'nothing-to-ask' })],
    ['failed', fails('upstream-reset')],
  ] as const)('are passed over at once where one %s', async ([, read]) => {
    using time = useVirtualTime();
    const asked = time.clock.monotonic();
    const answer = await readWithFallback([route(FIRST, read), route(SECOND, gives(value('b')))], TIMING);
    expect(answer).toEqual(fact('b', SECOND));
    expect(time.clock.monotonic()).toBe(asked);
  });

  test('that list nothing defer to the others, and are the answer if these have no more', async () => {
    const listing = (source: Source, read: Read, last?: Value<string>): Route<string> => ({
      ...route(source, read, last),
      isEmpty: (list) => list === '',
    });
    const empty = gives(value(''));
    const ask = (...reads: Read[]) =>
      readWithFallback(
        reads.map((read, index) => listing(index === 0 ? FIRST : SECOND, read, value(''))),
        TIMING,
      );
    expect(await ask(empty, gives(value('b')))).toEqual(fact('b', SECOND));
    expect(await ask(empty, empty)).toEqual(fact('', FIRST));
    expect(await ask(empty)).toEqual(fact('', FIRST));
    expect(await ask(empty, refused)).toEqual(fact('', FIRST));
    // The upstream with more knowledge did not answer, so the fact is unknown.
    const failedBy = (upstream: Upstream) => ({
      kind: 'no-answer',
      failures: [failure(upstream, 'upstream-reset')],
    });
    expect(await ask(empty, fails('upstream-reset'))).toEqual(failedBy('CC-CMS'));
    expect(await ask(fails('upstream-reset'), empty)).toEqual(failedBy('CC-Gateway'));
  });

  test('settle with "signed out" as well, without further requests', async () => {
    const second = route(SECOND, gives(value('b')));
    const answer = await readWithFallback(
      [route(FIRST, gives<string>({ kind: 'signed-out', takenAt: NINE })), second],
      TIMING,
    );
    expect(answer).toEqual({ kind: 'signed-out', source: FIRST, takenAt: NINE });
    expect(second.asked).toBe(0);
  });

  test('that are not connected are skipped', async () => {
    expect(await readWithFallback([undefined, route(SECOND, gives(value('b')))], TIMING)).toEqual(
      fact('b', SECOND),
    );
    expect(await readWithFallback([undefined, undefined], TIMING)).toEqual({ kind: 'not-measured' });
  });

  test('are never settled by a programming error, which is thrown', async () => {
    const broken = route(FIRST, () => Promise.reject(new TypeError('a bug')));
    await expect(readWithFallback([broken, route(SECOND, gives(value('b')))], TIMING)).rejects.toThrow(
      'a bug',
    );
  });
});

describe('a slow route', () => {
  test('skips its upstream: another interface of it is asked, and the other upstream at once', async () => {
    using time = useVirtualTime();
    const another = route({ ...FIRST, endpoint: 'another' }, never);
    const answer = readWithFallback([route(FIRST, never), another, route(SECOND, gives(value('b')))], TIMING);
    await time.pass(TIMING.hedgeAfterMs);
    expect(another.asked).toBe(1);
    expect(await answer).toEqual(fact('b', SECOND));
  });

  test('continues: the next is asked concurrently, and the first to settle wins', async () => {
    using time = useVirtualTime();
    const slow = route(FIRST, after(1_200, gives(value('a'))));
    const slower = route(SECOND, after(1_000, gives(value('b'))));
    const answer = readWithFallback([slow, slower], TIMING);
    await time.pass(899);
    expect(slower.asked).toBe(0);
    await time.pass(1);
    expect(slower.asked).toBe(1);
    await time.pass(300);
    expect(await answer).toEqual(fact('a', FIRST));
  });

  test('does not delay the next one’s answer', async () => {
    using time = useVirtualTime();
    const answer = readWithFallback([route(FIRST, never), route(SECOND, gives(value('b')))], TIMING);
    await time.pass(900);
    expect(await answer).toEqual(fact('b', SECOND));
  });

  test('that finally fails does not change the next one’s answer', async () => {
    using time = useVirtualTime();
    const failing = route(FIRST, after(950, fails('upstream-reset')));
    const answer = readWithFallback([failing, route(SECOND, after(100, gives(value('b'))))], TIMING);
    await time.pass(1_000);
    expect(await answer).toEqual(fact('b', SECOND));
  });

  test('leaves no timers after another has settled', async () => {
    using time = useVirtualTime();
    const answer = readWithFallback([route(FIRST, never), route(SECOND, gives(value('b')))], TIMING);
    await time.pass(900);
    await answer;
    expect(time.timers()).toBe(0);
  });
});

describe('the budget', () => {
  test('ends the question in time, however many routes are slow', async () => {
    using time = useVirtualTime();
    const slow = [FIRST, SECOND, THIRD].map((source) => route(source, never));
    let answer: Fact<string> | undefined;
    const asking = readWithFallback(slow, TIMING).then((given) => {
      answer = given;
      return given;
    });
    await time.pass(2_499);
    expect(answer).toBeUndefined();
    await time.pass(1);
    expect(await asking).toEqual({
      kind: 'no-answer',
      failures: [failure('CC-Gateway', 'upstream-timeout'), failure('CC-CMS', 'upstream-timeout')],
    });
  });

  test('keeps the results until then: failures in their order', async () => {
    using time = useVirtualTime();
    const routes = [route(FIRST, fails('upstream-tls')), route(SECOND, never)];
    const asking = readWithFallback(routes, TIMING);
    await time.pass(2_500);
    expect(await asking).toEqual({
      kind: 'no-answer',
      failures: [failure('CC-Gateway', 'upstream-tls'), failure('CC-CMS', 'upstream-timeout')],
    });
  });

  test('keeps the results until then: upstreams that know no such agent, and silent ones', async () => {
    using time = useVirtualTime();
    const routes = [route(FIRST, unknownAgent), route(SECOND, never)];
    const asking = readWithFallback(routes, TIMING);
    await time.pass(2_500);
    expect(await asking).toEqual(nobodyBy([FIRST], [failure('CC-CMS', 'upstream-timeout')]));
  });

  test('falls back to the last value, marked as stale', async () => {
    using time = useVirtualTime();
    const asking = readWithFallback([route(FIRST, never, value('a'))], TIMING);
    await time.pass(2_500);
    expect(await asking).toEqual(fact('a', FIRST, true));
  });
});

test('any routes end within the budget and never throw', async () => {
  const behaviours: Record<string, Read> = {
    value: gives(value('x')),
    refused,
    failed: fails('upstream-reset'),
    out: gives<string>({ kind: 'signed-out', takenAt: NINE }),
    never,
  };
  const kind = fc.constantFrom(...Object.keys(behaviours));
  const routes = fc.array(fc.tuple(kind, fc.integer({ min: 0, max: 4_000 })), { maxLength: 5 });
  await checkProperty(
    fc.asyncProperty(routes, async (list) => {
      using time = useVirtualTime();
      const asked = list.map(([name, ms]) => route(FIRST, after(ms, behaviours[name] ?? never)));
      let ended: Fact<string> | undefined;
      const asking = readWithFallback(asked, TIMING).then((answer) => {
        ended = answer;
        return answer;
      });
      await time.pass(TIMING.budgetMs);
      expect(ended).toBeDefined();
      expect(await asking).toBe(ended);
    }),
    100,
  );
});

describe('a route derived from a reader’s value', () => {
  test('does not exist without the reader', () => {
    expect(routeTo(FIRST, undefined, 1, (ids: Ids) => ids.length)).toBeUndefined();
  });

  test('derives values, passes other results on, and is unknown without a derived value', async () => {
    expect(await derived(value(['x']), (ids) => ids.length)?.read()).toEqual(value(1));
    expect(derived(value(['x']), (ids) => ids.length)?.lastValue()).toEqual(value(2));
    expect(await derived(value(['x']), () => undefined)?.read()).toBeUndefined();
    expect(derived(value(['x']), () => undefined)?.lastValue()).toBeUndefined();
    expect(await derived({ kind: 'signed-out', takenAt: NINE }, (ids) => ids.length)?.read()).toEqual({
      kind: 'signed-out',
      takenAt: NINE,
    });
  });

  test('passes a failure', async () => {
    const failing = { read: fails('upstream-reset'), lastValue: () => undefined };
    const failure = routeTo(FIRST, failing, 1, (each: string) => each)?.read();
    await expect(failure).rejects.toBeInstanceOf(FloorwalkerError);
  });
});

type Ids = readonly string[];

function derived(reading: Reading<Ids>, derive: (ids: Ids) => number | undefined): Route<number> | undefined {
  const reader = { read: async (_key: number) => reading, lastValue: () => value<Ids>(['a', 'b']) };
  return routeTo(FIRST, reader, 1, derive);
}
