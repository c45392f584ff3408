import type { ChangeAction } from '../../summaries/management/subscription-changes.ts';
import type {
  ChangeResult,
  ListResult,
  ManageProblem,
  SaveResult,
} from '../../summaries/management/subscription-results.ts';
import type { SubscriptionStatus } from '../../summaries/management/subscription-statuses.ts';
import type { Message } from '../block-kit/message.ts';
import { type Part, sentenceParts } from '../block-kit/parts.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { plainWords, type Sentence } from '../block-kit/sentence.ts';
import type { AnswerContext } from '../blocks/answer-context.ts';
import { confirmChannelMessage } from '../blocks/share-confirmation.ts';
import {
  sameMessage,
  statusSentence,
  subscriptionHomeParts,
  subscriptionListMessage,
} from '../blocks/subscription-list.ts';
import { namesOf, scopeName } from '../blocks/summary-names.ts';
import { channelReply } from '../replies/channel-replies.ts';
import { noStorageReply } from '../replies/storage-replies.ts';
import { CHANNEL_FIELD, queueField, SUBSCRIPTION_FORM } from '../replies/subscription-form-replies.ts';
import { DONE, PROBLEMS, queueProblem, subscribedReply } from '../replies/subscription-replies.ts';
import { refusedMessage } from './refused.ts';

/** `at-field`: the value of one field cannot be saved; `message` is shown beside the field. */
export type SaveAnswer = { readonly message: Message } & (
  | { readonly kind: 'saved' | 'not-saved' }
  | { readonly kind: 'at-field'; readonly field: 'channel' | 'times' | 'queues'; readonly words: string }
);

/** @param number the subscription to change; `null` for a new one */
export function saveReply(
  result: SaveResult,
  number: number | null,
  channelId: string,
  context: AnswerContext,
): SaveAnswer {
  switch (result.kind) {
    case 'saved':
      return { kind: 'saved', message: savedMessage(result, number === null) };
    case 'unconfirmed-readers':
      return { kind: 'not-saved', message: confirmChannelMessage(context.centre, number, result) };
    case 'same':
      return same(result.status, context);
    case 'channel': {
      const message = sentencesMessage(channelReply(result.channel, channelId));
      return { kind: 'at-field', field: 'channel', words: CHANNEL_FIELD[result.channel], message };
    }
    case 'too-many':
      return atQueues(PROBLEMS.tooMany(result.max));
    case 'too-many-times': {
      const words = SUBSCRIPTION_FORM.tooManyTimes(result.max);
      return { kind: 'at-field', field: 'times', words, message: sentencesMessage([[words]]) };
    }
    case 'unknown-queue':
      return atQueues(queueProblem(result), queueField(result.typed));
    case 'queues-incomplete':
    case 'queues-unknown':
      return atQueues(queueProblem(result));
    case 'refused':
    case 'no-such':
    case 'broken':
    case 'not-yours':
    case 'too-many-waiting':
    case 'no-storage':
      return { kind: 'not-saved', message: problemMessage(result, number === null ? 'subscribe' : 'change') };
  }
}

function savedMessage(
  { status: { subscription, next }, channel, queues }: Extract<SaveResult, { kind: 'saved' }>,
  isNew: boolean,
): Message {
  const isPaused = subscription.state.kind === 'paused';
  const whose = scopeName(namesOf(queues), subscription.queues);
  return sentencesMessage(subscribedReply({ ...subscription, next, isPaused, channel, isNew, whose }));
}

function same(status: SubscriptionStatus, context: AnswerContext): SaveAnswer {
  const { number } = status.subscription;
  const message = sameMessage(context.centre, status, [
    PROBLEMS.same(number),
    statusSentence(status, context.time),
  ]);
  return { kind: 'at-field', field: 'times', words: SUBSCRIPTION_FORM.same(number), message };
}

export function changeReply(
  result: ChangeResult,
  number: number,
  action: ChangeAction,
  context: AnswerContext,
): Message {
  if (result.kind !== 'done') return notChanged(result, number, context);
  const words = { pause: DONE.paused, resume: DONE.resumed, unsubscribe: DONE.deleted }[action](number);
  const { status } = result;
  const how = action === 'resume' && status !== null ? [statusSentence(status, context.time)] : [];
  return sentencesMessage([...words, ...how]);
}

export function sendReply(result: ChangeResult, number: number, context: AnswerContext): Message {
  return result.kind === 'done' ? sentencesMessage(DONE.sent(number)) : notChanged(result, number, context);
}

function notChanged(
  result: Exclude<ChangeResult, { kind: 'done' }>,
  number: number,
  { centre }: AnswerContext,
): Message {
  return result.kind === 'unconfirmed-readers'
    ? confirmChannelMessage(centre, number, result)
    : problemMessage(result);
}

export function listReply(result: ListResult, context: AnswerContext): Message {
  switch (result.kind) {
    case 'list':
      return subscriptionListMessage(result.list, context);
    case 'refused':
      return refusedMessage(result.refusal);
    case 'no-storage':
      return sentencesMessage(noStorageReply(result.code));
  }
}

/** The section of App Home. Empty for a refused requester, because another section of App Home shows the refusal. */
export function subscriptionPartsFor(result: ListResult, context: AnswerContext): Part[] {
  switch (result.kind) {
    case 'list':
      return subscriptionHomeParts(result.list, context);
    case 'refused':
      return [];
    case 'no-storage':
      return sentenceParts(noStorageReply(result.code));
  }
}

export function problemMessage(problem: ManageProblem, what: 'subscribe' | 'change' = 'change'): Message {
  switch (problem.kind) {
    case 'refused':
      return refusedMessage(problem.refusal, what);
    case 'no-such':
      return sentencesMessage(PROBLEMS.noSuch(problem.number));
    case 'broken':
      return sentencesMessage(PROBLEMS.broken(problem.number));
    case 'not-yours':
      return sentencesMessage(PROBLEMS.notYours(problem.ownerId));
    case 'too-many-waiting':
      return sentencesMessage(PROBLEMS.tooManyWaiting(problem.number, problem.max));
    case 'no-storage':
      return sentencesMessage(noStorageReply(problem.code));
  }
}

function atQueues(sentences: readonly Sentence[], words = plainWords(sentences)): SaveAnswer {
  return { kind: 'at-field', field: 'queues', words, message: sentencesMessage(sentences) };
}
