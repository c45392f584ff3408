import type { ChangeAction } from '../../../summaries/management/subscription-changes.ts';
import { changeReply, listReply, sendReply } from '../../answers/subscription-answers.ts';
import type { Message } from '../../block-kit/message.ts';
import { subscriptionAnswers } from '../../blocks/subscription-modal.ts';
import { CENTRE_ALONE } from '../../questions/button-value.ts';
import { SUBSCRIPTION } from '../../questions/subscription-value.ts';
import type { ListenerDeps } from '../deps.ts';
import { onPress, type Press } from './press.ts';

type Deps = Pick<ListenerDeps, 'access' | 'centres' | 'responder' | 'modals' | 'shares'>;

/** "New summary" and "Post this every day": opens the form. */
export function newSubscription(deps: Deps) {
  return onPress(deps, CENTRE_ALONE, async (press) => {
    const { centre, target, body } = press;
    const access = await deps.access.of(target.requester);
    const refused = await centre.subscriptionForms.openNew(target.client, access, body.trigger_id);
    if (refused !== null) await answerBeside(deps, press, null, refused);
  });
}

/** "Settings" and "Edit": opens the form with the current values. */
export function editSubscription(deps: Deps) {
  return onPress(deps, SUBSCRIPTION, async (press) => {
    const { centre, value: number, target, body } = press;
    const access = await deps.access.of(target.requester);
    const refused = await centre.subscriptionForms.openEdit(target.client, access, body.trigger_id, number);
    if (refused !== null) await answerBeside(deps, press, number, refused);
  });
}

/** "Pause" below a posted summary: pauses the subscription and confirms this only to the person who pressed it. */
export function pausePosted(deps: Deps) {
  return onPress(deps, SUBSCRIPTION, async (press) => {
    const { centre, value: number, target } = press;
    const access = await deps.access.of(target.requester);
    const result = await centre.subscriptions.change(access, number, 'pause');
    await answerBeside(deps, press, number, changeReply(result, number, 'pause', centre.answerContext()));
  });
}

/** "Pause", "Resume" and "Delete" in the list or on App Home, which are then updated. */
export function changeSubscription(deps: Deps, action: ChangeAction) {
  return onPress(deps, SUBSCRIPTION, async (press) => {
    const { centre, value: number, target, body } = press;
    const access = await deps.access.of(target.requester);
    const result = await centre.subscriptions.change(access, number, action);
    const context = centre.answerContext();
    if (result.kind !== 'done')
      return answerBeside(deps, press, number, changeReply(result, number, action, context));
    if (body.view !== undefined) return centre.home.publish(target.client, access, body.view.hash);
    const list = listReply(await centre.subscriptions.list(access), context);
    await deps.responder.toRequester(target, list, { replace: true });
  });
}

/** "Send now": posts today's summary to the channel of the subscription. Further presses post nothing. */
export function sendSubscription(deps: Deps) {
  return onPress(deps, SUBSCRIPTION, async (press) => {
    const { centre, value: number, target, body } = press;
    const { requester } = target;
    if (!(await deps.shares.isFirst(JSON.stringify(['send', requester.userId, centre.id, number])))) return;
    const access = await deps.access.of(requester);
    const result = await centre.subscriptions.send(access, number, body.trigger_id);
    await answerBeside(deps, press, number, sendReply(result, number, centre.answerContext()));
  });
}

/** Answers below the button's message; on App Home in a modal or, if Slack opens none, in a direct message. */
async function answerBeside(
  deps: Deps,
  { target, body }: Press<unknown>,
  number: number | null,
  message: Message,
): Promise<void> {
  if (body.view === undefined) return deps.responder.toRequester(target, message);
  const views = subscriptionAnswers(number, message);
  const opened = await deps.modals.open(target.client, body.trigger_id, views);
  if (opened.kind === 'not-opened') await deps.responder.toPerson(target, message);
}
