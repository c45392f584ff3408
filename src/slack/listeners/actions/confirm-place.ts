import type { Access } from '../../../domain/access/access.ts';
import { changeReply, saveReply } from '../../answers/subscription-answers.ts';
import type { Message } from '../../block-kit/message.ts';
import { staleButtonMessage } from '../../blocks/help.ts';
import { subscriptionAnswers } from '../../blocks/subscription-modal.ts';
import { type Place, readPlace } from '../../questions/place-value.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, modalOf, targetOf } from './action-args.ts';

type Deps = Pick<ListenerDeps, 'access' | 'subscriptions' | 'moment' | 'answering' | 'modals'>;

/**
 * "Post there all the same": creates or changes the subscription, after checking the rights and the channel's readers
 * again.
 */
export function confirmPlace(deps: Deps) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const target = targetOf(args);
    const place = readPlace(args.action);
    const viewId = modalOf(args.body);
    const message =
      place === undefined
        ? staleButtonMessage(NOTICES.staleButton)
        : await confirmed(deps, await deps.access.of(target.requester), place);
    if (viewId === null) return deps.answering.toRequester(target, message, { replace: true });
    await deps.modals.show(args.client, viewId, subscriptionAnswers(place?.number ?? null, message));
  };
}

/** A subscription that was paused because of the channel's readers is resumed. */
async function confirmed(
  { subscriptions, moment }: Deps,
  access: Access,
  { number, ...edit }: Place,
): Promise<Message> {
  const { time } = moment();
  const result = await subscriptions.save(access, number, { ...edit, queues: edit.queues.map(String) });
  const saved = saveReply(result, number, edit.channelId, time).message;
  if (result.kind !== 'saved' || number === null) return saved;
  const resumed = await subscriptions.change(access, number, 'resume');
  return resumed.kind === 'done' ? changeReply(resumed, number, 'resume', time) : saved;
}
