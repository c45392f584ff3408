import { type Access, agentRefusal } from '../../domain/access/access.ts';
import { type Schedule, TIMES_PER_DAY_MAX } from '../../domain/calendar/schedule.ts';
import { inWeekOrder } from '../../domain/calendar/weekday.ts';
import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import { QUEUES_MAX, type QueueProblem, wantedQueues } from '../../domain/commands/wanted-queues.ts';
import type { Fact } from '../../domain/floor/fact.ts';
import {
  createDatabaseGuard,
  DATABASE_WAIT_MS,
  type DatabaseGuardOptions,
  type StorageProblem,
} from '../../storage/database-guard.ts';
import type { ChannelCheck, ChannelState } from '../deliveries/ports.ts';
import type { SubscriptionEdit } from '../subscriptions/subscription.ts';
import { asEdited } from './as-edited.ts';
import { type DeliveryService, MOST_REQUESTED, type SubscriptionStatus } from './delivery-service.ts';
import type { ManageProblem } from './manage-problem.ts';
import type { SubscriptionList } from './subscription-list.ts';
import { confirmedBefore, createSubscriptionPlace, type UnconfirmedReaders } from './subscription-place.ts';
import { createWorkspaceChanges } from './workspace-changes.ts';

const SUBSCRIPTIONS_PER_OWNER_MAX = 50;

/** What the service asks of subscriptions as they are stored. */
export type SubscriptionStore = Pick<
  DeliveryService,
  | 'find'
  | 'list'
  | 'same'
  | 'subscribeOnce'
  | 'edit'
  | 'preview'
  | 'send'
  | ChangeAction
  | keyof ReturnType<typeof createWorkspaceChanges>
>;

export interface SubscriptionServiceOptions extends DatabaseGuardOptions {
  readonly deliveries: SubscriptionStore;
  readonly queues: () => Promise<Fact<readonly NamedQueue[]>>;
  readonly channels: ChannelCheck;
}

export interface WantedSubscription {
  readonly channelId: string;
  readonly schedule: Schedule;
  /** Names or numbers, as people write them; empty for the whole floor. */
  readonly queues: readonly string[];
  /** Other organisations in the channel that the person agreed to. */
  readonly confirmedReaders?: readonly string[];
}

export type SaveResult =
  | {
      readonly kind: 'saved';
      readonly status: SubscriptionStatus;
      readonly channel: ChannelState;
      /** The subscription's queues, with names as far as they are known. */
      readonly queues: readonly NamedQueue[];
    }
  | SaveProblem;

export type SaveProblem =
  | { readonly kind: 'channel'; readonly channel: Exclude<ChannelState, 'ready' | 'unknown'> }
  | { readonly kind: 'too-many'; readonly most: number }
  | { readonly kind: 'too-many-times'; readonly most: number }
  | UnconfirmedReaders
  /** Another subscription of the workspace posts the same summaries to the same channel. */
  | { readonly kind: 'same'; readonly status: SubscriptionStatus }
  | QueueProblem
  | ManageProblem;

export type ChangeResult =
  | UnconfirmedReaders
  /** `status` is `null` where the subscription is gone, or the database does not say how it is now. */
  | { readonly kind: 'done'; readonly status: SubscriptionStatus | null }
  | ManageProblem;

export type FindResult =
  | {
      readonly kind: 'found';
      readonly status: SubscriptionStatus;
      readonly queues: readonly NamedQueue[];
    }
  | ManageProblem;

export type ListResult =
  | { readonly kind: 'list'; readonly list: SubscriptionList }
  | Extract<ManageProblem, { kind: 'refused' | 'no-storage' }>;

export type ChangeAction = 'pause' | 'resume' | 'unsubscribe';

export type SubscriptionService = ReturnType<typeof createSubscriptionService>;

/** `agents`: what makes a subscription post, or post otherwise. Owners who are no supervisors any more may still pause and delete theirs. */
type Need = 'agents' | 'ownership';
type Found = { readonly kind: 'found'; readonly status: SubscriptionStatus };
interface CheckedEdit {
  readonly kind: 'edit';
  readonly edit: SubscriptionEdit;
  readonly queues: readonly NamedQueue[];
}

/** Subscriptions as people use them: supervisors set them up, and the owner or a supervisor changes them. */
export function createSubscriptionService(options: SubscriptionServiceOptions) {
  const { deliveries, channels, logger } = options;
  const { within, orNoStorage } = createDatabaseGuard(options);
  const place = createSubscriptionPlace(channels);

  async function managed(access: Access, number: number, need: Need): Promise<Found | ManageProblem> {
    const status = await deliveries.find(number);
    const { requester } = access;
    if (status === undefined || status.subscription.teamId !== requester.teamId)
      return { kind: 'no-such', number };
    const { ownerId } = status.subscription;
    const isOwner = ownerId === requester.userId;
    const refusal =
      isOwner && need === 'ownership' && access.kind === 'granted' ? null : agentRefusal(access);
    if (refusal === null) return { kind: 'found', status };
    return refusal.reason === 'not-a-supervisor' && !isOwner
      ? { kind: 'not-yours', ownerId }
      : { kind: 'refused', refusal };
  }

  /** Acts on a subscription that the requester may change. */
  function manage<T>(
    access: Access,
    number: number,
    need: Need,
    act: (status: SubscriptionStatus) => Promise<T>,
  ): Promise<T | ManageProblem> {
    return within(DATABASE_WAIT_MS.change, async () => {
      const found = await orNoStorage(() => managed(access, number, need));
      return found.kind === 'found' ? orNoStorage(() => act(found.status)) : found;
    });
  }

  /** After a write that the database confirmed: a failure to read does not undo it. */
  function readAgain(number: number): Promise<Found | StorageProblem | { readonly kind: 'gone' }> {
    return orNoStorage(async () => {
      const status = await deliveries.find(number);
      return status === undefined ? { kind: 'gone' } : { kind: 'found', status };
    });
  }

  async function namedQueues(): Promise<readonly NamedQueue[]> {
    const queues = await options.queues();
    return queues.kind === 'known' ? queues.value : [];
  }

  /** The queues that a person typed, with their names as far as those are known. */
  async function findQueues(
    typed: readonly string[],
  ): Promise<QueueProblem | { readonly kind: 'queues'; readonly queues: readonly NamedQueue[] }> {
    if (typed.length === 0) return { kind: 'queues', queues: [] };
    const queues = await options.queues();
    const found = wantedQueues(typed, queues);
    if (found.kind !== 'queues') return found;
    return { kind: 'queues', queues: withNames(found.ids, queues.kind === 'known' ? queues.value : []) };
  }

  async function checkEdit(wanted: WantedSubscription): Promise<CheckedEdit | SaveProblem> {
    const found = await findQueues(wanted.queues);
    if (found.kind !== 'queues') return found;
    const { queues } = found;
    if (queues.length > QUEUES_MAX) return { kind: 'too-many', most: QUEUES_MAX };
    const times = [...new Set(wanted.schedule.times)].toSorted();
    if (times.length > TIMES_PER_DAY_MAX) return { kind: 'too-many-times', most: TIMES_PER_DAY_MAX };
    const schedule = { ...wanted.schedule, times, days: inWeekOrder(wanted.schedule.days) };
    const { channelId, confirmedReaders = [] } = wanted;
    const edit = { channelId, queues: queues.map(({ id }) => id), schedule, confirmedReaders };
    return { kind: 'edit', edit, queues };
  }

  /** Whether the bot may post there, `was` being the channel so far. */
  async function checkPlace(
    { requester }: Access,
    edit: SubscriptionEdit,
    was?: string,
  ): Promise<{ readonly kind: 'place'; readonly channel: ChannelState } | SaveProblem> {
    const channel = await place.stateFor(requester, edit.channelId, was);
    if (channel !== 'ready' && channel !== 'unknown') return { kind: 'channel', channel };
    return (await place.unconfirmed(edit)) ?? { kind: 'place', channel };
  }

  async function subscribe(access: Access, wanted: WantedSubscription): Promise<SaveResult> {
    const refusal = agentRefusal(access);
    if (refusal !== null) return { kind: 'refused', refusal };
    return within(DATABASE_WAIT_MS.change, () =>
      orNoStorage(async (): Promise<SaveResult> => {
        const checked = await checkEdit(wanted);
        if (checked.kind !== 'edit') return checked;
        const { edit, queues } = checked;
        const { teamId, userId: ownerId } = access.requester;
        if ((await deliveries.list({ teamId, ownerId })).length >= SUBSCRIPTIONS_PER_OWNER_MAX)
          return { kind: 'too-many', most: SUBSCRIPTIONS_PER_OWNER_MAX };
        const same = await deliveries.same({ teamId, ...edit });
        if (same !== undefined) return { kind: 'same', status: same };
        const there = await checkPlace(access, edit);
        if (there.kind !== 'place') return there;
        const { kind, status } = await deliveries.subscribeOnce({ teamId, ownerId, ...edit });
        return kind === 'same' ? { kind, status } : { kind: 'saved', status, channel: there.channel, queues };
      }),
    );
  }

  function edit(access: Access, number: number, wanted: WantedSubscription): Promise<SaveResult> {
    return manage(access, number, 'agents', async (was): Promise<SaveResult> => {
      const checked = await checkEdit(confirmedBefore(wanted, was.subscription));
      if (checked.kind !== 'edit') return checked;
      const { edit, queues } = checked;
      const same = await deliveries.same({ teamId: access.requester.teamId, ...edit });
      if (same !== undefined && same.subscription.number !== number) return { kind: 'same', status: same };
      const there = await checkPlace(access, edit, was.subscription.channelId);
      if (there.kind !== 'place') return there;
      await deliveries.edit(number, edit);
      const after = await readAgain(number);
      if (after.kind === 'gone') return { kind: 'no-such', number };
      const status = after.kind === 'found' ? after.status : asEdited(was, edit, deliveries.preview);
      return { kind: 'saved', status, channel: there.channel, queues };
    });
  }

  return {
    /** Sets a subscription up, or changes the one of that number. */
    save: (access: Access, number: number | null, wanted: WantedSubscription): Promise<SaveResult> =>
      number === null ? subscribe(access, wanted) : edit(access, number, wanted),

    change: (access: Access, number: number, action: ChangeAction): Promise<ChangeResult> =>
      manage(
        access,
        number,
        action === 'resume' ? 'agents' : 'ownership',
        async (status): Promise<ChangeResult> => {
          if (isBroken(status) && action !== 'unsubscribe') return { kind: 'broken', number };
          const asking = action === 'resume' ? await place.unconfirmed(status.subscription) : undefined;
          if (asking !== undefined) return asking;
          await deliveries[action](number);
          const after = await readAgain(number);
          return { kind: 'done', status: after.kind === 'found' ? after.status : null };
        },
      ),

    /** Posts today's summary into the subscription's channel now. `request` identifies the click: a double click is one post. */
    send: (access: Access, number: number, request: string): Promise<ChangeResult> =>
      manage(access, number, 'agents', async (status): Promise<ChangeResult> => {
        const asking = await place.unconfirmed(status.subscription);
        if (asking !== undefined) return asking;
        if (isBroken(status)) return { kind: 'broken', number };
        const outcome = await deliveries.send(number, request);
        if (outcome === 'too-many-waiting') return { kind: outcome, number, most: MOST_REQUESTED };
        return outcome === 'accepted' ? { kind: 'done', status } : { kind: outcome, number };
      }),

    /** A subscription that the requester may change, to fill a form with. */
    find: (access: Access, number: number): Promise<FindResult> =>
      manage(access, number, 'agents', async (status): Promise<FindResult> => {
        const queues = withNames(status.subscription.queues, await namedQueues());
        return { kind: 'found', status, queues };
      }),

    /** A supervisor sees those of the workspace, another member those of their own. */
    async list(access: Access): Promise<ListResult> {
      if (access.kind === 'refused') return { kind: 'refused', refusal: access.refusal };
      const { teamId, userId: ownerId } = access.requester;
      const isSupervisor = access.agentsRefused === null;
      return within(DATABASE_WAIT_MS.read, () =>
        orNoStorage(async (): Promise<ListResult> => {
          const statuses = await deliveries.list(isSupervisor ? { teamId } : { teamId, ownerId });
          return { kind: 'list', list: { statuses, names: await namedQueues(), isSupervisor } };
        }),
      );
    },

    ...createWorkspaceChanges({ deliveries, logger }),
    findQueues,
  };
}

function withNames(ids: readonly number[], known: readonly NamedQueue[]): NamedQueue[] {
  const byId = new Map(known.map((queue) => [queue.id, queue]));
  return ids.map((id) => byId.get(id) ?? { id, name: null });
}

function isBroken({ subscription }: SubscriptionStatus): boolean {
  return subscription.state.kind === 'broken';
}
