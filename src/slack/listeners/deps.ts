import type { Logger } from '../../logger.ts';
import type { Answering } from '../answers/answering.ts';
import type { FloorLookUps } from '../answers/floor-look-ups.ts';
import type { HomePublisher } from '../answers/home-publisher.ts';
import type { AgentLookUps } from '../answers/look-up.ts';
import type { ModalWriter } from '../answers/modal-writer.ts';
import type { MyQueues } from '../answers/my-queues.ts';
import type { SubscriptionForms } from '../answers/subscription-forms.ts';
import type { SummaryAnswers } from '../answers/summary-answers.ts';
import type { Once } from '../bolt/once.ts';
import type { FileSender } from '../web-api/file-sender.ts';
import type { SlackChannels } from '../web-api/slack-channels.ts';
import type { SlackClient } from '../web-api/slack-client.ts';

/** What listeners may use: none of them decides anything that is not about Slack. */
export interface ListenerDeps {
  readonly lookUps: AgentLookUps;
  readonly floor: FloorLookUps;
  readonly myQueues: MyQueues;
  readonly answering: Answering;
  readonly modals: ModalWriter;
  readonly home: HomePublisher;
  readonly summaries: SummaryAnswers;
  readonly subscriptionForms: SubscriptionForms;
  readonly channels: SlackChannels;
  readonly files: FileSender;
  /** A double click is one share. */
  readonly shares: Once;
  /** Who the bot token makes us, and what Slack said of the token. */
  readonly client: Pick<SlackClient, 'identity' | 'standing'>;
  readonly logger: Logger;
}
