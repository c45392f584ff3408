import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { FloorwalkerError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { type BackOff, PATIENT, retryForever } from './back-off.ts';
import { createBoltLogger } from './bolt-logger.ts';
import { createClientOptions } from './client-options.ts';
import { isRefusedForGood, refusalCode, slackError } from './slack-errors.ts';
import { createSlackFetch, type Fetch } from './slack-fetch.ts';
import { createSlackStanding, type SlackStanding } from './slack-standing.ts';
import { createSlackTime, type SlackTime } from './slack-time.ts';

/** The identity of the bot token, from `auth.test`. */
export interface SlackIdentity {
  /** Id of the workspace (`T…`) of the bot. */
  readonly teamId: string;
  /** Id of the workspace's Enterprise Grid organisation (`E…`); `null` if it has none. */
  readonly enterpriseId: string | null;
  readonly botId: string | undefined;
  readonly botUserId: string;
}

/** Slack's Web API with the bot token, and the identity of the token. */
export interface SlackClient {
  readonly web: webApi.WebClient;
  /** Client with a short time-out and without retries, for calls before an answer. */
  readonly quick: webApi.WebClient;
  readonly fetch: Fetch;
  /** Slack's clock, read from the replies to calls through `fetch`. */
  readonly time: Pick<SlackTime, 'now'>;
  /** Standing of the token, read from the same replies. */
  readonly standing: Omit<SlackStanding, 'fetch'>;
  readonly apiUrl: string;
  readonly botToken: string;
  /** Resolves once {@link SlackClient.identify} has succeeded; never rejects. */
  readonly identified: Promise<SlackIdentity>;
  /**
   * Returns the identity.
   *
   * @throws {FloorwalkerError} slack-unreachable until {@link SlackClient.identify} has succeeded
   */
  identity(): SlackIdentity;
  /**
   * Calls `auth.test` until Slack answers. Bolt would call it once, in its constructor, and keep a failure.
   *
   * @throws {FloorwalkerError} config-invalid if Slack refuses the token
   */
  identify(signal: AbortSignal): Promise<SlackIdentity>;
}

const identitySchema = z.object({
  team_id: z.string(),
  enterprise_id: z.string().nullish(),
  user_id: z.string(),
  bot_id: z.string().optional(),
});

/** Timeout of calls for which a person waits. */
const QUICK_TIMEOUT_MS = 2_000;

export function createSlackClient(options: {
  botToken: string;
  apiUrl: string;
  clock: Pick<Clock, 'monotonic'>;
  logger: Logger;
  fetch?: Fetch;
  timeoutMs?: number;
  /** Overrides {@link QUICK_TIMEOUT_MS}. */
  quickTimeoutMs?: number | undefined;
  backOff?: BackOff;
}): SlackClient {
  const { botToken, apiUrl, clock, logger, timeoutMs = 10_000, backOff = PATIENT } = options;
  const quickTimeoutMs = Math.min(options.quickTimeoutMs ?? QUICK_TIMEOUT_MS, timeoutMs);
  const time = createSlackTime({ fetch: options.fetch ?? globalThis.fetch, clock });
  const standing = createSlackStanding({ fetch: time.fetch, apiUrl });
  const fetch = createSlackFetch({ fetch: standing.fetch, apiUrl, timeoutMs });
  const boltLogger = createBoltLogger(logger);
  const web = new webApi.WebClient(botToken, {
    ...createClientOptions({ apiUrl, fetch, timeoutMs }),
    logger: boltLogger,
  });
  const quick = new webApi.WebClient(botToken, {
    ...createClientOptions({ apiUrl, fetch, timeoutMs: quickTimeoutMs, retries: 0 }),
    logger: boltLogger,
  });
  let identity: SlackIdentity | undefined;
  const identified = Promise.withResolvers<SlackIdentity>();

  async function askWhoWeAre(): Promise<SlackIdentity> {
    const { team_id, enterprise_id, user_id, bot_id } = identitySchema.parse(await quick.auth.test());
    return { teamId: team_id, enterpriseId: enterprise_id ?? null, botUserId: user_id, botId: bot_id };
  }

  return {
    web,
    quick,
    fetch,
    time,
    standing,
    apiUrl,
    botToken,
    identified: identified.promise,
    identity: () => {
      if (identity === undefined)
        throw new FloorwalkerError('slack-unreachable', { detail: 'not identified yet' });
      return identity;
    },
    identify: async (signal) => {
      try {
        identity = await retryForever({
          attempt: askWhoWeAre,
          isFinal: isRefusedForGood,
          onFailure: (error) => {
            const { code, message } = slackError(error);
            logger.warn({ code, reason: message }, 'auth.test failed');
          },
          backOff,
          signal,
        });
      } catch (error) {
        throw isRefusedForGood(error) ? tokenRefused('SLACK_BOT_TOKEN', error) : error;
      }
      identified.resolve(identity);
      return identity;
    },
  };
}

/** An error that names the variable and Slack's code. */
export function tokenRefused(setting: string, error: unknown): FloorwalkerError {
  return new FloorwalkerError('config-invalid', {
    detail: `${setting}: Slack says ${refusalCode(error) ?? 'no'}`,
  });
}
