import { createLogger } from '../../../src/observability/logger.ts';
import { createDatabase } from '../../../src/storage/database.ts';

/**
 * A process that locks a SQLite file, reports this to its parent, and runs until it is killed: `node claim-database.ts
 * <url>`.
 */
const [, , url = ''] = process.argv;
const database = createDatabase({
  url,
  clock: { now: () => Date.now(), monotonic: () => performance.now() },
  logger: createLogger({ level: 'silent', secrets: [] }),
});
database.claim();
process.send?.('claimed');
// The reference prevents that the database, and with it the lock, is garbage-collected.
process.once('disconnect', () => void database.close().finally(() => process.exit()));
