import type { AccessPolicy } from '../../authorization/access-policy.ts';
import type { Logger } from '../../logger.ts';
import type { QueryService } from '../../queries/query-service.ts';
import type { SubscriptionService } from '../../summaries/management/subscription-service.ts';
import type { ReportService } from '../../summaries/reports/report-service.ts';
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

/** Services of the listeners. Each listener calls `access.of` once per request and passes the result on. */
export interface ListenerDeps {
  readonly access: AccessPolicy;
  readonly queries: Pick<QueryService, 'agent' | 'floorView' | 'queues'>;
  readonly reports: ReportService;
  readonly subscriptions: SubscriptionService;
  /** The current instant with its time writer. */
  readonly moment: () => Moment;
  /** IANA zone of the contact centre. */
  readonly timeZone: string;
  readonly myQueues: MyQueues;
  readonly answering: Answering;
  readonly modals: ModalWriter;
  readonly home: HomePublisher;
  readonly subscriptionForms: SubscriptionForms;
  readonly channels: SlackChannels;
  readonly files: FileSender;
  /** Deduplicates presses of Share. */
  readonly shares: DedupeCache;
  /** Identity and standing of the bot token. */
  readonly client: Pick<SlackClient, 'identity' | 'standing'>;
  readonly logger: Logger;
}
