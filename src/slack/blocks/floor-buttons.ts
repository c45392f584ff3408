import type { types } from '@slack/bolt';
import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import { clamp } from '../block-kit/escaping.ts';
import { LIMITS } from '../block-kit/limits.ts';
import { plainText } from '../block-kit/message.ts';
import { type FloorQuestion, writeFloorQuestion } from '../questions/floor-question.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { BUTTONS } from '../replies/agent-words.ts';
import { FLOOR_BUTTONS } from '../replies/floor-replies.ts';
import type { CardPlace } from './agent-buttons.ts';
import { queueTitle } from './queue-words.ts';
import { confirmNames } from './share-confirmation.ts';

type Element = types.ActionsBlock['elements'][number];

/** With its number behind it within what Slack shows of an option. */
const LONGEST_NAME = 60;

export interface FloorButtonsOptions {
  readonly question: FloorQuestion;
  /** What the answer is about, for who hears the buttons. */
  readonly subject: string;
  readonly place: CardPlace;
  /** Sharing puts people's names before everybody, so it is asked twice. */
  readonly showsNames: boolean;
  /** What else can be done with the answer while it is one's own. */
  readonly more: readonly Element[];
}

export function floorButtons({
  question,
  subject,
  place,
  showsNames,
  more,
}: FloorButtonsOptions): types.ActionsBlock {
  const make = (actionId: string, words: string) => floorButton({ actionId, words, subject, question });
  const share = make(ACTIONS.shareFloor, BUTTONS.share);
  switch (place) {
    case 'ephemeral-in-channel':
      return {
        type: 'actions',
        elements: [
          make(ACTIONS.refreshFloor, BUTTONS.refresh),
          showsNames ? { ...share, confirm: confirmNames() } : share,
          ...more,
        ],
      };
    case 'modal':
      return { type: 'actions', elements: [make(ACTIONS.refreshFloor, BUTTONS.refresh), ...more] };
    case 'shared':
      return { type: 'actions', elements: [make(ACTIONS.openFloor, BUTTONS.lookUp)] };
  }
}

export function floorButton(options: {
  actionId: string;
  words: string;
  subject: string;
  question: FloorQuestion;
}): types.Button {
  const { actionId, words, subject, question } = options;
  return {
    type: 'button',
    action_id: actionId,
    text: plainText(words, LIMITS.buttonText),
    value: writeFloorQuestion(question),
    accessibility_label: clamp(FLOOR_BUTTONS.about(words, subject), LIMITS.accessibilityLabel),
  };
}

export function queueMenu(queues: readonly NamedQueue[]): types.StaticSelect[] {
  const options = queues.slice(0, LIMITS.selectOptions).map((queue) => ({
    text: plainText(queueTitle(queue, LONGEST_NAME), LIMITS.optionText),
    value: writeFloorQuestion({ kind: 'queue', id: queue.id, view: 'status' }),
  }));
  return selectMenu(ACTIONS.chooseQueue, FLOOR_BUTTONS.openQueue, options);
}

/** None without options: Slack takes no empty menu. */
export function selectMenu(
  actionId: string,
  words: string,
  options: types.PlainTextOption[],
): types.StaticSelect[] {
  if (options.length === 0) return [];
  const placeholder = plainText(words, LIMITS.placeholder);
  return [{ type: 'static_select', action_id: actionId, placeholder, options }];
}
