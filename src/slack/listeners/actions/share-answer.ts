import type { BlockAction } from '@slack/bolt';
import type { Requester } from '../../../domain/access/requester.ts';
import { type ChannelSharing, isConfirmed } from '../../../summaries/subscriptions/channel-sharing.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { confirmReadersMessage } from '../../blocks/share-confirmation.ts';
import { writeValue } from '../../questions/button-value.ts';
import { type ConfirmedShare, confirmedShare } from '../../questions/confirmed-share.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import { CONFIRM_READERS } from '../../replies/sharing-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { onPress, type Press } from './press.ts';
import type { QueryKind } from './query-kind.ts';

type Deps = Pick<ListenerDeps, 'access' | 'centres' | 'responder' | 'modals' | 'shares' | 'channels'>;

/**
 * Share: repeats the query with the current rights of the sharer, and posts the answer to the channel under the
 * sharer's name. If other organisations read the channel, or may read it, the sharer has to confirm first.
 *
 * @param confirmedId the action id of the confirm button
 */
export function shareAnswer<Q>(deps: Deps, queryKind: QueryKind<Q>, confirmedId: string) {
  return onPress(deps, queryKind.schema, (press) =>
    share(deps, queryKind, { ...press, value: [[], press.value] }, confirmedId),
  );
}

/** The confirm button of {@link shareAnswer}. Readers who joined after the question have to be confirmed too. */
export function shareConfirmed<Q>(deps: Deps, queryKind: QueryKind<Q>, confirmedId: string) {
  return onPress(deps, confirmedShare(queryKind.schema), (press) =>
    share(deps, queryKind, press, confirmedId),
  );
}

async function share<Q>(
  { access, responder, shares, channels }: Deps,
  queryKind: QueryKind<Q>,
  { centre, value: [readers, question], target, body }: Press<ConfirmedShare<Q>>,
  confirmedId: string,
): Promise<void> {
  const { requester } = target;
  const pressed = pressedButton(body);
  if (!(await shares.isFirst(pressed))) return;
  const sharing = await sharingOf(channels, requester);
  if (!isConfirmed(readers, sharing)) {
    const asking = confirmReadersMessage({
      sharing,
      ends: [CONFIRM_READERS.notShared],
      actionId: confirmedId,
      words: CONFIRM_READERS.share,
      value: (shown) => writeValue(confirmedShare(queryKind.schema), centre.id, [[...shown], question]),
    });
    return responder.toRequester(target, asking);
  }
  const { kind, message } = await queryKind.answer(centre, await access.of(requester), question, 'shared');
  if (kind === 'refused') return responder.toRequester(target, message);
  const shared = await responder.toChannel(target, message);
  if (shared === 'refused') {
    await shares.forget(pressed);
    await responder.toRequester(target, sentencesMessage([[NOTICES.notShared], [NOTICES.shareAgain]]));
  }
  if (shared === 'unknown')
    await responder.toRequester(target, sentencesMessage([[NOTICES.perhapsShared], [NOTICES.lookFirst]]));
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
function pressedButton(body: BlockAction): string {
  const container: { message_ts?: unknown } = body.container;
  return JSON.stringify([body.user.id, body.channel?.id, container.message_ts ?? body.trigger_id]);
}
