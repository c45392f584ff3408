import type { ManageAct } from '../../../summaries/summary-desk.ts';
import type { Message } from '../../block-kit/message.ts';
import { staleButtonMessage } from '../../blocks/help.ts';
import { subscriptionAnswers } from '../../blocks/subscription-modal.ts';
import { readNumber } from '../../questions/report-value.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, addresseeOf } from './action-args.ts';

type Deps = Pick<
  ListenerDeps,
  'summaries' | 'subscriptionForms' | 'answering' | 'modals' | 'home' | 'shares'
>;

/** "New summary" and "Post this every day": the form. */
export function newSubscription(deps: Deps) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const { asker, client } = addresseeOf(args);
    const refused = await deps.subscriptionForms.openNew(client, asker, args.body.trigger_id);
    if (refused !== null) await tell(deps, args, refused);
  };
}

/** "Settings" and "Edit": the form with what stands there now. */
export function editSubscription(deps: Deps) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const { asker, client } = addresseeOf(args);
    const number = readNumber(args.action);
    const { trigger_id } = args.body;
    const words =
      number === undefined
        ? staleButtonMessage(NOTICES.staleButton)
        : await deps.subscriptionForms.openEdit(client, asker, trigger_id, number);
    if (words !== null) await tell(deps, args, words);
  };
}

/** "Mute" under a posted summary: it rests, and only the presser is told. */
export function muteSubscription(deps: Deps) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const number = readNumber(args.action);
    const message =
      number === undefined
        ? staleButtonMessage(NOTICES.staleButton)
        : (await deps.summaries.change(addresseeOf(args).asker, number, 'pause')).message;
    await tell(deps, args, message);
  };
}

/** "Pause", "Resume" and "Delete" in the list or on App Home, which then show how it stands. */
export function changeSubscription(deps: Deps, act: ManageAct) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const { asker, client } = addresseeOf(args);
    const number = readNumber(args.action);
    if (number === undefined) return tell(deps, args, staleButtonMessage(NOTICES.staleButton));
    const { isDone, message } = await deps.summaries.change(asker, number, act);
    if (!isDone) return tell(deps, args, message);
    if (args.body.view !== undefined) return deps.home.publish(client, asker, args.body.view.hash);
    await deps.answering.toAsker(addresseeOf(args), await deps.summaries.list(asker), { replace: true });
  };
}

/** "Send now": today's summary into its channel, once however often it is pressed. */
export function sendSubscription(deps: Deps) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const { asker } = addresseeOf(args);
    const number = readNumber(args.action);
    if (number === undefined) return tell(deps, args, staleButtonMessage(NOTICES.staleButton));
    if (!(await deps.shares.isFirst(JSON.stringify(['send', asker.userId, number])))) return;
    await tell(deps, args, await deps.summaries.send(asker, number, args.body.trigger_id));
  };
}

/**
 * Beside the message that the button is in; App Home has no such place, so there it is a modal, and where Slack opens
 * none, a direct message.
 */
async function tell(deps: Deps, args: ActionArgs, message: Message): Promise<void> {
  if (args.body.view === undefined) return deps.answering.toAsker(addresseeOf(args), message);
  const number = readNumber(args.action) ?? null;
  const views = subscriptionAnswers(number, message);
  const opened = await deps.modals.open(args.client, args.body.trigger_id, views);
  if (opened.kind === 'not-opened') await deps.answering.toPerson(addresseeOf(args), message);
}
