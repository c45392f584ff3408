import { withTimeout } from '../time.ts';
import type { DeliveryService } from './delivery-service.ts';

type Load = Awaited<ReturnType<DeliveryService['load']>>;

/** How long health waits for the database. */
const ANSWER_MS = 500;

/**
 * How many deliveries are open, for health: within half a second, with what the database said last where it does not
 * answer by then. It is asked one question at a time, however often health is asked for. `null`: it does not say.
 */
export function createDeliveryLoad(read: () => Promise<Load>): () => Promise<Load | null> {
  let last: Load | null = null;
  let reading: Promise<void> | null = null;

  return async () => {
    reading ??= refresh();
    await withTimeout(reading, ANSWER_MS);
    return last;
  };

  async function refresh(): Promise<void> {
    last = await read().catch(() => null);
    reading = null;
  }
}
