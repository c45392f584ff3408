import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createGatewayRateLimiter,
  SHARES,
} from '../../../../src/contact-center/gateway/gateway-rate-limiter.ts';
import { createRateLimiter } from '../../../../src/contact-center/http/rate-limiter.ts';
import type { Ask } from '../../../../src/domain/floor/reading.ts';
import { useVirtualTime } from '../../../support/clocks/virtual-time.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

const FOREVER = new AbortController().signal;
const person: Ask = { signal: FOREVER, urgency: 'person' };
const background: Ask = { signal: FOREVER, urgency: 'background' };

describe('the rate limiter of one calling agent', () => {
  test('lets at most the limit start or arrive in any window, however slow replies are', async () => {
    const request = fc.record({
      after: fc.integer({ min: 0, max: 1_500 }),
      onTheWay: fc.integer({ min: 0, max: 900 }),
      answeredAfter: fc.integer({ min: 0, max: 3_000 }),
    });
    await checkProperty(
      fc.asyncProperty(fc.array(request, { minLength: 6, maxLength: 20 }), async (requests) => {
        using time = useVirtualTime();
        const pace = createRateLimiter({ requests: 5, perMs: 2_000 });
        const starts: number[] = [];
        const arrivals: number[] = [];
        const replies = [];
        for (const { after, onTheWay, answeredAfter } of requests) {
          await time.pass(after);
          replies.push(
            pace(person, async () => {
              const now = time.clock.monotonic();
              starts.push(now);
              arrivals.push(now + onTheWay);
              await new Promise((resolve) => setTimeout(resolve, onTheWay + answeredAfter));
            }),
          );
        }
        await time.pass(120_000);
        await Promise.all(replies);
        expect(starts).toHaveLength(requests.length);
        expect(mostWithin(2_000, starts)).toBeLessThanOrEqual(5);
        expect(mostWithin(2_000, arrivals)).toBeLessThanOrEqual(5);
      }),
      40,
    );
  });

  test('releases a failed request’s place no sooner than an answered one’s', async () => {
    using time = useVirtualTime();
    const pace = createRateLimiter({ requests: 1, perMs: 2_000 });
    const failure = pace(person, () => Promise.reject(new Error('reset')));
    await expect(failure).rejects.toThrow('reset');
    let started = false;
    const second = pace(person, async () => {
      started = true;
    });
    await time.pass(1_999);
    expect(started).toBe(false);
    await time.pass(1);
    await second;
    expect(started).toBe(true);
  });

  test('answers as soon as the reply has arrived, before its place is released', async () => {
    using time = useVirtualTime();
    const asked = time.clock.monotonic();
    const pace = createRateLimiter({ requests: 1, perMs: 2_000 });
    expect(await pace(person, async () => 'reply')).toBe('reply');
    expect(time.clock.monotonic()).toBe(asked);
  });

  test('prefers people to background work', async () => {
    using time = useVirtualTime();
    const pace = createRateLimiter({ requests: 1, perMs: 2_000 });
    const order: string[] = [];
    const asked = [
      pace(background, async () => order.push('first')),
      pace(background, async () => order.push('sample')),
      pace(person, async () => order.push('person')),
    ];
    await time.pass(6_000);
    await Promise.all(asked);
    expect(order).toEqual(['first', 'person', 'sample']);
  });

  test('drops a caller that left while waiting, without a request', async () => {
    using time = useVirtualTime();
    const pace = createRateLimiter({ requests: 1, perMs: 2_000 });
    await pace(person, async () => undefined);
    const requester = new AbortController();
    let started = false;
    const gone = pace({ ...person, signal: requester.signal }, async () => {
      started = true;
    });
    requester.abort(new DOMException('too late', 'TimeoutError'));
    await expect(gone).rejects.toMatchObject({ name: 'TimeoutError' });
    await time.pass(10_000);
    expect(started).toBe(false);
  });

  test('does not accept the request of a caller that left before', async () => {
    const pace = createGatewayRateLimiter();
    let started = false;
    const gone = pace({ ...person, signal: AbortSignal.abort() }, async () => {
      started = true;
    });
    await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
    expect(started).toBe(false);
  });

  test('follows a share that grows and shrinks', async () => {
    using time = useVirtualTime();
    let share = 3;
    const pace = createRateLimiter({ requests: () => share, perMs: 2_000 });
    let started = 0;
    const ask = () => pace(person, async () => void (started += 1));
    const asked = [ask(), ask(), ask(), ask(), ask()];
    await time.pass(0);
    expect(started).toBe(3);
    share = 1;
    await time.pass(2_000);
    expect(started).toBe(4);
    await time.pass(2_000);
    expect(started).toBe(5);
    share = 3;
    asked.push(ask(), ask());
    await time.pass(0);
    expect(started).toBe(7);
    await Promise.all(asked);
  });

  test('stays within the gateway’s limit for three processes that share it', () => {
    const together = SHARES.leading + 2 * SHARES.following + SHARES.outOfTurn;
    expect(together).toBeLessThanOrEqual(SHARES.alone);
  });

  test('rejects at once what would wait for more than four turns, with separate places for people and background work', async () => {
    using time = useVirtualTime();
    const pace = createRateLimiter({ requests: 2, perMs: 2_000 });
    const asked = Array.from({ length: 2 + 8 }, () => pace(background, async () => undefined));
    await expect(pace(background, async () => undefined)).rejects.toMatchObject({
      code: 'upstream-queue-full',
    });
    asked.push(...Array.from({ length: 8 }, () => pace(person, async () => undefined)));
    await expect(pace(person, async () => undefined)).rejects.toMatchObject({ code: 'upstream-queue-full' });
    await time.pass(60_000);
    expect(await Promise.all(asked)).toHaveLength(18);
  });
});

/** Returns the maximum number of the given instants in any half-open window of this length. */
function mostWithin(ms: number, instants: readonly number[]): number {
  return Math.max(...instants.map((from) => instants.filter((at) => at >= from && at < from + ms).length));
}
