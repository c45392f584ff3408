import type { types } from '@slack/bolt';
import { LIMITS } from '../block-kit/limits.ts';
import { plainText } from '../block-kit/message.ts';
import { type LookUp, writeLookUp } from '../questions/action-value.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { BUTTONS } from '../replies/agent-words.ts';
import { confirmNames } from './share-confirmation.ts';

/** Where a card is shown decides what can be done with it. */
export type CardPlace = 'ephemeral-in-channel' | 'modal' | 'shared';

export function cardButtons(lookUp: LookUp, place: CardPlace): types.ActionsBlock {
  const refresh = button(ACTIONS.refreshAgent, BUTTONS.refresh, lookUp);
  const share = button(ACTIONS.shareAgent, BUTTONS.share, lookUp);
  switch (place) {
    case 'ephemeral-in-channel':
      return { type: 'actions', elements: [refresh, { ...share, confirm: confirmNames() }] };
    case 'modal':
      return { type: 'actions', elements: [refresh] };
    case 'shared':
      return { type: 'actions', elements: [button(ACTIONS.lookUpAgent, BUTTONS.lookUp, lookUp)] };
  }
}

export function openButton(lookUp: LookUp): types.Button {
  return button(ACTIONS.lookUpAgent, BUTTONS.open, lookUp);
}

function button(actionId: string, words: string, lookUp: LookUp): types.Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plainText(words, LIMITS.buttonText),
    value: writeLookUp(lookUp),
    accessibility_label: `${words}: agent ${lookUp.agentId}`,
  };
}
