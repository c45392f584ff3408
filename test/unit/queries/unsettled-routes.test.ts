import { describe, expect, test } from 'vitest';
import { FloorwalkerError } from '../../../src/errors.ts';
import { NoAnswerError, readWithFallback } from '../../../src/queries/routes.ts';
import { NINE } from '../../support/clocks/manual-clock.ts';
import { failure, noAnswer } from '../../support/floors/unknown-facts.ts';
import { fails, gives, value } from '../../support/peers/scripted-ports.ts';
import {
  doesNotKnow,
  FIRST,
  fact,
  nobodyBy,
  refused,
  route,
  SECOND,
  THIRD,
  TIMING,
  unknownAgent,
} from '../../support/peers/scripted-routes.ts';

describe('routes without a settled one', () => {
  const kinds = {
    refused,
    'does-not-know': doesNotKnow,
    'not-in-call': gives<string>({ kind: 'not-in-call' }),
    'unknown-agent': unknownAgent,
    failed: fails('upstream-reset'),
  };
  type Kind = keyof typeof kinds;
  const all: Kind[] = ['refused', 'does-not-know', 'not-in-call', 'unknown-agent', 'failed'];
  const pairs = all.flatMap((first) => all.map((second) => [first, second] as const));

  test.for(pairs)('%s and %s', async ([first, second]) => {
    const both = new Set([first, second]);
    const from = (kind: Kind) => [...(first === kind ? [FIRST] : []), ...(second === kind ? [SECOND] : [])];
    const failed = from('failed').map(({ upstream }) => failure(upstream, 'upstream-reset'));
    const expected = both.has('unknown-agent')
      ? nobodyBy(from('unknown-agent'), first === second ? [] : failed)
      : both.has('failed')
        ? { kind: 'no-answer', failures: failed }
        : both.has('not-in-call')
          ? { kind: 'not-measured', unlessInCall: true }
          : { kind: 'not-measured' };
    expect(
      await readWithFallback([route(FIRST, kinds[first]), route(SECOND, kinds[second])], TIMING),
    ).toEqual(expected);
  });

  test('list each failure once, in order', async () => {
    const routes = [
      route(FIRST, fails('upstream-tls')),
      route(SECOND, fails('upstream-reset')),
      route(THIRD, fails('upstream-tls')),
    ];
    const answer = await readWithFallback(routes, TIMING);
    expect(answer).toEqual({
      kind: 'no-answer',
      failures: [
        failure('CC-Gateway', 'upstream-tls'),
        failure('CC-CMS', 'upstream-reset'),
        failure('CC-CMS', 'upstream-tls'),
      ],
    });
  });

  test('list the failure before the pause of an upstream', async () => {
    const cause = new FloorwalkerError('upstream-tls');
    const paused = route(FIRST, () => Promise.reject(new FloorwalkerError('upstream-paused', { cause })));
    expect(await readWithFallback([paused], TIMING)).toEqual({
      kind: 'no-answer',
      failures: [{ ...failure('CC-Gateway', 'upstream-paused'), after: 'upstream-tls' }],
    });
  });

  test('fail with the failure of a fact that they depend on', async () => {
    const silence = noAnswer('upstream-tls');
    const answer = await readWithFallback(
      [route(FIRST, () => Promise.reject(new NoAnswerError(silence))), route(SECOND, refused)],
      TIMING,
    );
    expect(answer).toEqual(silence);
  });

  test('give the silent upstream’s last value if the other knows no such agent', async () => {
    const silent = route(FIRST, fails('upstream-reset'), value('a'));
    expect(await readWithFallback([silent, route(SECOND, unknownAgent, value('b'))], TIMING)).toEqual(
      fact('a', FIRST, true),
    );
  });

  test('give no last value of an upstream that now knows no such agent', async () => {
    const another = route(THIRD, fails('upstream-reset'), value('b'));
    const silent = route(FIRST, fails('upstream-tls'));
    expect(await readWithFallback([silent, route(SECOND, unknownAgent), another], TIMING)).toEqual(
      nobodyBy([SECOND], [failure('CC-Gateway', 'upstream-tls')]),
    );
  });

  test('give the most recent last value after failures, marked as stale', async () => {
    const routes = [
      route(FIRST, fails('upstream-reset'), value('older', NINE - 1)),
      route(SECOND, refused, value('newest', NINE)),
      route(THIRD, fails('upstream-reset')),
    ];
    expect(await readWithFallback(routes, TIMING)).toEqual(fact('newest', SECOND, true));
  });

  test('give no last value without a failure, because their answers are true', async () => {
    expect(await readWithFallback([route(FIRST, refused, value('a'))], TIMING)).toEqual({
      kind: 'not-measured',
    });
  });
});
