import type { AccessPolicy } from '../../authorization/access-policy.ts';
import type { Logger } from '../../logger.ts';
import type { Centres } from '../answers/centres.ts';
import type { ModalWriter } from '../answers/modal-writer.ts';
import type { Responder } from '../answers/responder.ts';
import type { DedupeCache } from '../bolt/dedupe-cache.ts';
import type { FileSender } from '../web-api/file-sender.ts';
import type { SlackChannels } from '../web-api/slack-channels.ts';
import type { SlackClient } from '../web-api/slack-client.ts';

/** Services of the listeners. Each listener calls `access.of` and chooses a centre once per request. */
export interface ListenerDeps {
  readonly access: AccessPolicy;
  readonly centres: Centres;
  readonly responder: Responder;
  readonly modals: ModalWriter;
  readonly channels: SlackChannels;
  readonly files: FileSender;
  readonly shares: DedupeCache;
  /** Identity and standing of the bot token. */
  readonly client: Pick<SlackClient, 'identity' | 'standing'>;
  readonly logger: Logger;
}
