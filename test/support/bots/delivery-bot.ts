import { ALWAYS_OPEN } from '../../../src/domain/calendar/calendar.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import { createSummaries } from '../../../src/summaries/create-summaries.ts';
import { createDeliveryRunner } from '../../../src/summaries/deliveries/delivery-runner.ts';
import { createPgBossJobs } from '../../../src/summaries/deliveries/pg-boss-jobs.ts';
import { createSqliteJobs } from '../../../src/summaries/deliveries/sqlite-jobs.ts';
import { CENTRE } from '../floors/centre-key.ts';
import { openDatabase } from '../peers/databases.ts';
import { createStubPoster, plainRenderers } from '../peers/stub-poster.ts';
import { FAST, FAST_LEASE_MS } from './fast-delivery.ts';
import { LATE_POLICY } from './late-policy.ts';

/**
 * The delivery part of the bot as a process with short intervals, to be killed: `node delivery-bot.ts <database url>
 * <stub url>`. The process sends `ready` to its parent; SIGTERM ends it in order.
 */
const [, , databaseUrl = '', stubUrl = ''] = process.argv;
const clock = { now: () => Date.now(), monotonic: () => performance.now() };
const logger = createLogger({ level: 'warn', secrets: [] });
const database = await openDatabase(databaseUrl);
const { db, backend } = database;
const engine =
  backend === 'sqlite'
    ? createSqliteJobs({ db, clock, leaseMs: FAST_LEASE_MS })
    : createPgBossJobs({ url: databaseUrl, logger, leaseSeconds: 10, superviseSeconds: 1 });
const shared = { db, engine, clock, logger, latePolicy: LATE_POLICY };
const poster = createStubPoster(stubUrl);
const runner = createDeliveryRunner({ ...shared, poster, random: Math.random, ...FAST });
createSummaries({
  ...shared,
  runner,
  centre: CENTRE,
  calendar: ALWAYS_OPEN,
  renderers: plainRenderers,
  people: { isClosed: () => Promise.resolve(false) },
  leads: () => false,
});
process.once('SIGTERM', () => {
  runner
    .stop()
    .then(() => database.close())
    .then(() => process.disconnect?.())
    .catch(() => process.exit(1));
});
// After the parent's end, no other process would end this one.
process.once('disconnect', () => process.exit());
await runner.start();
process.send?.('ready');
