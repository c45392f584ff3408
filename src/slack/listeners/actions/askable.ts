import type { types } from '@slack/bolt';
import type { Access } from '../../../domain/access/access.ts';
import { agentAnswer } from '../../answers/agent-answer.ts';
import { floorAnswer } from '../../answers/floor-answer.ts';
import type { LookUpAnswer } from '../../answers/refused.ts';
import type { Surface } from '../../blocks/answer-buttons.ts';
import { lookingUpView, waitingView } from '../../blocks/look-up-modal.ts';
import { type LookUp, readLookUp } from '../../questions/action-value.ts';
import { type FloorQuestion, readFloorQuestion } from '../../questions/floor-question.ts';
import { LOOK_UP_FORM } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';

/** A kind of query that buttons repeat: how it is read from a button, and how it is answered. */
export interface Askable<Q> {
  /** Reads the query from a button; `undefined` for a button with an unknown value. */
  read(action: unknown): Q | undefined;
  answer(access: Access, question: Q, surface: Surface): Promise<LookUpAnswer>;
  /** The view of a modal until the answer arrives. */
  waiting(question: Q): types.ModalView;
  /** The command with the same answer. */
  typed(question: Q): string;
}

export function askAboutAgent(deps: Pick<ListenerDeps, 'queries' | 'moment'>): Askable<LookUp> {
  return {
    read: readLookUp,
    answer: (access, lookUp, surface) => agentAnswer(deps, access, lookUp, surface),
    waiting: ({ agentId }) => lookingUpView(agentId),
    typed: ({ agentId, view }) => (view === 'card' ? `/agent ${agentId}` : `/agent ${agentId} ${view}`),
  };
}

export function askAboutFloor(deps: Pick<ListenerDeps, 'queries' | 'moment'>): Askable<FloorQuestion> {
  return {
    read: readFloorQuestion,
    answer: (access, question, surface) => floorAnswer(deps, access, question, surface),
    waiting: () => waitingView(LOOK_UP_FORM.lookingUpFloor),
    typed: commandFor,
  };
}

function commandFor(question: FloorQuestion): string {
  switch (question.kind) {
    case 'floor':
      return '/floor now';
    case 'queues':
      return '/queue';
    case 'queue':
      return question.view === 'status' ? `/queue ${question.id}` : `/queue ${question.id} agents`;
  }
}
