import type { Clock } from '../../clock.ts';
import type { Asker } from '../../domain/access/asker.ts';
import { findQueue, type QueueView } from '../../domain/commands/queue-command.ts';
import type { QueryService } from '../../queries/query-service.ts';
import type { Message } from '../block-kit/message.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { createTimeWriter } from '../block-kit/time-text.ts';
import type { CardPlace } from '../blocks/answer-buttons.ts';
import { floorMessage } from '../blocks/floor-card.ts';
import { type FloorMessageOptions, isEveryQueueTold, missingOfQueues } from '../blocks/floor-parts.ts';
import { queueCardMessage } from '../blocks/queue-card.ts';
import {
  queueChoiceMessage,
  queueGoneMessage,
  queueNamesUnknownMessage,
  queueNotListedMessage,
} from '../blocks/queue-choice.ts';
import { queueTableMessage } from '../blocks/queue-table.ts';
import type { FloorQuestion } from '../questions/floor-question.ts';
import { refusalReply } from '../replies/refusal-replies.ts';
import type { LookUpAnswer } from './look-up.ts';

/** Asks the query service about the floor and its queues, and puts the answer into words and blocks. */
export interface FloorLookUps {
  answer(asker: Asker, question: FloorQuestion, place: CardPlace): Promise<LookUpAnswer>;
  /** The queue of that name or number; where several may be meant or none is, which there are. */
  named(asker: Asker, wanted: string, view: QueueView): Promise<Message>;
}

export function createFloorLookUps(options: {
  queries: Pick<QueryService, 'floorView'>;
  clock: Clock;
  timeZone: string;
}): FloorLookUps {
  const { queries, clock, timeZone } = options;

  async function look(
    asker: Asker,
    place: CardPlace,
    draw: (floor: FloorMessageOptions) => Message,
    wanted?: string,
  ): Promise<LookUpAnswer> {
    const reply = await queries.floorView(asker, wanted);
    if (reply.kind === 'refused')
      return { kind: 'refused', message: sentencesMessage(refusalReply(reply.refusal)) };
    const now = clock.now();
    const time = createTimeWriter({ timeZone, now });
    const sharedBy = place === 'shared' ? asker.userId : null;
    return { kind: 'answered', message: draw({ view: reply.answer, place, sharedBy, time, now }) };
  }

  return {
    answer: (asker, question, place) =>
      look(
        asker,
        place,
        (floor) => draw(floor, question),
        question.kind === 'queue' ? String(question.id) : undefined,
      ),
    async named(asker, wanted, show) {
      const { message } = await look(
        asker,
        'ephemeral-in-channel',
        (floor) => drawNamed(floor, wanted, show),
        wanted,
      );
      return message;
    },
  };
}

function draw(floor: FloorMessageOptions, question: FloorQuestion): Message {
  switch (question.kind) {
    case 'floor':
      return floorMessage(floor);
    case 'queues':
      return queueTableMessage({ ...floor, page: question.page });
    case 'queue':
      return drawQueue(floor, question.id, question.view);
  }
}

function drawNamed(floor: FloorMessageOptions, wanted: string, show: QueueView): Message {
  const { now } = floor.view;
  // Without a list of queues nothing can be said about a name.
  if (now.kind !== 'known') return sentencesMessage(missingOfQueues(floor.view));
  const { queues } = now.value;
  const match = findQueue(wanted, queues);
  if (match.kind === 'none' && floor.view.names.kind !== 'known')
    return queueNamesUnknownMessage(floor.view.names);
  if (match.kind === 'none' && !isEveryQueueTold(floor.view)) return queueNotListedMessage(wanted);
  return match.kind === 'found'
    ? drawQueue(floor, match.id, show)
    : queueChoiceMessage(wanted, match, queues);
}

function drawQueue(floor: FloorMessageOptions, id: number, show: QueueView): Message {
  const { now } = floor.view;
  if (now.kind !== 'known') return sentencesMessage(missingOfQueues(floor.view));
  const queue = now.value.queues.find((candidate) => candidate.id === id);
  if (queue !== undefined) return queueCardMessage({ ...floor, queue, show });
  return isEveryQueueTold(floor.view) ? queueGoneMessage(id) : queueNotListedMessage(id);
}
