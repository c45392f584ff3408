import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createPostRateLimiter,
  type PostRateLimits,
} from '../../../../src/summaries/deliveries/post-rate-limiter.ts';
import { useVirtualTime, type VirtualTime } from '../../../support/clocks/virtual-time.ts';

const never = new AbortController().signal;
const spread = (count: number) => Array.from({ length: count }, (_, n) => `C${n}`);

describe('The adaptive rate limiter of scheduled posts', () => {
  let time: VirtualTime;
  beforeEach(() => {
    time = useVirtualTime();
  });
  afterEach(() => time[Symbol.dispose]());

  const create = (limits: Partial<PostRateLimits> = {}) =>
    createPostRateLimiter({ clock: time.clock, random: () => 0.5, limits });

  /** Returns the instant of each post to these channels, in milliseconds from now. */
  async function turns(limiter: ReturnType<typeof create>, channels: readonly string[], within = 120_000) {
    const began = time.clock.monotonic();
    const at: number[] = [];
    const all = channels.map(async (channel, index) => {
      await limiter.acquire(channel, never);
      at[index] = Math.round(time.clock.monotonic() - began);
    });
    await time.pass(within);
    await Promise.all(all);
    return at;
  }

  test('starts evenly with eight per second', async () => {
    expect(await turns(create(), spread(9))).toEqual([0, 125, 250, 375, 500, 625, 750, 875, 1_000]);
  });

  test('allows one per second for one channel, without delaying the others', async () => {
    const limiter = create();
    await limiter.acquire('busy', never);
    const [busy, ...others] = await turns(limiter, ['busy', 'a', 'b', 'c']);
    expect(busy).toBe(1_000);
    expect(Math.max(...others)).toBeLessThan(500);
  });

  test('halves its rate after a 429, after the pause that Slack asks for and a little more', async () => {
    const limiter = create();
    await limiter.acquire('a', never);
    limiter.pause(30_000);
    expect(await turns(limiter, spread(3))).toEqual([31_500, 31_750, 32_000]);
    expect(limiter.perSecond).toBe(4);
  });

  test('keeps the longer pause if a later answer has a shorter one', async () => {
    const limiter = create();
    await limiter.acquire('a', never);
    limiter.pause(30_000);
    limiter.pause(1_000);
    expect(await turns(limiter, ['b'])).toEqual([31_500]);
  });

  test('halves its rate once per wave of refusals, and never below one per second', async () => {
    const limiter = create();
    for (let n = 0; n < 5; n += 1) limiter.pause(1_000);
    expect(limiter.perSecond).toBe(4);
    for (let wave = 0; wave < 5; wave += 1) {
      await time.pass(2_000);
      limiter.pause(1_000);
    }
    expect(limiter.perSecond).toBe(1);
  });

  test('applies the pause to waiting posts too', async () => {
    const limiter = create();
    const at: number[] = [];
    const began = time.clock.monotonic();
    const waiting = spread(4).map(async (channel) => {
      await limiter.acquire(channel, never);
      at.push(time.clock.monotonic() - began);
    });
    await time.pass(130);
    limiter.pause(10_000);
    await time.pass(60_000);
    await Promise.all(waiting);
    expect(at.filter((ms) => ms < 10_000)).toHaveLength(2);
    expect(Math.min(...at.filter((ms) => ms > 1_000))).toBeGreaterThanOrEqual(10_000);
  });

  test('raises its rate slightly for each minute of posting without a refusal, up to fifteen per second', async () => {
    const limiter = create();
    const post = async (minutes: number) => {
      for (let second = 0; second < minutes * 60; second += 1) {
        const turn = limiter.acquire(`C${second}`, never);
        await time.pass(1_000);
        await turn;
      }
    };
    await post(5);
    expect(limiter.perSecond).toBeGreaterThan(8.5);
    await post(60);
    expect(limiter.perSecond).toBe(15);
  });

  test('keeps its rate in hours without a post', async () => {
    const limiter = create();
    await limiter.acquire('a', never);
    await time.pass(5 * 3_600_000);
    await limiter.acquire('b', never);
    expect(limiter.perSecond).toBe(8);
  });

  test('drops callers that have given up', async () => {
    const limiter = create();
    const stop = new AbortController();
    limiter.pause(60_000);
    const waiting = limiter.acquire('a', stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow('aborted');
    await expect(limiter.whenOpen(stop.signal)).rejects.toThrow('aborted');
  });

  test.each([
    [10, 1],
    [10, 30],
    [50, 1],
  ])(
    'drains 300 posts under a limit of %i a second, Retry-After %i s, with few refusals',
    async (limit, retryAfter) => {
      const limiter = create();
      let tokens = limit;
      let refilledAt = time.clock.monotonic();
      let shutUntil = 0;
      let refusals = 0;
      /** Slack as measured: a token bucket, and no post within Retry-After. */
      const accepts = () => {
        const now = time.clock.monotonic();
        tokens = Math.min(limit, tokens + ((now - refilledAt) / 1_000) * limit);
        refilledAt = now;
        if (now < shutUntil || tokens < 1) {
          shutUntil = Math.max(shutUntil, now + retryAfter * 1_000);
          return false;
        }
        tokens -= 1;
        return true;
      };
      const queue = spread(300);
      const worker = async () => {
        for (let channel = queue.pop(); channel !== undefined; channel = queue.pop()) {
          await limiter.acquire(channel, never);
          if (accepts()) continue;
          refusals += 1;
          queue.push(channel);
          limiter.pause(retryAfter * 1_000);
        }
      };
      const began = time.clock.monotonic();
      const drain = async () => {
        await Promise.all(Array.from({ length: 10 }, worker));
        return time.clock.monotonic();
      };
      const done = drain();
      await time.pass(300_000);
      const ended = await done;
      const ideal = 300 / Math.min(limit, 8);
      expect((ended - began) / 1_000).toBeLessThan(1.2 * ideal);
      expect(refusals).toBeLessThanOrEqual(0.05 * 300);
    },
  );
});
