import type { Logger } from '../../logger.ts';
import type { Answering } from '../answering.ts';
import type { FileSender } from '../file-sender.ts';
import type { FloorLookUps } from '../floor-look-ups.ts';
import type { HomePublisher } from '../home-publisher.ts';
import type { AgentLookUps } from '../look-up.ts';
import type { ModalWriter } from '../modal-writer.ts';
import type { MyQueues } from '../my-queues.ts';
import type { Once } from '../once.ts';
import type { SlackChannels } from '../slack-channels.ts';
import type { SlackClient } from '../slack-client.ts';
import type { SubscriptionForms } from '../subscription-forms.ts';
import type { SummaryAnswers } from '../summary-answers.ts';

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
