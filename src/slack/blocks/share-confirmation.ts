import type { UnconfirmedReaders } from '../../summaries/management/subscription-channel.ts';
import { type ChannelSharing, readersToConfirm } from '../../summaries/subscriptions/channel-sharing.ts';
import { button } from '../block-kit/elements.ts';
import type { Message } from '../block-kit/message.ts';
import { toMessage } from '../block-kit/render.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { writeValue } from '../questions/button-value.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { CHANNEL_CONFIRMATION } from '../questions/subscription-value.ts';
import { CONFIRM_READERS, readersReply } from '../replies/sharing-replies.ts';

/**
 * Asks for confirmation before posting to a channel that other organisations read, and names them.
 *
 * @param options.value makes the button's value from the readers that pressing it confirms
 */
export function confirmReadersMessage(options: {
  readonly sharing: ChannelSharing;
  readonly ends: Sentence;
  readonly actionId: string;
  readonly words: string;
  readonly value: (readers: readonly string[]) => string;
}): Message {
  const { sharing, ends, actionId: action, words: text, value } = options;
  const share = button({
    action,
    text,
    value: value(readersToConfirm(sharing)),
    label: CONFIRM_READERS.label(text),
  });
  return toMessage(
    [
      { kind: 'sentences', sentences: [...readersReply(sharing), ends] },
      { kind: 'buttons', elements: [share] },
    ],
    '\n',
  );
}

/**
 * Asks for confirmation before a subscription posts to a channel that other organisations read.
 * @param number `null` for a new subscription
 */
export function confirmChannelMessage(
  centre: string,
  number: number | null,
  { sharing, edit }: UnconfirmedReaders,
): Message {
  return confirmReadersMessage({
    sharing,
    ends: [CONFIRM_READERS.notSetUp],
    actionId: ACTIONS.confirmChannel,
    words: CONFIRM_READERS.post,
    value: (readers) =>
      writeValue(CHANNEL_CONFIRMATION, centre, {
        ...edit,
        number,
        confirmedReaders: [...(edit.confirmedReaders ?? []), ...readers],
      }),
  });
}
