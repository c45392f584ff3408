import type { types } from '@slack/bolt';
import { type ActionElement, button } from '../block-kit/elements.ts';
import type { Part } from '../block-kit/parts.ts';
import { BUTTONS } from '../replies/agent-words.ts';
import { SHARE_NAMES } from '../replies/floor-replies.ts';

/** Where an answer is shown decides what can be done with it. */
export type CardPlace = 'ephemeral-in-channel' | 'modal' | 'shared';

/** The buttons under an answer: one kind of answer has its own actions, and its question as the value of each. */
export function answerButtons(options: {
  readonly place: CardPlace;
  readonly actions: { readonly refresh: string; readonly share: string; readonly open: string };
  readonly value: string;
  /** What a screen reader says of a button with these words. */
  readonly label: (words: string) => string;
  /** Sharing puts people's names before everybody, so it is asked twice. */
  readonly showsNames: boolean;
  /** What else can be done with the answer while it is one's own. */
  readonly more?: readonly ActionElement[];
}): Part {
  const { place, actions, value, label, showsNames, more = [] } = options;
  const make = (action: string, text: string, confirm?: typeof SHARE_NAMES): types.Button =>
    button({ action, text, value, label: label(text), confirm });
  const refresh = make(actions.refresh, BUTTONS.refresh);
  switch (place) {
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
