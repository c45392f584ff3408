import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import type { JobEngine, Store } from './job-engine.ts';

export interface RecoveryOptions {
  readonly db: Store;
  readonly engine: JobEngine;
  readonly deliveries: DeliveryRepository;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

/** An open delivery has a job from its first moment; long after that moment it is worth making sure. */
const OVERDUE_MS = 15 * 60_000;
/** The others are looked at when these are settled. */
const AT_A_TIME = 50;

/**
 * Gives open deliveries that lost their job a new one: after the move to another database, a backup played back, jobs
 * cleared by hand. The rows are what must not be lost; the engine's jobs can be made again from them.
 */
export function createRecovery({ db, engine, deliveries, clock, logger }: RecoveryOptions) {
  /** How many had none. */
  return async function recover(): Promise<number> {
    let recovered = 0;
    for (const delivery of await deliveries.overdue(clock.now() - OVERDUE_MS, AT_A_TIME)) {
      if (!(await engine.knows(delivery.id, db)) && (await renew(delivery))) recovered += 1;
    }
    if (recovered > 0) logger.warn({ recovered }, 'deliveries had lost their jobs: they have new ones');
    return recovered;
  };

  /** Asked once more under the row's lock: two jobs for one delivery would be two messages. */
  function renew(delivery: Delivery): Promise<boolean> {
    return db.transaction().execute(async (within) => {
      if (!(await deliveries.claimOverdue(delivery, within))) return false;
      if (await engine.knows(delivery.id, within)) return false;
      await engine.add([{ deliveryId: delivery.id, lane: delivery.channelId }], within);
      return true;
    });
  }
}
