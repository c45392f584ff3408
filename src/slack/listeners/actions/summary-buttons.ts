import { csvAnswer, reportAnswer } from '../../answers/report-answers.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { staleButtonMessage } from '../../blocks/help.ts';
import { readReport } from '../../questions/report-value.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import { DONE, PROBLEMS } from '../../replies/subscription-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, addresseeOf } from './action-args.ts';

/** "CSV to me": the figures behind a summary, as a file in the presser's direct messages. */
export function sendCsv({
  access,
  reports,
  answering,
  files,
  shares,
}: Pick<ListenerDeps, 'access' | 'reports' | 'answering' | 'files' | 'shares'>) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const addressee = addresseeOf(args);
    const { requester } = addressee;
    const question = readReport(args.action);
    if (question === undefined)
      return answering.toRequester(addressee, staleButtonMessage(NOTICES.staleButton));
    const pressed = JSON.stringify(['csv', requester.userId, question]);
    if (!(await shares.isFirst(pressed))) return;
    const answer = await csvAnswer(reports, await access.of(requester), question);
    if (answer.kind === 'none') return answering.toRequester(addressee, answer.message);
    const isSent = await files.send(requester.userId, answer.file);
    if (!isSent) await shares.forget(pressed);
    await answering.toRequester(addressee, sentencesMessage(isSent ? DONE.csvSent : PROBLEMS.notSent));
  };
}

/** "One queue in detail": the same summary of that queue alone, only for the presser. */
export function showQueue({
  access,
  reports,
  answering,
}: Pick<ListenerDeps, 'access' | 'reports' | 'answering'>) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const addressee = addresseeOf(args);
    const question = readReport(args.action);
    const message =
      question === undefined
        ? staleButtonMessage(NOTICES.staleButton)
        : await reportAnswer(reports, await access.of(addressee.requester), question);
    await answering.toRequester(addressee, message);
  };
}
