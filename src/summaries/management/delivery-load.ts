import { withTimeout } from '../../time.ts';
import type { DeliveryService } from './delivery-service.ts';

type Load = Awaited<ReturnType<DeliveryService['load']>>;

/** Maximum wait of a health check for the database. */
const ANSWER_MS = 500;

/**
 * Reads the number of open deliveries for health checks, within 500 ms; if the database does not answer by then, the
 * last value. Concurrent calls share one query. `null` if there is no value.
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
