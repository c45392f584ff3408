import { type Calendar, isExcludedDate } from '../domain/calendar/calendar.ts';
import { createDeliveryRepository } from './deliveries/delivery-repository.ts';
import type {
  CentreDeliveries,
  DeliveryRunner,
  DeliveryRunnerOptions,
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
  extends Pick<DeliveryRunnerOptions<Message>, 'db' | 'engine' | 'clock' | 'logger' | 'latePolicy'>,
    Pick<CentreDeliveries<Message>, 'centre' | 'renderers'>,
    Pick<OwnerCheckOptions, 'people' | 'leads'> {
  readonly runner: Pick<DeliveryRunner<Message>, 'add' | 'nudge'>;
  readonly calendar: Calendar;
  /** Interval of the check of owners, milliseconds. */
  readonly ownersMs?: number | undefined;
}

/** Connects the subscriptions of one centre with their deliveries, and adds these to the runner. */
export function createSummaries<Message>(options: SummariesOptions<Message>) {
  const { calendar, runner } = options;
  const isExcluded = (date: string) => isExcludedDate(calendar, date);
  const subscriptions = createSubscriptionRepository({ ...options, isExcluded });
  const nextOccurrences = createNextOccurrenceRepository({ ...options, isExcluded });
  const deliveries = createDeliveryRepository(options);
  const outbox = createOutbox({ ...options, deliveries });
  const dueOccurrences = createDueOccurrences({ ...options, nextOccurrences, outbox, isExcluded });
  const parts = { ...options, subscriptions, deliveries, outbox, dueOccurrences };
  runner.add({ ...parts, nextOccurrences });
  const changes = createSubscriptionChanges({ ...parts, onDue: runner.nudge });
  const workspaceChanges = createWorkspaceChanges({ ...parts, changes });
  return {
    statuses: createSubscriptionStatuses({ ...parts, isExcluded }),
    changes,
    workspaceChanges,
    workspaceEvents: createWorkspaceEvents({ workspaceChanges, logger: options.logger }),
    ownerCheck: createOwnerCheck({
      ...options,
      owners: () => subscriptions.owners(),
      ownerLeft: (owner) => workspaceChanges.ownerLeft(owner),
      everyMs: options.ownersMs,
    }),
    /** Sets of queues whose figures are rolled up as one, each agent counted once. */
    queueSets: () => subscriptions.queueSets(),
  };
}
