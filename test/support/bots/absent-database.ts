import { ALWAYS_OPEN } from '../../../src/domain/calendar/calendar.ts';
import { createDatabase } from '../../../src/storage/database.ts';
import { createSummaries } from '../../../src/summaries/create-summaries.ts';
import { createSqliteJobs } from '../../../src/summaries/deliveries/sqlite-jobs.ts';
import { createSubscriptionService } from '../../../src/summaries/management/subscription-service.ts';
import { createDayReports } from '../../../src/summaries/reports/day-report.ts';
import { createReportService } from '../../../src/summaries/reports/report-service.ts';
import { CENTRE } from '../floors/centre-key.ts';
import { createRecordingLogger } from '../peers/recording-logger.ts';
import { plainRenderers } from '../peers/stub-poster.ts';
import { LATE_POLICY } from './late-policy.ts';

/** The services of a bot whose database cannot be opened; each reports this to people with access. */
export function createAbsentDatabase() {
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const logger = createRecordingLogger();
  const database = createDatabase({ url: 'sqlite:/dev/null/floor.db', clock, logger });
  database.open().catch(() => undefined);
  const { db } = database;
  const summaries = createSummaries({
    db,
    engine: createSqliteJobs({ db, clock, leaseMs: 1_000 }),
    runner: { add: () => undefined, nudge: () => undefined },
    centre: CENTRE,
    renderers: plainRenderers,
    people: { isClosed: () => Promise.resolve(false) },
    leads: () => false,
    calendar: ALWAYS_OPEN,
    clock,
    latePolicy: LATE_POLICY,
    logger,
  });
  const options = {
    ...summaries,
    within: database.within,
    reports: createDayReports({
      centre: CENTRE,
      source: { report: () => database.open().then(() => Promise.reject(new Error('it was opened'))) },
      queueNames: () => Promise.resolve(new Map()),
      calendar: ALWAYS_OPEN,
      timeZone: 'UTC',
      sampleSeconds: 30,
      clock,
    }),
    queues: () => Promise.resolve({ kind: 'not-measured' } as const),
    channels: {
      check: () => Promise.resolve('unknown' as const),
      includes: () => Promise.resolve(true),
      sharing: () => Promise.resolve({ kind: 'own' } as const),
    },
    timeZone: 'UTC',
    clock,
    logger,
  };
  return {
    reports: createReportService(options),
    subscriptions: createSubscriptionService(options),
    workspaceEvents: summaries.workspaceEvents,
  };
}
