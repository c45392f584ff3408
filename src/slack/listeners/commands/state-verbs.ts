import { AVAILABLE, BREAK, NOT_READY, WRAP_UP } from '../../../domain/commands/state-verbs.ts';
import { stateListAnswer } from '../../answers/floor-answer.ts';
import { floorProblem as explain } from '../../replies/floor-command-replies.ts';
import { FLOOR_FORMS } from '../../replies/help-replies.ts';
import { type FloorVerb, floorVerb } from './floor-verb.ts';

/** `/floor break`, `wrap-up`, `not-ready` and `available`. */
export const STATE_VERBS: readonly FloorVerb[] = [BREAK, WRAP_UP, NOT_READY, AVAILABLE].map((verb) =>
  floorVerb({
    ...verb,
    // The help of `break` names the others.
    help: verb === BREAK ? FLOOR_FORMS.states : [],
    explain,
    answer: async (command, { centre, access }) => stateListAnswer(centre, await access(), command),
  }),
);
