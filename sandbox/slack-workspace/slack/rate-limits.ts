import type { WorkspaceClock } from './clock.ts';
import { type JsonObject, textOf } from './json.ts';

/** Slack's rate limits per method, app and workspace. */
export interface RateLimits {
  /** Returns the seconds to wait if the call exceeds a limit; `undefined` otherwise. */
  check(method: string, fields: JsonObject): number | undefined;
}

/** Calls per minute of Slack's tiers. */
const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;

const TIER_OF: Record<string, keyof typeof TIERS> = {
  'apps.connections.open': 1,
  'bots.info': 3,
  'chat.delete': 3,
  'chat.postEphemeral': 4,
  'chat.update': 3,
  'conversations.history': 3,
  'conversations.info': 3,
  'conversations.list': 2,
  'conversations.members': 4,
  'conversations.open': 3,
  'files.completeUploadExternal': 4,
  'files.getUploadURLExternal': 4,
  'files.info': 4,
  'team.info': 3,
  'usergroups.list': 2,
  'usergroups.users.list': 2,
  'users.info': 4,
  'users.list': 2,
  'views.open': 4,
  'views.publish': 4,
  'views.push': 4,
  'views.update': 4,
};

/** Posts are limited per channel: one per second, with a short burst. */
const POSTS_PER_SECOND = 1;
const POST_BURST = 4;

/** Burst of `apps.connections.open`: Slack allows ten at a time, more than its tier says. */
const CONNECTION_BURST = 10;

interface Bucket {
  tokens: number;
  at: number;
}

export function createRateLimits(clock: WorkspaceClock): RateLimits {
  const buckets = new Map<string, Bucket>();

  function take(key: string, perSecond: number, burst: number): number | undefined {
    const now = clock.now();
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    buckets.set(key, bucket);
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    bucket.tokens -= 1;
    return undefined;
  }

  return {
    check(method, fields) {
      if (method === 'chat.postMessage') {
        return take(`${method} ${textOf(fields['channel']) ?? ''}`, POSTS_PER_SECOND, POST_BURST);
      }
      const tier = Object.hasOwn(TIER_OF, method) ? TIER_OF[method] : undefined;
      if (tier === undefined) return undefined;
      return take(method, TIERS[tier] / 60, Math.max(TIERS[tier], CONNECTION_BURST));
    },
  };
}
