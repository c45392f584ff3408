import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { entriesAtMost } from '../../cache-bound.ts';
import type { Clock } from '../../clock.ts';

export interface PacerLimits {
  /** Posts a second at first; Slack names no figure for a workspace, so it is felt for. */
  readonly startPerSecond: number;
  readonly slowestPerSecond: number;
  readonly fastestPerSecond: number;
  /** Added after each minute of posting in which Slack did not object. */
  readonly morePerQuietMinute: number;
  /** Slack's documented limit: about one message a second and channel. */
  readonly channelMs: number;
}

const PACER_LIMITS: PacerLimits = {
  startPerSecond: 8,
  slowestPerSecond: 1,
  fastestPerSecond: 15,
  morePerQuietMinute: 0.2,
  channelMs: 1_000,
};

export interface PacerOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** 0 to 1. */
  readonly random: () => number;
  readonly limits?: Partial<PacerLimits>;
}

export type Pacer = ReturnType<typeof createPacer>;

const MINUTE_MS = 60_000;
const CHANNELS_REMEMBERED = 2_000;
/** Slack's `Retry-After` where it cannot be read. */
const UNTOLD_PAUSE_MS = 10_000;
/** Replicas that were told the same must not come back at the same moment. */
const JITTER = 0.1;

/**
 * One workspace's pace for scheduled posts, in this process: evenly spaced, faster while Slack says nothing, half as
 * fast and after a pause when it answers 429. Replicas each have their own and share the limit as TCP flows do.
 */
export function createPacer({ clock, random, limits }: PacerOptions) {
  const { startPerSecond, slowestPerSecond, fastestPerSecond, morePerQuietMinute, channelMs } = {
    ...PACER_LIMITS,
    ...limits,
  };
  const lastInChannel = new LRUCache<string, number>(entriesAtMost(CHANNELS_REMEMBERED));
  let perSecond = startPerSecond;
  let nextAt = 0;
  let pausedUntil = 0;
  let quietSince = clock.monotonic();

  return {
    /** Resolves when it is this channel's turn. Rejects when `signal` aborts. */
    async turn(channel: string, signal: AbortSignal): Promise<void> {
      const last = lastInChannel.get(channel);
      if (last !== undefined) await until(last + channelMs, signal);
      let at = reserve();
      await until(at, signal);
      // Slack may have asked for a pause while this one waited.
      while (pausedUntil > clock.monotonic()) {
        at = reserve();
        await until(at, signal);
      }
      lastInChannel.set(channel, at);
    },

    /** Resolves when there is no pause. */
    open: (signal: AbortSignal): Promise<void> => until(pausedUntil, signal),

    /** Slack answered 429. Several such answers to one wave are one reason to slow down. */
    limited(retryAfterMs: number = UNTOLD_PAUSE_MS): void {
      const now = clock.monotonic();
      if (now >= pausedUntil) perSecond = Math.max(slowestPerSecond, perSecond / 2);
      pausedUntil = Math.max(pausedUntil, now + retryAfterMs * (1 + JITTER * random()));
      nextAt = pausedUntil;
      quietSince = pausedUntil;
    },

    get perSecond() {
      return perSecond;
    },
  };

  function reserve(): number {
    const now = clock.monotonic();
    learn(now);
    const at = Math.max(now, nextAt, pausedUntil);
    nextAt = at + 1_000 / perSecond;
    return at;
  }

  /** Only minutes with posts in them teach anything. */
  function learn(now: number): void {
    if (now - nextAt > MINUTE_MS) quietSince = now;
    const minutes = Math.floor((now - quietSince) / MINUTE_MS);
    if (minutes < 1) return;
    perSecond = Math.min(fastestPerSecond, perSecond + minutes * morePerQuietMinute);
    quietSince += minutes * MINUTE_MS;
  }

  async function until(at: number, signal: AbortSignal): Promise<void> {
    const ms = at - clock.monotonic();
    if (ms > 0) await delay(ms, undefined, { signal });
    else signal.throwIfAborted();
  }
}
