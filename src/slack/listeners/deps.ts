import type { AccessPolicy } from '../../authorization/access-policy.ts';
import type { Logger } from '../../logger.ts';
import type { QueryService } from '../../queries/query-service.ts';
import type { ReportService } from '../../summaries/report-service.ts';
import type { SubscriptionService } from '../../summaries/subscription-service.ts';
import type { Answering } from '../answers/answering.ts';
import type { HomePublisher } from '../answers/home-publisher.ts';
import type { ModalWriter } from '../answers/modal-writer.ts';
import type { Moment } from '../answers/moment.ts';
import type { MyQueues } from '../answers/my-queues.ts';
import type { SubscriptionForms } from '../answers/subscription-forms.ts';
import type { DedupeCache } from '../bolt/dedupe-cache.ts';
import type { FileSender } from '../web-api/file-sender.ts';
import type { SlackChannels } from '../web-api/slack-channels.ts';
import type { SlackClient } from '../web-api/slack-client.ts';

/** What listeners may use. Each asks `access` once, and passes the answer on. */
export interface ListenerDeps {
  readonly access: AccessPolicy;
  readonly queries: Pick<QueryService, 'agent' | 'floorView' | 'queues'>;
  readonly reports: ReportService;
  readonly subscriptions: SubscriptionService;
  /** The instant at which an answer is written. */
  readonly moment: () => Moment;
  /** The contact centre's. */
  readonly timeZone: string;
  readonly myQueues: MyQueues;
  readonly answering: Answering;
  readonly modals: ModalWriter;
  readonly home: HomePublisher;
  readonly subscriptionForms: SubscriptionForms;
  readonly channels: SlackChannels;
  readonly files: FileSender;
  /** A double click is one share. */
  readonly shares: DedupeCache;
  /** Who the bot token makes us, and what Slack said of the token. */
  readonly client: Pick<SlackClient, 'identity' | 'standing'>;
  readonly logger: Logger;
}
