import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Logger } from '../../logger.ts';
import type { Responder } from '../answers/responder.ts';
import type { Message } from '../block-kit/message.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { plainWords, type Sentence } from '../block-kit/sentence.ts';
import { answerView } from '../blocks/look-up-modal.ts';
import { failureReply } from '../replies/fact-replies.ts';
import type { SlackClient } from '../web-api/slack-client.ts';
import { callSlack } from '../web-api/slack-errors.ts';

export interface ListenerFailure {
  readonly error: Error;
  readonly body: object;
  readonly isAcknowledged: boolean;
  readonly ack: (response?: object) => Promise<void>;
}

export type ReportFailure = (failure: ListenerFailure) => Promise<void>;

const text = z.string().optional().catch(undefined);
/** The fields of a payload that tell where the person can be reached. Other fields may have any shape. */
const bodySchema = z.looseObject({
  type: text,
  response_url: text,
  user_id: text,
  user: z.looseObject({ id: text }).optional().catch(undefined),
  view: z
    .looseObject({
      id: text,
      type: text,
      blocks: z.array(z.looseObject({ type: text, block_id: text })).catch([]),
    })
    .optional()
    .catch(undefined),
});
type Body = z.infer<typeof bodySchema>;

/**
 * Handles an error of a listener: acknowledges the payload and tells the person, with a reference that is also in the
 * log: in the form or modal, by `response_url`, otherwise in a direct message. The process continues.
 */
export function createFailureReporter(options: {
  readonly logger: Logger;
  readonly client: Pick<SlackClient, 'web' | 'fetch'>;
  readonly responder: Pick<Responder, 'toPerson'>;
}): ReportFailure {
  const { logger, client, responder } = options;

  return async ({ error, body: given, isAcknowledged, ack }) => {
    const reference = randomUUID().slice(0, 8);
    logger.error({ reference, error: error.name, at: firstLineOfOurs(error) }, 'listener failed');
    const body = bodySchema.parse(given);
    const sentences = failureReply(reference);
    if (!isAcknowledged) {
      await ack(acknowledgement(body, sentences)).catch(() => {
        logger.warn({ reference }, 'payload not acknowledged');
      });
    }
    const isForm = body.type === 'view_submission';
    // A menu requests options for each typed letter; an empty list is enough.
    if (body.type === 'block_suggestion' || (isForm && !isAcknowledged)) return;
    const message = sentencesMessage(sentences);
    if (await isTakenByUrl(body, message)) return;
    if (await isShownInModal(body, message)) return;
    const userId = body.user?.id ?? body.user_id;
    if (userId !== undefined)
      await responder.toPerson({ client: client.web, requester: { userId } }, message);
  };

  async function isTakenByUrl({ response_url: url }: Body, message: Message): Promise<boolean> {
    if (url === undefined) return false;
    const answer = { response_type: 'ephemeral', replace_original: false, ...message };
    const headers = { 'content-type': 'application/json' };
    try {
      const response = await client.fetch(url, { method: 'POST', headers, body: JSON.stringify(answer) });
      return response.ok;
    } catch {
      return false;
    }
  }

  async function isShownInModal({ view }: Body, message: Message): Promise<boolean> {
    if (view?.id === undefined || view.type === 'home') return false;
    const update = { view_id: view.id, view: answerView(message) };
    try {
      await callSlack(() => client.web.views.update(update));
      return true;
    } catch {
      return false;
    }
  }
}

/** A form stays open with the message at its first field; a form without fields is replaced. */
function acknowledgement({ type, view }: Body, sentences: readonly Sentence[]): object | undefined {
  if (type === 'block_suggestion') return { options: [] };
  if (type !== 'view_submission') return undefined;
  const field = view?.blocks.find((block) => block.type === 'input')?.block_id;
  return field === undefined
    ? { response_action: 'update', view: answerView(sentencesMessage(sentences)) }
    : { response_action: 'errors', errors: { [field]: plainWords(sentences) } };
}

/** File and line only, because the message may quote typed text. */
function firstLineOfOurs(error: Error): string {
  return /src\/[\w/.-]+:\d+/.exec(error.stack ?? '')?.[0] ?? 'unknown';
}
