import type { types } from '@slack/bolt';
import { type ActionElement, button } from '../block-kit/elements.ts';
import type { Part } from '../block-kit/parts.ts';
import { BUTTONS } from '../replies/agent-words.ts';
import { SHARE_NAMES } from '../replies/floor-replies.ts';

/** Where an answer is shown; the buttons under it depend on this. */
export type Surface = 'ephemeral-in-channel' | 'modal' | 'shared';

/** The buttons under an answer. Each kind of answer has its own actions; the question is the value of each button. */
export function answerButtons(options: {
  readonly surface: Surface;
  readonly actions: { readonly refresh: string; readonly share: string; readonly open: string };
  readonly value: string;
  /** The label that a screen reader reads for a button with this text. */
  readonly label: (words: string) => string;
  /** An answer with names in it is shared only after a confirm dialog. */
  readonly showsNames: boolean;
  /** Further buttons and menus, left out of a shared answer. */
  readonly more?: readonly ActionElement[];
}): Part {
  const { surface, actions, value, label, showsNames, more = [] } = options;
  const make = (action: string, text: string, confirm?: typeof SHARE_NAMES): types.Button =>
    button({ action, text, value, label: label(text), confirm });
  const refresh = make(actions.refresh, BUTTONS.refresh);
  switch (surface) {
    case 'ephemeral-in-channel': {
      const share = make(actions.share, BUTTONS.share, showsNames ? SHARE_NAMES : undefined);
      return { kind: 'buttons', elements: [refresh, share, ...more] };
    }
    case 'modal':
      return { kind: 'buttons', elements: [refresh, ...more] };
    case 'shared':
      return { kind: 'buttons', elements: [make(actions.open, BUTTONS.lookUp)] };
  }
}
