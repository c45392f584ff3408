import type { Clock } from '../../clock.ts';
import type { Asker } from '../../domain/access/asker.ts';
import type { SummaryDay } from '../../domain/commands/floor-command.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import type { ReportQuestion } from '../../summaries/day-report.ts';
import type { SubscriptionStatus } from '../../summaries/delivery-service.ts';
import type { ManageProblem } from '../../summaries/manage-problem.ts';
import type {
  ManageAct,
  SubscribeAnswer,
  SummaryAnswer,
  SummaryDesk,
  WantedSubscription,
} from '../../summaries/summary-desk.ts';
import type { QueueProblem } from '../../summaries/wanted-queues.ts';
import type { Message } from '../block-kit/message.ts';
import { type Part, sentenceParts } from '../block-kit/parts.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { plainWords, type Sentence } from '../block-kit/sentence.ts';
import { createTimeWriter } from '../block-kit/time-text.ts';
import { confirmPlaceMessage } from '../blocks/share-confirmation.ts';
import {
  sameMessage,
  statusSentence,
  subscriptionHomeParts,
  subscriptionListMessage,
} from '../blocks/subscription-list.ts';
import { ASKED_ALONE, summaryMessage } from '../blocks/summary-message.ts';
import { scopeName } from '../blocks/summary-names.ts';
import type { Place } from '../questions/place-value.ts';
import { channelReply } from '../replies/channel-replies.ts';
import { refusalReply } from '../replies/refusal-replies.ts';
import { noStorageReply } from '../replies/storage-replies.ts';
import { CHANNEL_FIELD, queueField, SUBSCRIPTION_FORM } from '../replies/subscription-form-replies.ts';
import { subscriptionRefusal } from '../replies/subscription-refusals.ts';
import {
  DONE,
  PROBLEMS,
  queueNotListedReply,
  queuesUnknownReply,
  subscribedReply,
  unknownQueueReply,
} from '../replies/subscription-replies.ts';
import type { TextFile } from '../web-api/file-sender.ts';
import { csvName, summaryCsv } from './summary-csv.ts';

/** Asks the summary desk and puts the answer into words and blocks. */
export type SummaryAnswers = ReturnType<typeof createSummaryAnswers>;

/** `at-field`: what one field of the form holds cannot be saved, and the words to stand beside it. */
export type SaveAnswer = { readonly message: Message } & (
  | { readonly kind: 'saved' | 'not-saved' }
  | { readonly kind: 'at-field'; readonly field: 'channel' | 'times' | 'queues'; readonly words: string }
);

export function createSummaryAnswers({ desk, clock }: { readonly desk: SummaryDesk; readonly clock: Clock }) {
  const time = () => createTimeWriter({ timeZone: desk.timeZone, now: clock.now() });

  async function save(asker: Asker, number: number | null, wanted: WantedSubscription): Promise<SaveAnswer> {
    const reply = await (number === null ? desk.subscribe(asker, wanted) : desk.edit(asker, number, wanted));
    if (reply.kind === 'refused')
      return notSaved(subscriptionRefusal(reply.refusal, number === null ? 'set-up' : 'change'));
    const { answer } = reply;
    if (answer.kind === 'unconfirmed-readers')
      return { kind: 'not-saved', message: confirmPlaceMessage(number, answer) };
    if (answer.kind === 'same') return same(answer.status);
    if (answer.kind !== 'subscribed') return problem(answer, wanted.channelId);
    const names = await namesFor(asker);
    const { subscription, next } = answer.status;
    const message = sentencesMessage(
      subscribedReply({
        ...subscription,
        next,
        isPaused: subscription.state.kind === 'paused',
        channel: answer.channel,
        isNew: number === null,
        whose: scopeName(names, subscription.queues),
      }),
    );
    return { kind: 'saved', message };
  }

  function same(status: SubscriptionStatus): SaveAnswer {
    const { number } = status.subscription;
    const message = sameMessage(status, [PROBLEMS.same(number), statusSentence(status, time())]);
    return { kind: 'at-field', field: 'times', words: SUBSCRIPTION_FORM.same(number), message };
  }

  async function maySubscribe(asker: Asker): Promise<boolean> {
    return (await desk.refusalToSubscribe(asker)) === undefined;
  }

  async function namesFor(asker: Asker): Promise<ReadonlyMap<QueueId, string>> {
    const queues = await desk.queuesFor(asker);
    return new Map(queues.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
  }

  return {
    timeZone: desk.timeZone,

    async summary(
      asker: Asker,
      wanted: { readonly day: SummaryDay; readonly queues: readonly string[] },
    ): Promise<Message> {
      const reply = await desk.summary(asker, wanted);
      return reply.kind === 'refused'
        ? sentencesMessage(refusalReply(reply.refusal))
        : summaryReply(reply.answer, await maySubscribe(asker));
    },

    /** The report that a button is about. */
    async report(asker: Asker, question: ReportQuestion): Promise<Message> {
      const reply = await desk.report(asker, question);
      return reply.kind === 'refused'
        ? sentencesMessage(refusalReply(reply.refusal))
        : summaryReply(reply.answer, await maySubscribe(asker));
    },

    /** The file, or the words for why there is none. */
    async csv(asker: Asker, question: ReportQuestion): Promise<TextFile | Message> {
      const reply = await desk.report(asker, question);
      if (reply.kind === 'refused') return sentencesMessage(refusalReply(reply.refusal));
      if (reply.answer.kind !== 'report') return summaryReply(reply.answer, false);
      const { report } = reply.answer;
      const name = csvName(report);
      return { name, title: name, text: summaryCsv(report) };
    },

    save,

    /** What was asked for, now that the person agreed to who reads the channel; one that paused for it posts again. */
    async confirm(asker: Asker, { number, ...edit }: Place): Promise<{ readonly message: Message }> {
      const saved = await save(asker, number, { ...edit, queues: edit.queues.map(String) });
      if (saved.kind !== 'saved' || number === null) return saved;
      const resumed = await this.change(asker, number, 'resume');
      return resumed.isDone ? resumed : saved;
    },

    ownerLeft: desk.ownerLeft,
    channelMoved: desk.channelMoved,
    channelShared: desk.channelShared,
    appRemoved: desk.appRemoved,

    async list(asker: Asker): Promise<Message> {
      const reply = await desk.list(asker);
      if (reply.kind === 'refused') return sentencesMessage(refusalReply(reply.refusal));
      return 'kind' in reply.answer
        ? sentencesMessage(noStorageReply(reply.answer.code))
        : subscriptionListMessage(reply.answer, time());
    },

    /** Nothing at all where the asker has no business here: App Home says that once. */
    async homeParts(asker: Asker): Promise<Part[]> {
      const reply = await desk.list(asker);
      if (reply.kind === 'refused') return [];
      return 'kind' in reply.answer
        ? sentenceParts(noStorageReply(reply.answer.code))
        : subscriptionHomeParts(reply.answer, time());
    },

    async change(
      asker: Asker,
      number: number,
      act: ManageAct,
    ): Promise<{ isDone: boolean; message: Message }> {
      const reply = await desk.change(asker, number, act);
      if (reply.kind === 'refused')
        return { isDone: false, message: sentencesMessage(subscriptionRefusal(reply.refusal, 'change')) };
      if (reply.answer.kind === 'unconfirmed-readers')
        return { isDone: false, message: confirmPlaceMessage(number, reply.answer) };
      if (reply.answer.kind !== 'done')
        return { isDone: false, message: sentencesMessage(manageProblem(reply.answer)) };
      const words = { pause: DONE.paused, resume: DONE.resumed, unsubscribe: DONE.deleted }[act](number);
      const { status } = reply.answer;
      const how = act === 'resume' && status !== null ? [statusSentence(status, time())] : [];
      return { isDone: true, message: sentencesMessage([...words, ...how]) };
    },

    async send(asker: Asker, number: number, request: string): Promise<Message> {
      const reply = await desk.send(asker, number, request);
      if (reply.kind === 'refused') return sentencesMessage(subscriptionRefusal(reply.refusal, 'change'));
      if (reply.answer.kind === 'unconfirmed-readers') return confirmPlaceMessage(number, reply.answer);
      return sentencesMessage(reply.answer.kind === 'done' ? DONE.sent(number) : manageProblem(reply.answer));
    },
  };
}

function summaryReply(answer: SummaryAnswer, offersSubscription: boolean): Message {
  switch (answer.kind) {
    case 'report':
      return summaryMessage(answer.report, { ...ASKED_ALONE, offersSubscription });
    case 'unknown-queue':
    case 'queues-incomplete':
    case 'queues-unknown':
      return sentencesMessage(queueProblem(answer));
    case 'not-yet':
      return sentencesMessage(PROBLEMS.notYet(answer.date));
    case 'no-storage':
      return sentencesMessage(noStorageReply(answer.code));
  }
}

function problem(
  answer: Exclude<SubscribeAnswer, { kind: 'subscribed' | 'same' | 'unconfirmed-readers' }>,
  channelId: string,
): SaveAnswer {
  switch (answer.kind) {
    case 'channel': {
      const message = sentencesMessage(channelReply(answer.channel, channelId));
      return { kind: 'at-field', field: 'channel', words: CHANNEL_FIELD[answer.channel], message };
    }
    case 'too-many':
      return atQueues(PROBLEMS.tooMany(answer.most));
    case 'too-many-times':
      return {
        kind: 'at-field',
        field: 'times',
        words: SUBSCRIPTION_FORM.tooManyTimes(answer.most),
        message: sentencesMessage([[SUBSCRIPTION_FORM.tooManyTimes(answer.most)]]),
      };
    case 'unknown-queue':
      return atQueues(queueProblem(answer), queueField(answer.typed));
    case 'queues-incomplete':
    case 'queues-unknown':
      return atQueues(queueProblem(answer));
    case 'no-such':
    case 'broken':
    case 'not-yours':
    case 'too-many-waiting':
    case 'no-storage':
      return notSaved(manageProblem(answer));
  }
}

function atQueues(sentences: readonly Sentence[], words = plainWords(sentences)): SaveAnswer {
  return { kind: 'at-field', field: 'queues', words, message: sentencesMessage(sentences) };
}

function notSaved(sentences: readonly Sentence[]): SaveAnswer {
  return { kind: 'not-saved', message: sentencesMessage(sentences) };
}

export function queueProblem(problem: QueueProblem): Sentence[] {
  switch (problem.kind) {
    case 'unknown-queue':
      return unknownQueueReply(problem.typed, problem.match);
    case 'queues-incomplete':
      return queueNotListedReply(problem.typed);
    case 'queues-unknown':
      return queuesUnknownReply(problem.why);
  }
}

export function manageProblem(problem: ManageProblem): Sentence[] {
  switch (problem.kind) {
    case 'no-such':
      return PROBLEMS.noSuch(problem.number);
    case 'broken':
      return PROBLEMS.broken(problem.number);
    case 'not-yours':
      return PROBLEMS.notYours(problem.ownerId);
    case 'too-many-waiting':
      return PROBLEMS.tooManyWaiting(problem.number, problem.most);
    case 'no-storage':
      return noStorageReply(problem.code);
  }
}
