import { createLogger } from '../../../src/observability/logger.ts';
import { createStorage } from '../../../src/storage/storage.ts';

/** A process that claims a SQLite file, tells its parent, and lives until it is killed: `node claim-database.ts <url>`. */
const [, , url = ''] = process.argv;
const storage = createStorage({
  url,
  binding: new Promise(() => undefined),
  clock: { now: () => Date.now(), monotonic: () => performance.now() },
  logger: createLogger({ level: 'silent', secrets: [] }),
});
storage.claim();
process.send?.('claimed');
process.once('disconnect', () => process.exit());
