import { csvAnswer, reportAnswer } from '../../answers/report-answers.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { staleButtonMessage } from '../../blocks/help.ts';
import { readReport } from '../../questions/report-value.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import { DONE, PROBLEMS } from '../../replies/subscription-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, targetOf } from './action-args.ts';

/** "CSV to me": sends the figures of a summary as a file in the requester's direct messages. */
export function sendCsv({
  access,
  reports,
  answering,
  files,
  shares,
}: Pick<ListenerDeps, 'access' | 'reports' | 'answering' | 'files' | 'shares'>) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const target = targetOf(args);
    const { requester } = target;
    const question = readReport(args.action);
    if (question === undefined) return answering.toRequester(target, staleButtonMessage(NOTICES.staleButton));
    const pressed = JSON.stringify(['csv', requester.userId, question]);
    if (!(await shares.isFirst(pressed))) return;
    const answer = await csvAnswer(reports, await access.of(requester), question);
    if (answer.kind === 'none') return answering.toRequester(target, answer.message);
    const isSent = await files.send(requester.userId, answer.file);
    if (!isSent) await shares.forget(pressed);
    await answering.toRequester(target, sentencesMessage(isSent ? DONE.csvSent : PROBLEMS.notSent));
  };
}

/** "One queue in detail": the summary of one queue, shown to the requester only. */
export function showQueue({
  access,
  reports,
  answering,
}: Pick<ListenerDeps, 'access' | 'reports' | 'answering'>) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const target = targetOf(args);
    const question = readReport(args.action);
    const message =
      question === undefined
        ? staleButtonMessage(NOTICES.staleButton)
        : await reportAnswer(reports, await access.of(target.requester), question);
    await answering.toRequester(target, message);
  };
}
