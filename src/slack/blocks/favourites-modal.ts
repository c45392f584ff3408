import type { types } from '@slack/bolt';
import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import { input, modal, multiSearchMenu, plainSection, richText } from '../block-kit/elements.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { SUGGESTIONS, VIEWS } from '../questions/identifiers.ts';
import { FAVOURITES_FORM } from '../replies/favourite-replies.ts';
import { LOOK_UP_FORM } from '../replies/help-replies.ts';
import { FAVOURITES_MAX } from './home-queues.ts';
import { queueOptions } from './queue-words.ts';

/** Block id and action id of the choice in a submission. */
export const FAVOURITES_FIELD = SUGGESTIONS.queues;

const TITLES = { title: FAVOURITES_FORM.title, close: LOOK_UP_FORM.close };

/**
 * The form to choose queues, with search, since a centre may have thousands.
 *
 * @param centre the key of the centre, which the form carries
 * @param chosen the current choice; `null` if it cannot be read
 * @param whyNone the reason why no queues are offered; empty if they are
 */
export function favouritesForm(
  centre: string,
  chosen: readonly NamedQueue[] | null,
  whyNone: readonly Sentence[],
): types.ModalView {
  const problem = [...whyNone, ...(chosen === null ? [[FAVOURITES_FORM.unreadable]] : [])];
  return modal({
    ...TITLES,
    callback: VIEWS.favourites,
    metadata: centre,
    submit: FAVOURITES_FORM.submit,
    blocks: [
      ...richText(problem),
      input({
        id: FAVOURITES_FIELD,
        isOptional: true,
        label: FAVOURITES_FORM.label,
        hint: FAVOURITES_FORM.hint(FAVOURITES_MAX),
        element: multiSearchMenu({
          action: FAVOURITES_FIELD,
          max: FAVOURITES_MAX,
          placeholder: FAVOURITES_FORM.placeholder,
          chosen: queueOptions(chosen ?? []),
        }),
      }),
    ],
  });
}

/** Shown until the form can be filled in: a modal must be opened within three seconds of the button. */
export function favouritesLoadingView(): types.ModalView {
  return modal({ ...TITLES, blocks: [plainSection(FAVOURITES_FORM.loading)] });
}
