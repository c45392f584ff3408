import type { types } from '@slack/bolt';
import type { Access } from '../../../domain/access/access.ts';
import { writeStateCommand } from '../../../domain/commands/state-verbs.ts';
import { agentAnswer } from '../../answers/agent-answer.ts';
import { floorAnswer } from '../../answers/floor-answer.ts';
import type { QueryAnswer } from '../../answers/refused.ts';
import type { SlackCentre } from '../../answers/slack-centre.ts';
import type { Surface } from '../../blocks/answer-buttons.ts';
import { lookingUpView, waitingView } from '../../blocks/look-up-modal.ts';
import { AGENT_QUERY, type AgentQuery } from '../../questions/agent-query.ts';
import type { ButtonValue } from '../../questions/button-value.ts';
import { FLOOR_QUESTION, type FloorQuestion } from '../../questions/floor-question.ts';
import { LOOK_UP_FORM } from '../../replies/help-replies.ts';

/** A kind of query that buttons repeat: how it is read from a button, and how it is answered. */
export interface QueryKind<Q> {
  readonly schema: ButtonValue<Q>;
  answer(centre: SlackCentre, access: Access, question: Q, surface: Surface): Promise<QueryAnswer>;
  /** The view of a modal until the answer arrives. */
  waiting(question: Q): types.ModalView;
  /** The command with the same answer. */
  typed(question: Q): string;
}

export const AGENT: QueryKind<AgentQuery> = {
  schema: AGENT_QUERY,
  answer: agentAnswer,
  waiting: ({ agentId }) => lookingUpView(agentId),
  typed: ({ agentId, view }) => (view === 'card' ? `/agent ${agentId}` : `/agent ${agentId} ${view}`),
};

export const FLOOR: QueryKind<FloorQuestion> = {
  schema: FLOOR_QUESTION,
  answer: floorAnswer,
  waiting: () => waitingView(LOOK_UP_FORM.lookingUpFloor),
  typed: commandFor,
};

function commandFor(question: FloorQuestion): string {
  switch (question.kind) {
    case 'floor':
      return '/floor now';
    case 'queues':
      return '/queue';
    case 'queue':
      return question.view === 'status' ? `/queue ${question.id}` : `/queue ${question.id} agents`;
    case 'agents-in-state':
      return writeStateCommand({ ...question, queues: question.queues.map(String) });
  }
}
