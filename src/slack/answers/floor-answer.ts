import { type Access, agentRefusal } from '../../domain/access/access.ts';
import { findQueue, type QueueView } from '../../domain/commands/queue-command.ts';
import type { AgentsInState } from '../../domain/commands/state-verbs.ts';
import { QUEUES_MAX, wantedQueues } from '../../domain/commands/wanted-queues.ts';
import type { QueryService } from '../../queries/query-service.ts';
import type { Message } from '../block-kit/message.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import type { Surface } from '../blocks/answer-buttons.ts';
import type { AnswerContext } from '../blocks/answer-context.ts';
import { floorMessage } from '../blocks/floor-card.ts';
import { type FloorMessageOptions, isEveryQueueListed, missingOfQueues } from '../blocks/floor-parts.ts';
import { queueCardMessage } from '../blocks/queue-card.ts';
import {
  queueChoiceMessage,
  queueGoneMessage,
  queueNamesUnknownMessage,
  queueNotListedMessage,
} from '../blocks/queue-choice.ts';
import { queueTableMessage } from '../blocks/queue-table.ts';
import { stateListMessage } from '../blocks/state-list.ts';
import type { FloorQuestion } from '../questions/floor-question.ts';
import { PROBLEMS, queueProblem } from '../replies/subscription-replies.ts';
import { type QueryAnswer, refusedAnswer, refusedMessage } from './refused.ts';

export interface FloorAnswerDeps {
  readonly queries: Pick<QueryService, 'floorView' | 'queues'>;
  readonly answerContext: () => AnswerContext;
}

export function floorAnswer(
  deps: FloorAnswerDeps,
  access: Access,
  question: FloorQuestion,
  surface: Surface,
): Promise<QueryAnswer> {
  const refusal = question.kind === 'agents-in-state' ? agentRefusal(access) : null;
  if (refusal !== null) return Promise.resolve(refusedAnswer(refusal));
  const wanted = question.kind === 'queue' ? String(question.id) : undefined;
  return answerWith(deps, access, surface, wanted, (floor) => draw(floor, question));
}

/** The card of the queue with this name or number. If several queues match or none does, a choice of queues. */
export async function namedQueueMessage(
  deps: FloorAnswerDeps,
  access: Access,
  wanted: string,
  show: QueueView,
): Promise<Message> {
  const drawn = (floor: FloorMessageOptions) => drawNamed(floor, wanted, show);
  return (await answerWith(deps, access, 'ephemeral-in-channel', wanted, drawn)).message;
}

/** The agents in a state. If a named queue is not found, the answer says why. */
export async function stateListAnswer(
  deps: FloorAnswerDeps,
  access: Access,
  { state, limitMinutes, queues }: AgentsInState,
): Promise<Message> {
  // Refused before the queues, so that a name tells nothing to people without the right.
  if (access.kind === 'refused') return refusedMessage(access.refusal);
  if (access.agentsRefused !== null) return refusedMessage(access.agentsRefused);
  const found =
    queues.length === 0
      ? ({ kind: 'queues', ids: [] } as const)
      : wantedQueues(queues, await deps.queries.queues(access));
  if (found.kind !== 'queues') return sentencesMessage(queueProblem(found));
  if (found.ids.length > QUEUES_MAX) return sentencesMessage(PROBLEMS.tooMany(QUEUES_MAX));
  const question = { kind: 'agents-in-state', state, limitMinutes, queues: found.ids } as const;
  return (await floorAnswer(deps, access, question, 'ephemeral-in-channel')).message;
}

async function answerWith(
  { queries, answerContext }: FloorAnswerDeps,
  access: Access,
  surface: Surface,
  wanted: string | undefined,
  drawn: (floor: FloorMessageOptions) => Message,
): Promise<QueryAnswer> {
  if (access.kind === 'refused') return refusedAnswer(access.refusal);
  const view = await queries.floorView(access, wanted);
  const sharedBy = surface === 'shared' ? access.requester.userId : null;
  return { kind: 'answered', message: drawn({ view, surface, sharedBy, ...answerContext() }) };
}

function draw(floor: FloorMessageOptions, question: FloorQuestion): Message {
  switch (question.kind) {
    case 'floor':
      return floorMessage(floor);
    case 'queues':
      return queueTableMessage({ ...floor, page: question.page });
    case 'queue':
      return drawQueue(floor, question.id, question.view);
    case 'agents-in-state':
      return stateListMessage({ ...floor, question });
  }
}

function drawNamed(floor: FloorMessageOptions, wanted: string, show: QueueView): Message {
  const { now } = floor.view;
  // Without a list of queues a name cannot be looked up.
  if (now.kind !== 'known') return sentencesMessage(missingOfQueues(floor.view));
  const { queues } = now.value;
  const match = findQueue(wanted, queues);
  if (match.kind === 'none' && floor.view.names.kind !== 'known')
    return queueNamesUnknownMessage(floor.view.names);
  if (match.kind === 'none' && !isEveryQueueListed(floor.view)) return queueNotListedMessage(wanted);
  return match.kind === 'found'
    ? drawQueue(floor, match.id, show)
    : queueChoiceMessage(floor.centre, wanted, match, queues);
}

function drawQueue(floor: FloorMessageOptions, id: number, show: QueueView): Message {
  const { now } = floor.view;
  if (now.kind !== 'known') return sentencesMessage(missingOfQueues(floor.view));
  const queue = now.value.queues.find((candidate) => candidate.id === id);
  if (queue !== undefined) return queueCardMessage({ ...floor, queue, show });
  return isEveryQueueListed(floor.view) ? queueGoneMessage(id) : queueNotListedMessage(id);
}
