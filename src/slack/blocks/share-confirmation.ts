import type { types } from '@slack/bolt';
import { type ChannelSharing, readersToConfirm } from '../../summaries/channel-sharing.ts';
import { LIMITS } from '../limits.ts';
import { SHARE_NAMES } from '../replies/floor-replies.ts';
import { CONFIRM_READERS, readersReply } from '../replies/sharing-replies.ts';
import type { Sentence } from '../replies/sentence.ts';
import { type Message, plainText, sentencesMessage } from './message.ts';

/** Asked before people's names go to a channel. */
export function confirmNames(): types.ConfirmationDialog {
  return {
    title: plainText(SHARE_NAMES.title, LIMITS.confirmTitle),
    text: plainText(SHARE_NAMES.text, LIMITS.confirmText),
    confirm: plainText(SHARE_NAMES.confirm, LIMITS.confirmButton),
    deny: plainText(SHARE_NAMES.deny, LIMITS.confirmButton),
  };
}

/**
 * Asks before something goes to a channel that other organisations read, and names them.
 *
 * @param options.value makes what the button carries of the readers that pressing it agrees to
 */
export function confirmReadersMessage(options: {
  readonly sharing: ChannelSharing;
  readonly ends: Sentence;
  readonly actionId: string;
  readonly words: string;
  readonly value: (readers: readonly string[]) => string;
}): Message {
  const { text, blocks } = sentencesMessage([...readersReply(options.sharing), options.ends]);
  const button: types.Button = {
    type: 'button',
    action_id: options.actionId,
    text: plainText(options.words, LIMITS.buttonText),
    value: options.value(readersToConfirm(options.sharing)),
    accessibility_label: plainText(CONFIRM_READERS.label(options.words), LIMITS.accessibilityLabel).text,
  };
  return { text, blocks: [...blocks, { type: 'actions', elements: [button] }] };
}
