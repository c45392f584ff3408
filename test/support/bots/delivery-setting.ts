import { ALWAYS_OPEN, type Calendar, isExcludedDate } from '../../../src/domain/calendar/calendar.ts';
import { WEEKDAYS } from '../../../src/domain/calendar/weekday.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import { createSummaries } from '../../../src/summaries/create-summaries.ts';
import { createDeliver } from '../../../src/summaries/deliveries/deliver.ts';
import type { LatePolicy } from '../../../src/summaries/deliveries/delivery-decision.ts';
import { createDeliveryRepository } from '../../../src/summaries/deliveries/delivery-repository.ts';
import { createDueOccurrences } from '../../../src/summaries/deliveries/due-occurrences.ts';
import type { Job } from '../../../src/summaries/deliveries/job-engine.ts';
import { createOutbox } from '../../../src/summaries/deliveries/outbox.ts';
import { createPostRateLimiter } from '../../../src/summaries/deliveries/post-rate-limiter.ts';
import { createScheduler } from '../../../src/summaries/deliveries/scheduler.ts';
import { createNextOccurrenceRepository } from '../../../src/summaries/subscriptions/next-occurrence-repository.ts';
import type { NewSubscription } from '../../../src/summaries/subscriptions/subscription.ts';
import { createSubscriptionRepository } from '../../../src/summaries/subscriptions/subscription-repository.ts';
import { CENTRE } from '../floors/centre-key.ts';
import type { TestEngine } from '../peers/job-engines.ts';
import { createPlainRenderers, createScriptedSlack, type ScriptedSlack } from '../peers/scripted-slack.ts';
import { LATE_POLICY } from './late-policy.ts';

export interface DeliverySettingOptions {
  readonly jobs: TestEngine;
  /** The key of the centre. */
  readonly centre?: string;
  readonly calendar?: Calendar;
  readonly afterGrace?: LatePolicy['afterGrace'];
  /** Called while a post waits for its turn. */
  readonly beforeTurn?: () => Promise<void>;
  /** A Slack that another process of the test uses too. */
  readonly slack?: ScriptedSlack;
}

const ALL_OWNERS_ACTIVE = { isClosed: () => Promise.resolve(false) };

/** Creates the delivery part of the bot as the service does, with steps by hand instead of timers. */
export function createDeliverySetting(options: DeliverySettingOptions) {
  const { jobs, centre = CENTRE, calendar = ALWAYS_OPEN, afterGrace = 'skip' } = options;
  const { db, engine, clock } = jobs;
  const latePolicy = { ...LATE_POLICY, afterGrace };
  const { slack = createScriptedSlack() } = options;
  const logger = createLogger({ level: 'silent', secrets: [] });
  const isExcluded = (date: string) => isExcludedDate(calendar, date);
  const rendering = createPlainRenderers(isExcluded);
  const parts = {
    db,
    centre,
    engine,
    clock,
    calendar,
    isExcluded,
    logger,
    latePolicy,
    poster: slack.poster,
    renderers: rendering.renderers,
  };
  const subscriptions = createSubscriptionRepository(parts);
  const nextOccurrences = createNextOccurrenceRepository(parts);
  const deliveries = createDeliveryRepository(parts);
  const outbox = createOutbox({ deliveries, engine });
  // The clock stands still, so a rate limit would never allow a second post.
  const limits = { startPerSecond: 1e9, minPerSecond: 1e9, maxPerSecond: 1e9, channelIntervalMs: 0 };
  const { beforeTurn = () => Promise.resolve() } = options;
  const limiter = {
    ...createPostRateLimiter({ clock, random: () => 0, limits }),
    pause: () => undefined,
    acquire: beforeTurn,
  };
  const timing = { postMs: 1_000, settleMs: 0, fenceMs: 1_000, retryDelayMs: 30_000 };
  const deliver = createDeliver({ ...parts, subscriptions, deliveries, outbox, limiter, timing });

  const { statuses, changes, workspaceChanges } = createSummaries({
    ...parts,
    people: ALL_OWNERS_ACTIVE,
    leads: () => true,
    runner: { add: () => undefined, nudge: () => undefined },
  });
  const scheduler = createOneScheduler();
  return {
    slack,
    rendering,
    deliveries,
    statuses,
    changes,
    /** The operations of people and events on subscriptions, in one object. */
    service: {
      ...statuses,
      ...changes,
      ...workspaceChanges,
      /** Creates a subscription even if an equal one exists. */
      subscribe: async (wanted: NewSubscription) => statuses.ofNew(await subscriptions.add(wanted)),
      subscribeOnce: (wanted: NewSubscription) => changes.subscribe(wanted),
      load: () => deliveries.countOpen(),
    },
    scheduler,
    /** Creates another scheduler, as in another process. */
    createScheduler: createOneScheduler,
    work,
    /** Delivers one job. */
    deliver: (job: Job) => deliver(job, new AbortController().signal),
    /** Moves the time, runs a tick, and does the jobs that are due. */
    pass: async (ms: number) => {
      await jobs.pass(ms);
      await scheduler.tick();
      await work();
    },
    /** The messages with their channels, in order. */
    texts: () => slack.messages().map(({ to, text }) => `${to}: ${text}`),
  };

  function createOneScheduler() {
    const dueOccurrences = createDueOccurrences({ nextOccurrences, outbox, isExcluded, logger, latePolicy });
    return createScheduler({ db, nextOccurrences, dueOccurrences, clock, logger, onDue: () => undefined });
  }

  /** Does all jobs that are due. */
  async function work(): Promise<void> {
    for (let fetched = await engine.fetch(5); fetched.length > 0; fetched = await engine.fetch(5)) {
      for (const job of fetched) await deliver(job, new AbortController().signal);
    }
  }
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A Friday, six hours before a daily summary is due. */
export const NOON = Date.parse('2026-11-20T12:00Z');

export const DAILY = {
  teamId: 'T1',
  ownerId: 'U1',
  channelId: 'C1',
  queues: [1, 2],
  schedule: { times: ['18:00'], days: WEEKDAYS, zone: 'UTC' },
};
