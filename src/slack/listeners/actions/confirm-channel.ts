import type { Access } from '../../../domain/access/access.ts';
import type { SlackCentre } from '../../answers/slack-centre.ts';
import { changeReply, saveReply } from '../../answers/subscription-answers.ts';
import type { Message } from '../../block-kit/message.ts';
import { subscriptionAnswers } from '../../blocks/subscription-modal.ts';
import { CHANNEL_CONFIRMATION, type ChannelConfirmation } from '../../questions/subscription-value.ts';
import type { ListenerDeps } from '../deps.ts';
import { modalOf, onPress } from './press.ts';

type Deps = Pick<ListenerDeps, 'access' | 'centres' | 'responder' | 'modals'>;

/** "Post there all the same": saves the subscription after checking rights and readers of the channel again. */
export function confirmChannel(deps: Deps) {
  const { access, responder, modals } = deps;
  return onPress(
    deps,
    CHANNEL_CONFIRMATION,
    async ({ centre, value: confirmation, target, body }) => {
      const viewId = modalOf(body);
      const message = await confirmed(centre, await access.of(target.requester), confirmation);
      if (viewId === null) return responder.toRequester(target, message, { replace: true });
      await modals.show(target.client, viewId, subscriptionAnswers(confirmation.number, message));
    },
    { replace: true },
  );
}

/** A subscription that was paused because of the channel's readers is resumed. */
async function confirmed(
  { subscriptions, answerContext }: SlackCentre,
  access: Access,
  { number, ...edit }: ChannelConfirmation,
): Promise<Message> {
  const context = answerContext();
  const result = await subscriptions.save(access, number, { ...edit, queues: edit.queues.map(String) });
  const saved = saveReply(result, number, edit.channelId, context).message;
  if (result.kind !== 'saved' || number === null) return saved;
  const resumed = await subscriptions.change(access, number, 'resume');
  return resumed.kind === 'done' ? changeReply(resumed, number, 'resume', context) : saved;
}
