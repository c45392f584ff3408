import { sentencesMessage } from '../../block-kit/render.ts';
import { staleButtonMessage } from '../../blocks/help.ts';
import { readReport } from '../../questions/report-value.ts';
import { NOTICES } from '../../replies/help-replies.ts';
import { DONE, PROBLEMS } from '../../replies/subscription-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { type ActionArgs, addresseeOf } from './action-args.ts';

/** "CSV to me": the figures behind a summary, as a file in the presser's direct messages. */
export function sendCsv({
  summaries,
  answering,
  files,
  shares,
}: Pick<ListenerDeps, 'summaries' | 'answering' | 'files' | 'shares'>) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const addressee = addresseeOf(args);
    const { asker } = addressee;
    const question = readReport(args.action);
    if (question === undefined) return answering.toAsker(addressee, staleButtonMessage(NOTICES.staleButton));
    const pressed = JSON.stringify(['csv', asker.userId, question]);
    if (!(await shares.isFirst(pressed))) return;
    const file = await summaries.csv(asker, question);
    if ('blocks' in file) return answering.toAsker(addressee, file);
    const isSent = await files.send(asker.userId, file);
    if (!isSent) await shares.forget(pressed);
    await answering.toAsker(addressee, sentencesMessage(isSent ? DONE.csvSent : PROBLEMS.notSent));
  };
}

/** "One queue in detail": the same summary of that queue alone, only for the presser. */
export function showQueue({ summaries, answering }: Pick<ListenerDeps, 'summaries' | 'answering'>) {
  return async (args: ActionArgs): Promise<void> => {
    await args.ack();
    const addressee = addresseeOf(args);
    const question = readReport(args.action);
    const message =
      question === undefined
        ? staleButtonMessage(NOTICES.staleButton)
        : await summaries.report(addressee.asker, question);
    await answering.toAsker(addressee, message);
  };
}
