import { type Calendar, isExcludedDate } from '../domain/calendar/calendar.ts';
import { createDeliveryRepository } from './deliveries/delivery-repository.ts';
import {
  createDeliveryRunner,
  type DeliveryRunnerOptions,
  type DeliveryTiming,
} from './deliveries/delivery-runner.ts';
import { createDueOccurrences } from './deliveries/due-occurrences.ts';
import { createOutbox } from './deliveries/outbox.ts';
import { createOwnerCheck, type OwnerCheckOptions } from './management/owner-check.ts';
import { createSubscriptionChanges } from './management/subscription-changes.ts';
import { createSubscriptionStatuses } from './management/subscription-statuses.ts';
import { createWorkspaceChanges } from './management/workspace-changes.ts';
import { createWorkspaceEvents } from './management/workspace-events.ts';
import { createNextOccurrenceRepository } from './subscriptions/next-occurrence-repository.ts';
import { createSubscriptionRepository } from './subscriptions/subscription-repository.ts';

export interface SummariesOptions<Message>
  extends Pick<
      DeliveryRunnerOptions<Message>,
      'db' | 'engine' | 'renderers' | 'poster' | 'clock' | 'random' | 'logger' | 'latePolicy' | 'postRate'
    >,
    Pick<OwnerCheckOptions, 'people' | 'leads'> {
  readonly calendar: Calendar;
  readonly timing?: Partial<SummariesTiming>;
}

export interface SummariesTiming extends DeliveryTiming {
  /** Interval of the check of owners, milliseconds. */
  readonly ownersMs: number;
}

export type Summaries = ReturnType<typeof createSummaries>;

/** Connects subscriptions with their deliveries. */
export function createSummaries<Message>(options: SummariesOptions<Message>) {
  const { db, engine, calendar, clock } = options;
  const isExcluded = (date: string) => isExcludedDate(calendar, date);
  const subscriptions = createSubscriptionRepository({ db, clock, isExcluded });
  const nextOccurrences = createNextOccurrenceRepository({ db, clock, isExcluded });
  const deliveries = createDeliveryRepository({ db, clock });
  const outbox = createOutbox({ deliveries, engine });
  const dueOccurrences = createDueOccurrences({ ...options, nextOccurrences, outbox, isExcluded });
  const runner = createDeliveryRunner({
    ...options,
    subscriptions,
    nextOccurrences,
    deliveries,
    outbox,
    dueOccurrences,
  });
  const parts = { ...options, subscriptions, deliveries, outbox, dueOccurrences };
  const changes = createSubscriptionChanges({ ...parts, onDue: runner.nudge });
  const workspaceChanges = createWorkspaceChanges({ ...parts, changes });
  return {
    runner,
    statuses: createSubscriptionStatuses({ subscriptions, deliveries, isExcluded, clock }),
    changes,
    workspaceChanges,
    workspaceEvents: createWorkspaceEvents({ workspaceChanges, logger: options.logger }),
    ownerCheck: createOwnerCheck({
      ...options,
      owners: () => subscriptions.owners(),
      ownerLeft: (owner) => workspaceChanges.ownerLeft(owner),
      everyMs: options.timing?.ownersMs,
    }),
    /** Sets of queues whose figures are rolled up as one, each agent counted once. */
    queueSets: () => subscriptions.queueSets(),
  };
}
