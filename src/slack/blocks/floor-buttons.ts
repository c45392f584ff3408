import type { types } from '@slack/bolt';
import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import { type ActionElement, button, option, selectMenu } from '../block-kit/elements.ts';
import { QUEUE_NAME_MAX } from '../block-kit/name-lengths.ts';
import type { Part } from '../block-kit/parts.ts';
import { writeValue } from '../questions/button-value.ts';
import { FLOOR_QUESTION, type FloorQuestion } from '../questions/floor-question.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { FLOOR_BUTTONS } from '../replies/floor-replies.ts';
import { answerButtons, type Surface } from './answer-buttons.ts';
import { queueTitle } from './queue-words.ts';

export interface FloorButtonsOptions {
  readonly centre: string;
  readonly question: FloorQuestion;
  /** Name of what the answer shows, for the labels that screen readers read. */
  readonly subject: string;
  readonly surface: Surface;
  readonly showsNames: boolean;
  readonly more: readonly ActionElement[];
}

export function floorButtons({ centre, question, subject, ...others }: FloorButtonsOptions): Part {
  return answerButtons({
    ...others,
    actions: { refresh: ACTIONS.refreshFloor, share: ACTIONS.shareFloor, open: ACTIONS.openFloor },
    value: writeValue(FLOOR_QUESTION, centre, question),
    label: (words) => FLOOR_BUTTONS.about(words, subject),
  });
}

/** @param options.subject name of what the answer shows, for the label that screen readers read */
export function floorButton(options: {
  readonly centre: string;
  readonly action: string;
  readonly text: string;
  readonly subject: string;
  readonly question: FloorQuestion;
}): types.Button {
  const { centre, action, text, subject, question } = options;
  const label = FLOOR_BUTTONS.about(text, subject);
  return button({ action, text, value: writeValue(FLOOR_QUESTION, centre, question), label });
}

export function queueMenu(centre: string, queues: readonly NamedQueue[]): types.StaticSelect[] {
  const options = queues.map((queue) =>
    option(
      queueTitle(queue, QUEUE_NAME_MAX.option),
      writeValue(FLOOR_QUESTION, centre, { kind: 'queue', id: queue.id, view: 'status' }),
    ),
  );
  return selectMenu({ action: ACTIONS.chooseQueue, placeholder: FLOOR_BUTTONS.openQueue, options });
}
