import type { types } from '@slack/bolt';
import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import { LIMITS } from '../block-kit/limits.ts';
import { plainText, sentencesBlocks } from '../block-kit/message.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { MOST_FAVOURITES } from '../questions/favourites.ts';
import { SUGGESTIONS, VIEWS } from '../questions/identifiers.ts';
import { FAVOURITES_FORM } from '../replies/favourite-replies.ts';
import { LOOK_UP_FORM } from '../replies/help-replies.ts';
import { queueTitle } from './queue-words.ts';

/** With its number behind it within what Slack shows of an option. */
const LONGEST_NAME = 60;

/** Where the choice stands in a submission: both as block and as action. */
export const FAVOURITES_FIELD = SUGGESTIONS.queues;

/**
 * The choice of queues, with search, since there may be thousands.
 *
 * @param chosen so far; `null` where that cannot be read
 * @param whyNone why there are none to choose from, where that is so
 */
export function favouritesForm(
  chosen: readonly NamedQueue[] | null,
  whyNone: readonly Sentence[],
): types.ModalView {
  const trouble = [...whyNone, ...(chosen === null ? [[FAVOURITES_FORM.unreadable]] : [])];
  const initial = queueOptions((chosen ?? []).slice(0, MOST_FAVOURITES));
  return {
    ...frame(),
    callback_id: VIEWS.favourites,
    submit: plainText(FAVOURITES_FORM.submit, LIMITS.viewTitle),
    blocks: [
      ...sentencesBlocks(trouble),
      {
        type: 'input',
        block_id: FAVOURITES_FIELD,
        optional: true,
        label: plainText(FAVOURITES_FORM.label, LIMITS.inputLabel),
        hint: plainText(FAVOURITES_FORM.hint(MOST_FAVOURITES), LIMITS.inputLabel),
        element: {
          type: 'multi_external_select',
          action_id: FAVOURITES_FIELD,
          min_query_length: 0,
          max_selected_items: MOST_FAVOURITES,
          placeholder: plainText(FAVOURITES_FORM.placeholder, LIMITS.placeholder),
          ...(initial.length === 0 ? {} : { initial_options: initial }),
        },
      },
    ],
  };
}

/** Shown until the form can be filled in: a modal must be opened within three seconds of the button. */
export function favouritesLoadingView(): types.ModalView {
  return {
    ...frame(),
    blocks: [{ type: 'section', text: plainText(FAVOURITES_FORM.loading, LIMITS.sectionText) }],
  };
}

/** Slack shows no more than a hundred: whoever types more letters finds the others. */
export function queueOptions(queues: readonly NamedQueue[]): types.PlainTextOption[] {
  return queues.slice(0, LIMITS.selectOptions).map((queue) => ({
    text: plainText(queueTitle(queue, LONGEST_NAME), LIMITS.optionText),
    value: String(queue.id),
  }));
}

function frame(): Pick<types.ModalView, 'type' | 'title' | 'close'> {
  return {
    type: 'modal',
    title: plainText(FAVOURITES_FORM.title, LIMITS.viewTitle),
    close: plainText(LOOK_UP_FORM.close, LIMITS.viewTitle),
  };
}
