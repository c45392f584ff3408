import type { Delivery, NewDelivery } from './delivery.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import type { JobEngine, Store } from './job-engine.ts';
import type { Notice } from './notice.ts';
import type { Subscription } from './subscription.ts';

export interface OutboxOptions {
  readonly deliveries: DeliveryRepository;
  readonly engine: JobEngine;
}

export type Outbox = ReturnType<typeof createOutbox>;

/** The one way in: a delivery that is due and the job to do it come to be in one transaction. */
export function createOutbox({ deliveries, engine }: OutboxOptions) {
  async function add(wanted: readonly NewDelivery[], within: Store): Promise<Delivery[]> {
    const added = await deliveries.insert(wanted, within);
    await addJobs(
      added.filter(({ state }) => state === 'due'),
      within,
    );
    return added;
  }

  function addJobs(due: readonly Delivery[], within: Store): Promise<void> {
    return engine.add(
      due.map(({ id, channelId }) => ({ deliveryId: id, lane: channelId })),
      within,
    );
  }

  return {
    add,

    /** Runs that Slack refused, due again where they fell due after `since`. Refused is certainly not sent. */
    async reopenRefused(subscription: Subscription, since: number, within: Store): Promise<void> {
      await addJobs(await deliveries.reopenRefused(subscription, since, within), within);
    },

    /** A word to the owner; `about` names the occasion, of which the owner is told once. */
    async tellOwner(
      subscription: Subscription,
      message: { notice: Notice; about: string; at: number },
      within: Store,
    ): Promise<void> {
      const { notice, about, at } = message;
      await add(
        [
          {
            subscriptionNumber: subscription.number,
            key: `${notice.kind}:${about}`,
            kind: 'notice',
            notice,
            dueAt: at,
            channelId: subscription.ownerId,
            queues: [],
            state: 'due',
            reason: null,
          },
        ],
        within,
      );
    },
  };
}
