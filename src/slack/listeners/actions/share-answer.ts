import { z } from 'zod';
import type { Requester } from '../../../domain/access/requester.ts';
import { type ChannelSharing, isConfirmed } from '../../../summaries/subscriptions/channel-sharing.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { staleButtonMessage } from '../../blocks/help.ts';
import { confirmReadersMessage } from '../../blocks/share-confirmation.ts';
import { textOf, valueOf } from '../../questions/action-value.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import { CONFIRM_READERS } from '../../replies/sharing-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, targetOf } from './action-args.ts';
import type { Askable } from './askable.ts';

type Deps = Pick<ListenerDeps, 'access' | 'answering' | 'shares' | 'channels'>;

/** The value of the confirm button: the value of the query, and the readers that the sharer was shown. */
const confirmedSchema = z.object({ question: z.string(), readers: z.array(z.string()) });

/**
 * Share: repeats the query with the current rights of the sharer, and posts the answer to the channel under the
 * sharer's name. If other organisations read the channel, or may read it, the sharer has to confirm first.
 *
 * @param confirmedId the action id of the confirm button
 */
export function shareAnswer<Q>(deps: Deps, askable: Askable<Q>, confirmedId: string) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    await share(deps, askable, args, { action: args.action, readers: [], confirmedId });
  };
}

/** The confirm button of {@link shareAnswer}. Readers who joined after the question have to be confirmed too. */
export function shareConfirmed<Q>(deps: Deps, askable: Askable<Q>, confirmedId: string) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const confirmed = valueOf(args.action, confirmedSchema);
    const action = { value: confirmed?.question ?? '' };
    await share(deps, askable, args, { action, readers: confirmed?.readers ?? [], confirmedId });
  };
}

async function share<Q>(
  { access, answering, shares, channels }: Deps,
  askable: Askable<Q>,
  args: ActionArgs,
  given: { readonly action: unknown; readonly readers: readonly string[]; readonly confirmedId: string },
): Promise<void> {
  const target = targetOf(args);
  const { requester } = target;
  const question = askable.read(given.action);
  if (question === undefined) return answering.toRequester(target, staleButtonMessage(NOTICES.staleButton));
  const pressed = pressedButton(args);
  if (!(await shares.isFirst(pressed))) return;
  const sharing = await sharingOf(channels, requester);
  if (!isConfirmed(given.readers, sharing)) {
    const value = textOf(given.action) ?? '';
    const asking = confirmReadersMessage({
      sharing,
      ends: [CONFIRM_READERS.notShared],
      actionId: given.confirmedId,
      words: CONFIRM_READERS.share,
      value: (readers) => JSON.stringify({ question: value, readers }),
    });
    return answering.toRequester(target, asking);
  }
  const { kind, message } = await askable.answer(await access.of(requester), question, 'shared');
  if (kind === 'refused') return answering.toRequester(target, message);
  const shared = await answering.toChannel(target, message);
  if (shared === 'refused') {
    await shares.forget(pressed);
    await answering.toRequester(target, sentencesMessage([[NOTICES.notShared], [NOTICES.shareAgain]]));
  }
  if (shared === 'unknown')
    await answering.toRequester(target, sentencesMessage([[NOTICES.perhapsShared], [NOTICES.lookFirst]]));
}

/** The readers of the channel. The direct message with the bot has no other readers. */
async function sharingOf(channels: Deps['channels'], requester: Requester): Promise<ChannelSharing> {
  const { channelId } = requester;
  if (channelId === null) return { kind: 'unknown' };
  try {
    const isOwnMessage =
      channelId.startsWith('D') && (await channels.includes(channelId, requester)) === true;
    return isOwnMessage ? { kind: 'own' } : await channels.sharing(channelId);
  } catch {
    return { kind: 'unknown' };
  }
}

/** Equal for presses of the same button of the same message by the same person. */
function pressedButton({ body }: ActionArgs): string {
  const container: { message_ts?: unknown } = body.container;
  return JSON.stringify([body.user.id, body.channel?.id, container.message_ts ?? body.trigger_id]);
}
