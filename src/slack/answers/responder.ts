import { type RespondArguments, RespondError, type RespondFn, type webApi } from '@slack/bolt';
import type { Clock } from '../../clock.ts';
import type { Requester } from '../../domain/access/requester.ts';
import { FloorwalkerError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Block } from '../block-kit/elements.ts';
import type { Message } from '../block-kit/message.ts';
import { createMessageSender, refusalIn } from '../block-kit/message-sender.ts';
import { isNotConnected, isRefusalOfContent, statusOutcome } from '../web-api/post-outcome.ts';
import { callSlack, refusalCode, slackError } from '../web-api/slack-errors.ts';

/** The target of an answer: the request's `response_url` and the requester. */
export interface ResponseTarget {
  readonly respond: RespondFn;
  readonly client: webApi.WebClient;
  readonly requester: Requester;
}

/** Sends answers. Never rejects: a failure is logged. */
export interface Responder {
  /** Sends an answer to the requester only. `replace` replaces the message whose button was pressed. */
  toRequester(target: ResponseTarget, message: Message, how?: { replace: boolean }): Promise<void>;
  toChannel(target: ResponseTarget, message: Message): Promise<Shared>;
  /** Sends an answer as a direct message, for requests from App Home and shortcuts, which have no `response_url`. */
  toPerson(
    target: Pick<ResponseTarget, 'client'> & { readonly requester: Pick<Requester, 'userId'> },
    message: Message,
  ): Promise<void>;
}

/** `refused`: Slack certainly did not accept the message. `unknown`: it may be in the channel. */
export type Shared = 'taken' | 'refused' | 'unknown';

type Outcome = Shared | 'content-refused';

export function createResponder(options: { clock: Clock; logger: Logger }): Responder {
  const { clock, logger } = options;
  const sender = createMessageSender({ clock, logger });

  async function respond(target: ResponseTarget, message: RespondArguments): Promise<Outcome> {
    try {
      const refusal = await refusalIn(await target.respond(message));
      if (refusal === undefined) return 'taken';
      logger.warn({ status: refusal, user: target.requester.userId }, 'answer not accepted by response_url');
      return isRefusalOfContent(refusal) ? 'content-refused' : 'refused';
    } catch (error) {
      const status = error instanceof RespondError ? error.statusCode : slackError(error).code;
      logger.warn({ status, user: target.requester.userId }, 'answer not accepted by response_url');
      return outcomeOf(error);
    }
  }

  async function call(user: string, post: () => Promise<unknown>): Promise<Outcome> {
    try {
      await callSlack(post);
      return 'taken';
    } catch (error) {
      const { code, message } = slackError(error);
      logger.error({ code, user, reason: message }, 'answer not delivered');
      return isRefusalOfContent(refusalCode(error) ?? '') ? 'content-refused' : 'refused';
    }
  }

  async function postEphemeral({ client, requester }: ResponseTarget, message: Message): Promise<void> {
    const { channelId: channel, userId: user } = requester;
    if (channel === null) return;
    const { text } = message;
    await sender.send(message, (blocks) =>
      call(user, () => client.chat.postEphemeral({ channel, user, text, ...given(blocks) })),
    );
  }

  return {
    async toRequester(target, message, how = { replace: false }) {
      const outcome = await sender.send(message, (blocks) =>
        respond(target, {
          response_type: 'ephemeral',
          replace_original: how.replace,
          text: message.text,
          ...given(blocks),
        }),
      );
      if (outcome === 'refused' || outcome === 'content-refused') await postEphemeral(target, message);
    },
    async toChannel(target, message) {
      const outcome = await sender.send(message, (blocks) =>
        respond(target, {
          response_type: 'in_channel',
          replace_original: false,
          text: message.text,
          ...given(blocks),
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      return outcome === 'content-refused' ? 'refused' : outcome;
    },
    async toPerson({ client, requester: { userId } }, message) {
      const { text } = message;
      await sender.send(message, (blocks) =>
        call(userId, async () => {
          const opened = await client.conversations.open({ users: userId });
          return client.chat.postMessage({ channel: opened.channel?.id ?? userId, text, ...given(blocks) });
        }),
      );
    },
  };
}

/** Slack accepts a text without `blocks`, but rejects an empty list in some methods. */
function given(blocks: Block[]): { blocks?: Block[] } {
  return blocks.length === 0 ? {} : { blocks };
}

/** The outcome of a failed call. It is certain only if Slack's status says so, or if no request reached Slack. */
function outcomeOf(error: unknown): Outcome {
  if (error instanceof FloorwalkerError || isNotConnected(error)) return 'refused';
  if (!(error instanceof RespondError)) return 'unknown';
  if (error.statusCode === 400) return 'content-refused';
  const { kind } = statusOutcome(error.statusCode);
  if (kind === 'content-refused') return kind;
  return kind === 'unknown' ? 'unknown' : 'refused';
}
