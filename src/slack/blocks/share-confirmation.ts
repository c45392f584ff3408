import type { types } from '@slack/bolt';
import { type ChannelSharing, readersToConfirm } from '../../summaries/channel-sharing.ts';
import type { UnconfirmedReaders } from '../../summaries/subscription-place.ts';
import { LIMITS } from '../block-kit/limits.ts';
import { type Message, plainText, sentencesMessage } from '../block-kit/message.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { writePlace } from '../questions/place-value.ts';
import { SHARE_NAMES } from '../replies/floor-replies.ts';
import { CONFIRM_READERS, readersReply } from '../replies/sharing-replies.ts';

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

/** Asks before a subscription posts to a channel that other organisations read. `number`: `null` for a new one. */
export function confirmPlaceMessage(number: number | null, { sharing, edit }: UnconfirmedReaders): Message {
  return confirmReadersMessage({
    sharing,
    ends: [CONFIRM_READERS.notSetUp],
    actionId: ACTIONS.confirmPlace,
    words: CONFIRM_READERS.post,
    value: (readers) =>
      writePlace({ ...edit, number, confirmedReaders: [...(edit.confirmedReaders ?? []), ...readers] }),
  });
}
