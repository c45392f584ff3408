import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Logger } from '../../logger.ts';
import type {
  OutgoingPost,
  PostedSearch,
  PostedSearchOutcome,
  Poster,
  PostOutcome,
} from '../../summaries/deliveries/ports.ts';
import type { ChannelCheck, ChannelState } from '../../summaries/management/subscription-channel.ts';
import { isConfirmed } from '../../summaries/subscriptions/channel-sharing.ts';
import { fits } from '../block-kit/elements.ts';
import type { Message } from '../block-kit/message.ts';
import { readersText } from '../replies/sharing-replies.ts';
import { createBoltLogger } from './bolt-logger.ts';
import { createClientOptions } from './client-options.ts';
import { type CallOutcome, callOutcomeOf, outcomeOfCode } from './post-outcome.ts';
import type { SlackChannels } from './slack-channels.ts';
import type { SlackIdentity } from './slack-client.ts';
import { refusalCode, slackError } from './slack-errors.ts';
import type { Fetch } from './slack-fetch.ts';
import type { SlackTime } from './slack-time.ts';

export interface SlackPosterOptions {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly fetch: Fetch;
  /** @throws {FloorwalkerError} slack-unreachable until `auth.test` has succeeded */
  readonly identity: () => SlackIdentity;
  readonly time: Pick<SlackTime, 'now'>;
  readonly channels: Pick<SlackChannels, 'includes' | 'sharing'>;
  readonly logger: Logger;
}

/** Timeout of a check for which a person waits. */
const CHECK_TIMEOUT_MS = 5_000;
/** Name of the message's metadata, which has the key of the delivery. Every app in the channel may read it. */
const EVENT_TYPE = 'floorwalker_delivery';
const TEXT_ALONE: Message['blocks'] = [];
const PAGE_SIZE = 200;
/** Maximum number of pages that are searched. A busy channel has about a thousand messages in the searched minutes. */
const PAGES_MAX = 10;

/** Codes of Slack that mean that the bot may not read the channel, and that a retry does not help. */
const UNREADABLE = new Set([
  'channel_not_found',
  'ekm_access_denied',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_in_channel',
]);

const posted = z.object({ ts: z.string() });
const history = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      bot_id: z.string().optional().catch(undefined),
      user: z.string().optional().catch(undefined),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ key: z.string().optional() }) })
        .optional()
        .catch(undefined),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/**
 * Creates the poster of deliveries. Its clients do not retry, so a post is sent at most once. A WebClient takes no
 * signal, so each post has its own client, whose requests end with the signal of the post.
 */
export function createSlackPoster(options: SlackPosterOptions): Poster<Message> & ChannelCheck {
  const { botToken, apiUrl, fetch, identity, time, channels, logger } = options;

  return {
    time: () => time.now(),

    async post(post) {
      const held = post.confirmedReaders && (await heldBack(post.to, post.confirmedReaders));
      if (held !== null) return held;
      const { blocks, fallback } = post.message;
      // A form whose content Slack refused is certainly not in the channel, so the next form cannot duplicate it.
      for (const form of [...[blocks, fallback?.blocks ?? []].filter(fits), TEXT_ALONE]) {
        const outcome = await postOnce(post, form);
        if (outcome.kind !== 'content-refused') return outcome;
      }
      return { kind: 'refused', reason: 'message-refused' };
    },

    includes: (channelId, person) => channels.includes(channelId, person),
    sharing: (channelId) => channels.sharing(channelId),

    async findPosted(wanted) {
      try {
        return await search(wanted);
      } catch (error) {
        if (UNREADABLE.has(refusalCode(error) ?? '')) return { kind: 'unreadable' };
        const outcome = callOutcomeOf(error);
        return {
          kind: 'no-answer',
          retryAfterMs: outcome.kind === 'not-sent' ? outcome.retryAfterMs : null,
        };
      }
    },

    /** Reads one message to find out whether the bot is in the channel; unknown if the bot may not read there. */
    async check(channel): Promise<ChannelState> {
      try {
        await clientUntil(AbortSignal.timeout(CHECK_TIMEOUT_MS)).conversations.history({ channel, limit: 1 });
        return 'ready';
      } catch (error) {
        const code = refusalCode(error);
        if (code === 'not_in_channel') return 'not-in-channel';
        if (code === 'is_archived') return 'channel-archived';
        return code === 'channel_not_found' ? 'channel-not-found' : 'unknown';
      }
    },
  };

  /** The outcome of a post that is not attempted because readers of the channel are not confirmed; otherwise `null`. */
  async function heldBack(to: string, confirmed: readonly string[]): Promise<PostOutcome | null> {
    // Only the owner reads a direct message.
    if (to.startsWith('D')) return null;
    try {
      const sharing = await channels.sharing(to);
      if (isConfirmed(confirmed, sharing)) return null;
      const refused = sharing.kind === 'unknown' ? outcomeOfCode(sharing.refusal ?? '') : null;
      // The post would be refused with the same code.
      if (refused?.kind === 'refused' && refused.reason !== 'missing-scope') return refused;
      const readers = sharing.kind === 'shared' ? readersText(sharing.organisations) : null;
      return { kind: 'refused', reason: 'channel-shared', ...(readers === null ? {} : { readers }) };
    } catch {
      return { kind: 'not-sent', retryAfterMs: null, limited: false };
    }
  }

  function clientUntil(signal: AbortSignal): webApi.WebClient {
    const inTime: Fetch = (input, init) =>
      fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal });
    return new webApi.WebClient(botToken, {
      ...createClientOptions({ apiUrl, fetch: inTime, retries: 0 }),
      logger: createBoltLogger(logger),
    });
  }

  async function postOnce(
    { to, key, message, signal }: OutgoingPost<Message>,
    blocks: Message['blocks'],
  ): Promise<CallOutcome> {
    const client = clientUntil(signal);
    let isOut = false;
    try {
      const channel = await channelOf(to, client);
      signal.throwIfAborted();
      isOut = true;
      const answer = await client.chat.postMessage({
        channel,
        text: message.text,
        ...(blocks.length === 0 ? {} : { blocks: [...blocks] }),
        metadata: { event_type: EVENT_TYPE, event_payload: { key } },
        unfurl_links: false,
        unfurl_media: false,
      });
      return { kind: 'sent', messageId: posted.parse(answer).ts };
    } catch (error) {
      const outcome = isOut ? callOutcomeOf(error) : beforePosting(callOutcomeOf(error));
      const { code, detail } = slackError(error);
      logger.warn({ code, detail, outcome: outcome.kind }, 'scheduled post not accepted by Slack');
      return outcome;
    }
  }

  async function search({ to, key, since, signal }: PostedSearch): Promise<PostedSearchOutcome> {
    const client = clientUntil(signal);
    const channel = await channelOf(to, client);
    const oldest = (since / 1000).toFixed(6);
    let cursor: string | undefined;
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const answer = await client.conversations.history({
        channel,
        oldest,
        limit: PAGE_SIZE,
        include_all_metadata: true,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const page = history.parse(answer);
      const found = page.messages.find(
        (message) =>
          message.metadata?.event_type === EVENT_TYPE &&
          message.metadata.event_payload.key === key &&
          isOurs(message, identity()),
      );
      if (found !== undefined) return { kind: 'found', messageId: found.ts };
      cursor = page.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return { kind: 'absent' };
    }
    // The search is incomplete: the result `absent` would allow a second post.
    return { kind: 'unreadable' };
  }
}

/** True if the bot wrote the message: other apps can read and post a key. A missing author is not the bot. */
function isOurs(
  message: { readonly bot_id?: string | undefined; readonly user?: string | undefined },
  { botId, botUserId }: SlackIdentity,
): boolean {
  return botId !== undefined && message.bot_id !== undefined
    ? message.bot_id === botId
    : message.user === botUserId;
}

/** Returns the id of a person's direct message with the bot; ids of channels are returned unchanged. */
async function channelOf(to: string, client: webApi.WebClient): Promise<string> {
  if (!/^[UW]/.test(to)) return to;
  try {
    const opened = await client.conversations.open({ users: to });
    return opened.channel?.id ?? to;
  } catch (error) {
    // Without im:write Slack accepts the id of a person as the address.
    if (refusalCode(error) === 'missing_scope') return to;
    throw error;
  }
}

/** The outcome if the direct message could not be opened: nothing was posted. */
function beforePosting(outcome: CallOutcome): PostOutcome {
  if (outcome.kind === 'content-refused') return { kind: 'refused', reason: 'message-refused' };
  return outcome.kind === 'unknown' ? { kind: 'not-sent', retryAfterMs: null, limited: false } : outcome;
}
