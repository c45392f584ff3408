import type { Clock } from '../clock.ts';
import type { Asker } from '../domain/access/asker.ts';
import type { Refusal, Reply } from '../domain/access/reply.ts';
import { addDays, type LocalDate } from '../domain/calendar/local-time.ts';
import { MOST_TIMES_A_DAY, type Schedule } from '../domain/calendar/schedule.ts';
import { inWeekOrder } from '../domain/calendar/weekday.ts';
import type { SummaryDay } from '../domain/commands/floor-command.ts';
import type { NamedQueue } from '../domain/commands/queue-command.ts';
import type { Fact } from '../domain/floor/fact.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import { failureCode, isStorageFailure } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { asEdited } from './as-edited.ts';
import { type DayReport, type DayReports, type ReportQuestion, today } from './day-report.ts';
import { type DeliveryService, MOST_REQUESTED, type SubscriptionStatus } from './delivery-service.ts';
import { DATABASE_MS, MOST_OF_AN_OWNER, MOST_QUEUES } from './desk-limits.ts';
import type { ManageProblem, StorageProblem } from './manage-problem.ts';
import type { ChannelCheck, ChannelState } from './ports.ts';
import type { SubscriptionEdit } from './subscription.ts';
import type { SubscriptionList } from './subscription-list.ts';
import { confirmedBefore, createSubscriptionPlace, type UnconfirmedReaders } from './subscription-place.ts';
import { type QueueProblem, wantedQueues } from './wanted-queues.ts';
import { createWorkspaceChanges } from './workspace-changes.ts';

/** Who may do what: the same rights as everywhere. */
export interface DeskRights {
  refusal(asker: Asker, subject: 'floor' | 'single-agent'): Promise<Refusal | undefined>;
}

export interface SummaryDeskOptions {
  readonly rights: DeskRights;
  /** Runs work for which the database may take so long in all, milliseconds. */
  readonly within: <T>(ms: number, work: () => Promise<T>) => Promise<T>;
  readonly reports: DayReports;
  readonly deliveries: DeliveryService;
  readonly queues: () => Promise<Fact<readonly NamedQueue[]>>;
  readonly channels: ChannelCheck;
  /** The contact centre's. */
  readonly timeZone: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

export type SummaryAnswer =
  | { readonly kind: 'report'; readonly report: DayReport }
  | QueueProblem
  | { readonly kind: 'not-yet'; readonly date: LocalDate }
  | StorageProblem;

export interface WantedSubscription {
  readonly channelId: string;
  readonly schedule: Schedule;
  /** Names or numbers, as people write them; empty for the whole floor. */
  readonly queues: readonly string[];
  /** Other organisations in the channel that the person agreed to. */
  readonly confirmedReaders?: readonly string[];
}

export type SubscribeAnswer =
  | { readonly kind: 'subscribed'; readonly status: SubscriptionStatus; readonly channel: ChannelState }
  | { readonly kind: 'channel'; readonly channel: Exclude<ChannelState, 'ready' | 'unknown'> }
  | { readonly kind: 'too-many'; readonly most: number }
  | { readonly kind: 'too-many-times'; readonly most: number }
  | UnconfirmedReaders
  /** One of the workspace posts the same already. */
  | { readonly kind: 'same'; readonly status: SubscriptionStatus }
  | QueueProblem
  | ManageProblem;

export type ManageAnswer =
  | UnconfirmedReaders
  | { readonly kind: 'done'; readonly status: SubscriptionStatus | null }
  | ManageProblem;

export type ManageAct = 'pause' | 'resume' | 'unsubscribe';

export type SummaryDesk = ReturnType<typeof createSummaryDesk>;

/**
 * What people ask of summaries and subscriptions. Every full member may see a summary; supervisors set up what posts by
 * itself, and its owner or a supervisor changes it. Rights are checked at each call.
 */
export function createSummaryDesk(options: SummaryDeskOptions) {
  const { rights, reports, deliveries, within, channels, timeZone, clock, logger } = options;
  const place = createSubscriptionPlace(channels);

  async function guarded<T>(
    asker: Asker,
    subject: 'floor' | 'single-agent',
    find: () => Promise<T>,
  ): Promise<Reply<T | StorageProblem>> {
    const refusal = await rights.refusal(asker, subject);
    return refusal === undefined
      ? { kind: 'answered', answer: await within(DATABASE_MS[subject], () => orNoStorage(find)) }
      : { kind: 'refused', refusal };
  }

  async function orNoStorage<T>(find: () => Promise<T>): Promise<T | StorageProblem> {
    try {
      return await find();
    } catch (error) {
      if (!isStorageFailure(error))
        logger.error({ err: error }, 'history or subscriptions could not be read or written');
      return { kind: 'no-storage', code: failureCode(error) };
    }
  }

  /** After a write that the database confirmed: a failure to read makes nothing of it undone. `null`: it is gone. */
  function readAgain(number: number): Promise<SubscriptionStatus | StorageProblem | null> {
    return orNoStorage(async () => (await deliveries.find(number)) ?? null);
  }

  async function toIds(typed: readonly string[]): Promise<readonly QueueId[] | QueueProblem> {
    return typed.length === 0 ? [] : wantedQueues(typed, await options.queues(), MOST_QUEUES);
  }

  async function namedQueues(): Promise<readonly NamedQueue[]> {
    const queues = await options.queues();
    return queues.kind === 'known' ? queues.value : [];
  }

  /**
   * What this person may change. What makes it post, or post otherwise, needs today's right; owners who are no
   * supervisors any more may still pause and delete theirs.
   */
  async function managed(
    asker: Asker,
    number: number,
    need: 'right-of-today' | 'ownership',
  ): Promise<SubscriptionStatus | ManageProblem | Refusal> {
    const status = await deliveries.find(number);
    const { subscription } = status ?? {};
    const isOurs = subscription?.teamId === asker.teamId;
    if (status === undefined || subscription === undefined || !isOurs) return { kind: 'no-such', number };
    const isOwner = subscription.ownerId === asker.userId;
    if (isOwner && need === 'ownership') return (await rights.refusal(asker, 'floor')) ?? status;
    const refusal = await rights.refusal(asker, 'single-agent');
    if (refusal === undefined) return status;
    return refusal.reason === 'not-a-supervisor' && !isOwner
      ? { kind: 'not-yours', ownerId: subscription.ownerId }
      : refusal;
  }

  async function manage<T>(
    asker: Asker,
    number: number,
    need: 'right-of-today' | 'ownership',
    act: (status: SubscriptionStatus) => Promise<T>,
  ): Promise<Reply<T | ManageProblem>> {
    return within(DATABASE_MS['single-agent'], async () => {
      const found = await orNoStorage(() => managed(asker, number, need));
      if ('reason' in found) return { kind: 'refused', refusal: found };
      if ('kind' in found) return { kind: 'answered', answer: found };
      return { kind: 'answered', answer: await orNoStorage(() => act(found)) };
    });
  }

  async function toEdit(
    wanted: WantedSubscription,
  ): Promise<SubscriptionEdit | Exclude<SubscribeAnswer, { kind: 'subscribed' }>> {
    const queues = await toIds(wanted.queues);
    if ('kind' in queues) return queues;
    if (queues.length > MOST_QUEUES) return { kind: 'too-many', most: MOST_QUEUES };
    const { channelId } = wanted;
    const times = [...new Set(wanted.schedule.times)].toSorted();
    if (times.length > MOST_TIMES_A_DAY) return { kind: 'too-many-times', most: MOST_TIMES_A_DAY };
    const schedule = { ...wanted.schedule, times, days: inWeekOrder(wanted.schedule.days) };
    return { channelId, queues, schedule, confirmedReaders: wanted.confirmedReaders ?? [] };
  }

  return {
    /** A summary now, for the asker alone. */
    summary(
      asker: Asker,
      wanted: { readonly day: SummaryDay; readonly queues: readonly string[] },
    ): Promise<Reply<SummaryAnswer>> {
      return guarded(asker, 'floor', async (): Promise<SummaryAnswer> => {
        const date = dateOf(wanted.day);
        if (date > today(clock, timeZone)) return { kind: 'not-yet', date };
        const queues = await toIds(wanted.queues);
        if ('kind' in queues) return queues;
        const question = reports.questionFor(date, timeZone, queues.slice(0, MOST_QUEUES));
        return { kind: 'report', report: await reports.report(question) };
      });
    },

    /** The report that a button is about, once more: as it was then, as far as it is still kept. */
    report(asker: Asker, question: ReportQuestion): Promise<Reply<SummaryAnswer>> {
      return guarded(asker, 'floor', async () => ({
        kind: 'report' as const,
        report: await reports.report(question),
      }));
    },

    async subscribe(asker: Asker, wanted: WantedSubscription): Promise<Reply<SubscribeAnswer>> {
      return guarded(asker, 'single-agent', async (): Promise<SubscribeAnswer> => {
        const edit = await toEdit(wanted);
        if ('kind' in edit) return edit;
        const { teamId, userId: ownerId } = asker;
        if ((await deliveries.list({ teamId, ownerId })).length >= MOST_OF_AN_OWNER)
          return { kind: 'too-many', most: MOST_OF_AN_OWNER };
        const same = await deliveries.same({ teamId, ...edit });
        if (same !== undefined) return { kind: 'same', status: same };
        const channel = await place.stateFor(asker, edit.channelId);
        if (channel !== 'ready' && channel !== 'unknown') return { kind: 'channel', channel };
        const asking = await place.unconfirmed(edit);
        if (asking !== undefined) return asking;
        const { kind, status } = await deliveries.subscribeOnce({ teamId, ownerId, ...edit });
        return kind === 'same' ? { kind, status } : { kind: 'subscribed', status, channel };
      });
    },

    edit(asker: Asker, number: number, wanted: WantedSubscription): Promise<Reply<SubscribeAnswer>> {
      return manage(asker, number, 'right-of-today', async (was): Promise<SubscribeAnswer> => {
        const edit = await toEdit(confirmedBefore(wanted, was.subscription));
        if ('kind' in edit) return edit;
        const same = await deliveries.same({ teamId: asker.teamId, ...edit });
        if (same !== undefined && same.subscription.number !== number) return { kind: 'same', status: same };
        const channel = await place.stateFor(asker, edit.channelId, was.subscription.channelId);
        if (channel !== 'ready' && channel !== 'unknown') return { kind: 'channel', channel };
        const asking = await place.unconfirmed(edit);
        if (asking !== undefined) return asking;
        await deliveries.edit(number, edit);
        const status = await readAgain(number);
        if (status === null) return { kind: 'no-such', number };
        return {
          kind: 'subscribed',
          status: 'kind' in status ? asEdited(was, edit, deliveries.preview) : status,
          channel,
        };
      });
    },

    change(asker: Asker, number: number, act: ManageAct): Promise<Reply<ManageAnswer>> {
      const need = act === 'resume' ? 'right-of-today' : 'ownership';
      return manage(asker, number, need, async (status): Promise<ManageAnswer> => {
        if (isBroken(status) && act !== 'unsubscribe') return { kind: 'broken', number };
        const asking = act === 'resume' ? await place.unconfirmed(status.subscription) : undefined;
        if (asking !== undefined) return asking;
        await deliveries[act](number);
        const after = await readAgain(number);
        return { kind: 'done', status: after === null || 'kind' in after ? null : after };
      });
    },

    /** Today's summary, into the subscription's channel, now. `request` names the asking: a double click is one. */
    send(asker: Asker, number: number, request: string): Promise<Reply<ManageAnswer>> {
      return manage(asker, number, 'right-of-today', async (status): Promise<ManageAnswer> => {
        const asking = await place.unconfirmed(status.subscription);
        if (asking !== undefined) return asking;
        if (isBroken(status)) return { kind: 'broken', number };
        const outcome = await deliveries.send(number, request);
        if (outcome === 'too-many-waiting') return { kind: outcome, number, most: MOST_REQUESTED };
        return outcome === 'accepted' ? { kind: 'done', status } : { kind: outcome, number };
      });
    },

    /** One that this person may change: to fill a form with. */
    find: (asker: Asker, number: number): Promise<Reply<SubscriptionStatus | ManageProblem>> =>
      manage(asker, number, 'right-of-today', (status) => Promise.resolve(status)),

    /** A supervisor's is the workspace's, anybody else's their own. */
    async list(asker: Asker): Promise<Reply<SubscriptionList | StorageProblem>> {
      const refused = await rights.refusal(asker, 'single-agent');
      const isSupervisor = refused === undefined;
      return guarded(asker, 'floor', async () => {
        const { teamId, userId: ownerId } = asker;
        const statuses = await deliveries.list(isSupervisor ? { teamId } : { teamId, ownerId });
        return { statuses, names: await namedQueues(), isSupervisor };
      });
    },

    ...createWorkspaceChanges({ deliveries, logger }),

    /** Who may open the form at all. */
    refusalToSubscribe: (asker: Asker) => rights.refusal(asker, 'single-agent'),

    /** For those who may ask for a summary; others get none. */
    async queuesFor(asker: Asker): Promise<readonly NamedQueue[]> {
      return (await rights.refusal(asker, 'floor')) === undefined ? namedQueues() : [];
    },

    queueIds: toIds,
    timeZone,
  };

  function dateOf(day: SummaryDay): LocalDate {
    const now = today(clock, timeZone);
    if (day.kind === 'date') return day.date;
    return day.kind === 'today' ? now : addDays(now, -1);
  }
}

function isBroken({ subscription }: SubscriptionStatus): boolean {
  return subscription.state.kind === 'broken';
}
