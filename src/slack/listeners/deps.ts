import type { Logger } from '../../logger.ts';
import type { Answering } from '../answering.ts';
import type { FloorLookUps } from '../floor-look-ups.ts';
import type { HomePublisher } from '../home-publisher.ts';
import type { AgentLookUps } from '../look-up.ts';
import type { ModalWriter } from '../modal-writer.ts';
import type { MyQueues } from '../my-queues.ts';
import type { Once } from '../once.ts';

/** What listeners may use: none of them decides anything that is not about Slack. */
export interface ListenerDeps {
  readonly lookUps: AgentLookUps;
  readonly floor: FloorLookUps;
  readonly myQueues: MyQueues;
  readonly answering: Answering;
  readonly modals: ModalWriter;
  readonly home: HomePublisher;
  /** A double click is one share. */
  readonly shares: Once;
  readonly logger: Logger;
}
