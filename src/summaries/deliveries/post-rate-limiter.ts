import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { entriesAtMost } from '../../cache-bound.ts';
import type { Clock } from '../../clock.ts';

export interface PostRateLimits {
  /** Rate at the start, in posts per second. Slack documents no limit per workspace, so the limiter adapts. */
  readonly startPerSecond: number;
  readonly minPerSecond: number;
  readonly maxPerSecond: number;
  /** Increase of the rate after each minute with posts in which Slack answered no 429. */
  readonly increasePerMinute: number;
  /** Minimum interval between two posts to one channel, milliseconds. Slack documents one message per second. */
  readonly channelIntervalMs: number;
}

const POST_RATE_LIMITS: PostRateLimits = {
  startPerSecond: 8,
  minPerSecond: 1,
  maxPerSecond: 15,
  increasePerMinute: 0.2,
  channelIntervalMs: 1_000,
};

export interface PostRateLimiterOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Returns a number from 0 to 1. */
  readonly random: () => number;
  readonly limits?: Partial<PostRateLimits> | undefined;
}

export type PostRateLimiter = ReturnType<typeof createPostRateLimiter>;

const MINUTE_MS = 60_000;
const CHANNELS_MAX = 2_000;
/** Pause after a 429 whose `Retry-After` cannot be read. */
const DEFAULT_PAUSE_MS = 10_000;
/** Share of a pause that is added at random, so that several processes do not continue at the same moment. */
const JITTER = 0.1;

/**
 * Limits the rate of posts of this process to one workspace. Posts are evenly spaced. The rate rises slowly, and halves
 * when Slack answers 429; no post is sent until the end of `Retry-After`. Each process has its own limiter, and together
 * they converge on Slack's limit as TCP connections do.
 */
export function createPostRateLimiter({ clock, random, limits }: PostRateLimiterOptions) {
  const { startPerSecond, minPerSecond, maxPerSecond, increasePerMinute, channelIntervalMs } = {
    ...POST_RATE_LIMITS,
    ...limits,
  };
  /** Time of the latest post to each channel, monotonic milliseconds. */
  const lastInChannel = new LRUCache<string, number>(entriesAtMost(CHANNELS_MAX));
  let perSecond = startPerSecond;
  let nextAt = 0;
  let pausedUntil = 0;
  /** Start of the minutes without a 429 that have not raised the rate yet. */
  let quietSince = clock.monotonic();

  return {
    /** Resolves when a post to this channel may be sent. Rejects when `signal` aborts. */
    async acquire(channel: string, signal: AbortSignal): Promise<void> {
      const last = lastInChannel.get(channel);
      if (last !== undefined) await until(last + channelIntervalMs, signal);
      let at = reserve();
      await until(at, signal);
      // Slack may have answered 429 to another post during the wait.
      while (pausedUntil > clock.monotonic()) {
        at = reserve();
        await until(at, signal);
      }
      lastInChannel.set(channel, at);
    },

    /** Resolves when posts are not paused. Rejects when `signal` aborts. */
    whenOpen: (signal: AbortSignal): Promise<void> => until(pausedUntil, signal),

    /** Pauses posts after a 429. Further ones before the end of the pause do not lower the rate again. */
    pause(retryAfterMs: number = DEFAULT_PAUSE_MS): void {
      const now = clock.monotonic();
      if (now >= pausedUntil) perSecond = Math.max(minPerSecond, perSecond / 2);
      pausedUntil = Math.max(pausedUntil, now + retryAfterMs * (1 + JITTER * random()));
      nextAt = pausedUntil;
      quietSince = pausedUntil;
    },

    get perSecond() {
      return perSecond;
    },
  };

  /** Returns the time of the next free post, and takes it. */
  function reserve(): number {
    const now = clock.monotonic();
    raise(now);
    const at = Math.max(now, nextAt, pausedUntil);
    nextAt = at + 1_000 / perSecond;
    return at;
  }

  /** Raises the rate for each minute without a 429. Minutes without posts do not count. */
  function raise(now: number): void {
    if (now - nextAt > MINUTE_MS) quietSince = now;
    const minutes = Math.floor((now - quietSince) / MINUTE_MS);
    if (minutes < 1) return;
    perSecond = Math.min(maxPerSecond, perSecond + minutes * increasePerMinute);
    quietSince += minutes * MINUTE_MS;
  }

  async function until(at: number, signal: AbortSignal): Promise<void> {
    const ms = at - clock.monotonic();
    if (ms > 0) await delay(ms, undefined, { signal });
    else signal.throwIfAborted();
  }
}
