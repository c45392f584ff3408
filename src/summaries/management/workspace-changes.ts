import type { Clock } from '../../clock.ts';
import type { Db } from '../../storage/tables.ts';
import type { DeliveryRepository } from '../deliveries/delivery-repository.ts';
import type { Outbox } from '../deliveries/outbox.ts';
import type { ChannelMove, ChannelShared, Owner } from '../subscriptions/subscription.ts';
import type { SubscriptionRepository } from '../subscriptions/subscription-repository.ts';
import type { SubscriptionChanges } from './subscription-changes.ts';

export interface WorkspaceChangesOptions {
  readonly db: Db;
  readonly subscriptions: Pick<SubscriptionRepository, 'list' | 'moveChannel' | 'pause'>;
  readonly changes: Pick<SubscriptionChanges, 'afterDue' | 'pause' | 'resume'>;
  readonly deliveries: Pick<DeliveryRepository, 'moveChannel'>;
  readonly outbox: Outbox;
  readonly clock: Pick<Clock, 'now'>;
}

export type WorkspaceChanges = ReturnType<typeof createWorkspaceChanges>;

/** Creates the functions that apply changes of the workspace to subscriptions. */
export function createWorkspaceChanges(options: WorkspaceChangesOptions) {
  const { db, subscriptions, changes, deliveries, outbox, clock } = options;

  return {
    /** The owner's account is deactivated: notifications cannot reach the owner. */
    async ownerLeft(owner: Owner): Promise<void> {
      for (const { number } of await subscriptions.list(owner))
        await changes.pause(number, 'owner-deactivated');
    },

    /**
     * Pauses the subscriptions of a channel that another company joined, until their owners agree. Returns their
     * number.
     */
    async channelShared({ teamId, channelId, connectedTeamId, readers }: ChannelShared): Promise<number> {
      let paused = 0;
      for (const subscription of await subscriptions.list({ teamId, channelId })) {
        if (subscription.confirmedReaders.includes(connectedTeamId)) continue;
        const { number } = subscription;
        const isPaused = await changes.afterDue(number, async (at, within) => {
          if (!(await subscriptions.pause(number, 'channel-shared', within))) return false;
          const payload = { kind: 'paused', reason: 'channel-shared', readers } as const;
          const about = `shared:${connectedTeamId}:${at}`;
          await outbox.notifyOwner(subscription, { payload, about, at }, within);
          return true;
        });
        if (isPaused) paused += 1;
      }
      return paused;
    },

    /** Pauses all subscriptions of the workspace after the app was removed. Returns their number. */
    async appRemoved(teamId: string): Promise<number> {
      let paused = 0;
      for (const { number } of await subscriptions.list({ teamId })) {
        const isPaused = await changes.afterDue(number, (_, within) =>
          subscriptions.pause(number, 'token-revoked', within),
        );
        if (isPaused) paused += 1;
      }
      return paused;
    },

    /**
     * Moves subscriptions to a channel's new id and returns their number. Subscriptions that paused because Slack did
     * not know the old id are resumed.
     */
    async channelMoved(move: ChannelMove): Promise<number> {
      const moved = await db.transaction().execute(async (within) => {
        await deliveries.moveChannel(move.from, move.to, within);
        return subscriptions.moveChannel(move, clock.now(), within);
      });
      const { teamId, to: channelId } = move;
      for (const { number, state } of await subscriptions.list({ teamId, channelId })) {
        if (state.kind === 'paused' && state.reason === 'channel-not-found') await changes.resume(number);
      }
      return moved;
    },
  };
}
