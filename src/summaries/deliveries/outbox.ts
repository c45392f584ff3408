import type { Db } from '../../storage/tables.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import type { Delivery, NewDelivery, OwnerNotification } from './delivery.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import type { JobEngine } from './job-engine.ts';

export interface OutboxOptions {
  readonly deliveries: DeliveryRepository;
  readonly engine: JobEngine;
}

export type Outbox = ReturnType<typeof createOutbox>;

/** Inserts deliveries. The row of a delivery that is due and its job are written in one transaction. */
export function createOutbox({ deliveries, engine }: OutboxOptions) {
  async function add(wanted: readonly NewDelivery[], within: Db): Promise<Delivery[]> {
    const added = await deliveries.insert(wanted, within);
    await engine.send(
      added.filter(({ state }) => state === 'due'),
      within,
    );
    return added;
  }

  return {
    add,

    /** Enqueues a summary that a person requested, once for each `request`. */
    async request(
      { number, channelId, queues }: Subscription,
      { request, at }: { readonly request: string; readonly at: number },
      within: Db,
    ): Promise<void> {
      const content = { kind: 'requested', payload: { queues } } as const;
      await add(
        [{ ...content, subscriptionNumber: number, key: `send:${request}`, channelId, dueAt: at }],
        within,
      );
    },

    /** Makes refused deliveries that became due after `since` due again. Slack has no message of a refused post. */
    async reopenRefused(subscription: Subscription, since: number, within: Db): Promise<void> {
      await engine.send(await deliveries.reopenRefused(subscription, since, within), within);
    },

    /** Notifies the owner of a subscription, once for each occasion that `about` names. */
    async notifyOwner(
      subscription: Subscription,
      message: { payload: OwnerNotification; about: string; at: number },
      within: Db,
    ): Promise<void> {
      const { payload, about, at } = message;
      const { number: subscriptionNumber, ownerId: channelId } = subscription;
      const key = `${payload.kind}:${about}`;
      await add([{ kind: 'notification', payload, subscriptionNumber, key, channelId, dueAt: at }], within);
    },
  };
}
