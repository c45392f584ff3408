import type { ChangeAction } from '../../../summaries/management/subscription-service.ts';
import { changeReply, listReply, sendReply } from '../../answers/subscription-answers.ts';
import type { Message } from '../../block-kit/message.ts';
import { staleButtonMessage } from '../../blocks/help.ts';
import { subscriptionAnswers } from '../../blocks/subscription-modal.ts';
import { readNumber } from '../../questions/report-value.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, targetOf } from './action-args.ts';

type Deps = Pick<
  ListenerDeps,
  'access' | 'subscriptions' | 'subscriptionForms' | 'moment' | 'answering' | 'modals' | 'home' | 'shares'
>;

/** "New summary" and "Post this every day": opens the form. */
export function newSubscription(deps: Deps) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const { requester, client } = targetOf(args);
    const refused = await deps.subscriptionForms.openNew(
      client,
      await deps.access.of(requester),
      args.body.trigger_id,
    );
    if (refused !== null) await tell(deps, args, refused);
  };
}

/** "Settings" and "Edit": opens the form with the current values. */
export function editSubscription(deps: Deps) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const { requester, client } = targetOf(args);
    const number = readNumber(args.action);
    const { trigger_id } = args.body;
    const words =
      number === undefined
        ? staleButtonMessage(NOTICES.staleButton)
        : await deps.subscriptionForms.openEdit(client, await deps.access.of(requester), trigger_id, number);
    if (words !== null) await tell(deps, args, words);
  };
}

/** "Mute" below a posted summary: pauses the subscription and tells only the person who pressed it. */
export function muteSubscription(deps: Deps) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const number = readNumber(args.action);
    if (number === undefined) return tell(deps, args, staleButtonMessage(NOTICES.staleButton));
    const access = await deps.access.of(targetOf(args).requester);
    const result = await deps.subscriptions.change(access, number, 'pause');
    await tell(deps, args, changeReply(result, number, 'pause', deps.moment().time));
  };
}

/** "Pause", "Resume" and "Delete" in the list or on App Home, which are then updated. */
export function changeSubscription(deps: Deps, action: ChangeAction) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const target = targetOf(args);
    const number = readNumber(args.action);
    if (number === undefined) return tell(deps, args, staleButtonMessage(NOTICES.staleButton));
    const access = await deps.access.of(target.requester);
    const result = await deps.subscriptions.change(access, number, action);
    const { time } = deps.moment();
    if (result.kind !== 'done') return tell(deps, args, changeReply(result, number, action, time));
    const { view } = args.body;
    if (view !== undefined) return deps.home.publish(target.client, access, view.hash);
    const list = listReply(await deps.subscriptions.list(access), time);
    await deps.answering.toRequester(target, list, { replace: true });
  };
}

/** "Send now": posts today's summary to the channel of the subscription. Further presses post nothing. */
export function sendSubscription(deps: Deps) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const { requester } = targetOf(args);
    const number = readNumber(args.action);
    if (number === undefined) return tell(deps, args, staleButtonMessage(NOTICES.staleButton));
    if (!(await deps.shares.isFirst(JSON.stringify(['send', requester.userId, number])))) return;
    const access = await deps.access.of(requester);
    const result = await deps.subscriptions.send(access, number, args.body.trigger_id);
    await tell(deps, args, sendReply(result, number));
  };
}

/**
 * Answers below the message of the button. On App Home the answer is a modal or, if Slack opens none, a direct message.
 */
async function tell(deps: Deps, args: ActionArgs, message: Message): Promise<void> {
  if (args.body.view === undefined) return deps.answering.toRequester(targetOf(args), message);
  const number = readNumber(args.action) ?? null;
  const views = subscriptionAnswers(number, message);
  const opened = await deps.modals.open(args.client, args.body.trigger_id, views);
  if (opened.kind === 'not-opened') await deps.answering.toPerson(targetOf(args), message);
}
