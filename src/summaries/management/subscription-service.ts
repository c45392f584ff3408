import { type Access, agentRefusal } from '../../domain/access/access.ts';
import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import type { Fact } from '../../domain/floor/fact.ts';
import {
  createDatabaseGuard,
  DATABASE_WAIT_MS,
  type DatabaseGuardOptions,
  type StorageProblem,
} from '../../storage/database-guard.ts';
import type { SubscriptionEdit } from '../subscriptions/subscription.ts';
import type { ChangeAction, SubscriptionChanges } from './subscription-changes.ts';
import {
  type ChannelCheck,
  type ChannelState,
  confirmedBefore,
  createSubscriptionChannel,
} from './subscription-channel.ts';
import type {
  ChangeResult,
  FindResult,
  ListResult,
  ManageProblem,
  SaveProblem,
  SaveResult,
} from './subscription-results.ts';
import { type Need, rightsProblem } from './subscription-rights.ts';
import type { SubscriptionStatus, SubscriptionStatuses } from './subscription-statuses.ts';
import { createWantedSubscriptions, type WantedSubscription } from './wanted-subscription.ts';

export interface SubscriptionServiceOptions extends DatabaseGuardOptions {
  readonly statuses: SubscriptionStatuses;
  readonly changes: Pick<SubscriptionChanges, 'subscribe' | 'edit' | 'send' | ChangeAction>;
  readonly queues: () => Promise<Fact<readonly NamedQueue[]>>;
  readonly channels: ChannelCheck;
}

const SUBSCRIPTIONS_PER_OWNER_MAX = 50;

export type SubscriptionService = ReturnType<typeof createSubscriptionService>;

type Found = { readonly kind: 'found'; readonly status: SubscriptionStatus };

/** Subscriptions as people use them: supervisors set them up, and the owner or a supervisor changes them. */
export function createSubscriptionService(options: SubscriptionServiceOptions) {
  const { statuses, changes } = options;
  const { within, orNoStorage } = createDatabaseGuard(options);
  const subscriptionChannel = createSubscriptionChannel(options.channels);
  const wantedSubscriptions = createWantedSubscriptions(options.queues);

  return {
    findQueues: wantedSubscriptions.findQueues,

    /** Creates a subscription, or changes the one with this number. */
    save: (access: Access, number: number | null, wanted: WantedSubscription): Promise<SaveResult> =>
      number === null ? subscribe(access, wanted) : edit(access, number, wanted),

    change: (access: Access, number: number, action: ChangeAction): Promise<ChangeResult> =>
      manage(
        access,
        number,
        action === 'resume' ? 'agents' : 'ownership',
        async (status): Promise<ChangeResult> => {
          if (isBroken(status) && action !== 'unsubscribe') return { kind: 'broken', number };
          const asking =
            action === 'resume' ? await subscriptionChannel.unconfirmed(status.subscription) : undefined;
          if (asking !== undefined) return asking;
          await changes[action](number);
          const after = await readAgain(number);
          return { kind: 'done', status: after.kind === 'found' ? after.status : null };
        },
      ),

    /**
     * Posts today's summary to the subscription's channel now. `request` identifies the click, so that a double click posts
     * once.
     */
    send: (access: Access, number: number, request: string): Promise<ChangeResult> =>
      manage(access, number, 'agents', async (status): Promise<ChangeResult> => {
        if (isBroken(status)) return { kind: 'broken', number };
        const asking = await subscriptionChannel.unconfirmed(status.subscription);
        if (asking !== undefined) return asking;
        const result = await changes.send(number, request);
        return result.kind === 'accepted' ? { kind: 'done', status } : result;
      }),

    /** Returns a subscription that the requester may change, for a form. */
    find: (access: Access, number: number): Promise<FindResult> =>
      manage(access, number, 'agents', async (status): Promise<FindResult> => {
        const queues = await wantedSubscriptions.named(status.subscription.queues);
        return { kind: 'found', status, queues };
      }),

    /** Lists the subscriptions of the workspace for a supervisor, and the requester's own for another member. */
    async list(access: Access): Promise<ListResult> {
      if (access.kind === 'refused') return { kind: 'refused', refusal: access.refusal };
      const { teamId, userId: ownerId } = access.requester;
      const isSupervisor = access.agentsRefused === null;
      return within(DATABASE_WAIT_MS.long, () =>
        orNoStorage(async (): Promise<ListResult> => {
          const listed = await statuses.list(isSupervisor ? { teamId } : { teamId, ownerId });
          const names = await wantedSubscriptions.allNamed();
          return { kind: 'list', list: { statuses: listed, names, isSupervisor } };
        }),
      );
    },
  };

  async function subscribe(access: Access, wanted: WantedSubscription): Promise<SaveResult> {
    const refusal = agentRefusal(access);
    if (refusal !== null) return { kind: 'refused', refusal };
    return within(DATABASE_WAIT_MS.short, () =>
      orNoStorage(async (): Promise<SaveResult> => {
        const checked = await wantedSubscriptions.check(wanted);
        if (checked.kind !== 'edit') return checked;
        const { edit, queues } = checked;
        const { teamId, userId: ownerId } = access.requester;
        if ((await statuses.list({ teamId, ownerId })).length >= SUBSCRIPTIONS_PER_OWNER_MAX)
          return { kind: 'too-many', max: SUBSCRIPTIONS_PER_OWNER_MAX };
        const same = await statuses.same({ teamId, ...edit });
        if (same !== undefined) return { kind: 'same', status: same };
        const there = await checkChannel(access, edit);
        if (there.kind !== 'usable') return there;
        const { kind, subscription } = await changes.subscribe({ teamId, ownerId, ...edit });
        if (kind === 'same') return { kind, status: await statuses.of(subscription) };
        return { kind: 'saved', status: statuses.ofNew(subscription), channel: there.channel, queues };
      }),
    );
  }

  function edit(access: Access, number: number, wanted: WantedSubscription): Promise<SaveResult> {
    return manage(access, number, 'agents', async (was): Promise<SaveResult> => {
      const checked = await wantedSubscriptions.check(confirmedBefore(wanted, was.subscription));
      if (checked.kind !== 'edit') return checked;
      const { edit, queues } = checked;
      const same = await statuses.same({ teamId: access.requester.teamId, ...edit });
      if (same !== undefined && same.subscription.number !== number) return { kind: 'same', status: same };
      const there = await checkChannel(access, edit, was.subscription.channelId);
      if (there.kind !== 'usable') return there;
      await changes.edit(number, edit);
      const after = await readAgain(number);
      if (after.kind === 'gone') return { kind: 'no-such', number };
      const status = after.kind === 'found' ? after.status : statuses.afterEdit(was, edit);
      return { kind: 'saved', status, channel: there.channel, queues };
    });
  }

  /** Acts on a subscription that the requester may change. */
  function manage<T>(
    access: Access,
    number: number,
    need: Need,
    act: (status: SubscriptionStatus) => Promise<T>,
  ): Promise<T | ManageProblem> {
    return within(DATABASE_WAIT_MS.short, async () => {
      const found = await orNoStorage(() => findFor(access, number, need));
      return found.kind === 'found' ? orNoStorage(() => act(found.status)) : found;
    });
  }

  async function findFor(access: Access, number: number, need: Need): Promise<Found | ManageProblem> {
    const status = await statuses.find(number);
    if (status === undefined) return { kind: 'no-such', number };
    return rightsProblem(access, status.subscription, need) ?? { kind: 'found', status };
  }

  /** Reads a subscription after a write that the database confirmed; a failure to read does not undo the write. */
  function readAgain(number: number): Promise<Found | StorageProblem | { readonly kind: 'gone' }> {
    return orNoStorage(async () => {
      const status = await statuses.find(number);
      return status === undefined ? { kind: 'gone' } : { kind: 'found', status };
    });
  }

  /** Checks whether the bot may post to the channel. `was` is the current channel of the subscription. */
  async function checkChannel(
    { requester }: Access,
    edit: SubscriptionEdit,
    was?: string,
  ): Promise<{ readonly kind: 'usable'; readonly channel: ChannelState } | SaveProblem> {
    const channel = await subscriptionChannel.stateFor(requester, edit.channelId, was);
    if (channel !== 'ready' && channel !== 'unknown') return { kind: 'channel', channel };
    return (await subscriptionChannel.unconfirmed(edit)) ?? { kind: 'usable', channel };
  }
}

function isBroken({ subscription }: SubscriptionStatus): boolean {
  return subscription.state.kind === 'broken';
}
