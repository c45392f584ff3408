import type { Clock } from '../../clock.ts';
import type { ConnectionHealth } from '../../domain/floor/connection-health.ts';
import type { Logger } from '../../logger.ts';
import type { QueryService } from '../../queries/query-service.ts';
import type { SubscriptionService } from '../../summaries/management/subscription-service.ts';
import type { WorkspaceEvents } from '../../summaries/management/workspace-events.ts';
import type { ReportService } from '../../summaries/reports/report-service.ts';
import { createTimeWriter } from '../block-kit/time-text.ts';
import type { AnswerContext } from '../blocks/answer-context.ts';
import type { HelpForm } from '../replies/help-replies.ts';
import { createHomePublisher } from './home-publisher.ts';
import type { ModalWriter } from './modal-writer.ts';
import { createMyQueues, type Favourites } from './my-queues.ts';
import { createSubscriptionForms } from './subscription-forms.ts';

/** The services of one contact centre that the Slack app uses. */
export interface CentreServices {
  /** The centre's key, `<CC_ID>-<VDN_ID>`. */
  readonly id: string;
  /** IANA zone, for times where Slack cannot show each reader's own. */
  readonly timeZone: string;
  readonly queries: Pick<QueryService, 'agent' | 'floorView' | 'queues'>;
  readonly favourites: Favourites;
  readonly reports: ReportService;
  readonly subscriptions: SubscriptionService;
  readonly workspaceEvents: WorkspaceEvents;
  readonly connections: () => readonly ConnectionHealth[];
}

export type SlackCentre = ReturnType<typeof createSlackCentre>;

/** A centre with the answers that are about it alone: App Home, chosen queues and forms. */
export function createSlackCentre(
  services: CentreServices,
  shared: {
    readonly clock: Clock;
    readonly logger: Logger;
    readonly modals: ModalWriter;
    /** The help of all commands, for App Home. */
    readonly help: readonly HelpForm[];
  },
) {
  const { id, timeZone } = services;
  const { clock, logger, modals } = shared;
  const answerContext = (): AnswerContext => {
    const now = clock.now();
    return { centre: id, now, time: createTimeWriter({ timeZone, now }) };
  };
  const myQueues = createMyQueues({ ...services, logger });
  return {
    ...services,
    answerContext,
    myQueues,
    subscriptionForms: createSubscriptionForms({ ...services, modals }),
    home: createHomePublisher({ ...services, ...shared, answerContext, myQueues }),
  };
}
