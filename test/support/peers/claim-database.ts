import { createLogger } from '../../../src/observability/logger.ts';
import { createDatabase } from '../../../src/storage/database.ts';

/** A process that claims a SQLite file, tells its parent, and lives until it is killed: `node claim-database.ts <url>`. */
const [, , url = ''] = process.argv;
const database = createDatabase({
  url,
  clock: { now: () => Date.now(), monotonic: () => performance.now() },
  logger: createLogger({ level: 'silent', secrets: [] }),
});
database.claim();
process.send?.('claimed');
// The reference keeps the database, and with it the lock, from being garbage-collected.
process.once('disconnect', () => void database.close().finally(() => process.exit()));
