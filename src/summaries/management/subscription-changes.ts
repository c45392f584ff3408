import type { Clock } from '../../clock.ts';
import type { Db } from '../../storage/tables.ts';
import type { LatePolicy } from '../deliveries/delivery-decision.ts';
import type { DeliveryRepository } from '../deliveries/delivery-repository.ts';
import type { DueRuns } from '../deliveries/due-runs.ts';
import type { Outbox } from '../deliveries/outbox.ts';
import { isPostRefusal } from '../subscriptions/post-refusal.ts';
import type { ChannelMove, ChannelShared, Owner, SubscriptionEdit } from '../subscriptions/subscription.ts';
import type { SubscriptionRepository } from '../subscriptions/subscription-repository.ts';

export interface SubscriptionChangesOptions {
  readonly db: Db;
  readonly subscriptions: SubscriptionRepository;
  readonly dueRuns: DueRuns;
  readonly deliveries: Pick<DeliveryRepository, 'moveChannel' | 'stop'>;
  readonly outbox: Outbox;
  readonly clock: Pick<Clock, 'now'>;
  readonly latePolicy: Pick<LatePolicy, 'graceMs'>;
}

/**
 * Creates the functions that change subscriptions. A change applies to later runs only: runs that are due are enqueued
 * first, so that a change between a run and the next tick loses nothing.
 */
export function createSubscriptionChanges(options: SubscriptionChangesOptions) {
  const { db, subscriptions, dueRuns, deliveries, outbox, clock, latePolicy } = options;

  return {
    resume,
    edit: (number: number, to: SubscriptionEdit): Promise<boolean> =>
      change(number, (now, within) => subscriptions.edit(number, to, now, within)),
    pause: (number: number): Promise<boolean> =>
      change(number, (_, within) => pause(number, 'asked', within)),
    unsubscribe: (number: number): Promise<boolean> =>
      change(number, (_, within) => subscriptions.remove(number, within)),

    /** The owner's account is deactivated: notifications cannot reach the owner. */
    async ownerLeft(owner: Owner): Promise<void> {
      for (const { number } of await subscriptions.list(owner)) {
        await change(number, (_, within) => pause(number, 'owner-gone', within));
      }
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
        const isPaused = await change(number, async (at, within) => {
          if (!(await subscriptions.pause(number, 'channel-shared', within))) return false;
          const payload = { kind: 'paused', reason: 'channel-shared', readers } as const;
          await outbox.notifyOwner(
            subscription,
            { payload, about: `shared:${connectedTeamId}:${at}`, at },
            within,
          );
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
        const isPaused = await change(number, (_, within) =>
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
        if (state.kind === 'paused' && state.reason === 'channel-not-found') await resume(number);
      }
      return moved;
    },
  };

  /**
   * Resumes a subscription. After a refusal by Slack, refused runs that are not too late are posted to the current
   * channel.
   */
  function resume(number: number): Promise<boolean> {
    return db.transaction().execute(async (within) => {
      const now = clock.now();
      const was = await subscriptions.find(number, within);
      if (was?.state.kind !== 'paused') return false;
      const since = isPostRefusal(was.state.reason) ? now - latePolicy.graceMs : null;
      if (!(await subscriptions.resume(number, { now, since }, within))) return false;
      if (since !== null) await outbox.reopenRefused(was, since, within);
      await makeDue(number, now, within);
      return true;
    });
  }

  function change(number: number, write: (now: number, within: Db) => Promise<boolean>): Promise<boolean> {
    return db.transaction().execute(async (within) => {
      const now = clock.now();
      await makeDue(number, now, within);
      return write(now, within);
    });
  }

  /**
   * Pauses a subscription and stops its waiting deliveries, even if it was paused already, so that none of them is
   * posted after a later resume.
   */
  async function pause(number: number, reason: 'asked' | 'owner-gone', within: Db): Promise<boolean> {
    await subscriptions.lock(number, within);
    await deliveries.stop(number, reason === 'asked' ? 'paused' : reason, within);
    return subscriptions.pause(number, reason, within);
  }

  async function makeDue(number: number, now: number, within: Db): Promise<void> {
    const subscription = await subscriptions.find(number, within);
    if (subscription?.state.kind !== 'active') return;
    const { next } = subscription.state;
    if (next !== null && next.at <= now) await dueRuns.enqueueDue([subscription], now, within);
  }
}
