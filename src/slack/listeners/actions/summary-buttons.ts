import { csvAnswer, reportAnswer } from '../../answers/report-answers.ts';
import { sentencesMessage } from '../../block-kit/render.ts';
import { REPORT } from '../../questions/report-value.ts';
import { DONE, PROBLEMS } from '../../replies/subscription-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { onPress } from './press.ts';

type Deps = Pick<ListenerDeps, 'access' | 'centres' | 'responder' | 'modals' | 'files' | 'shares'>;

/** "CSV to me": sends the figures of a summary as a file in the requester's direct messages. */
export function sendCsv(deps: Deps) {
  const { access, responder, files, shares } = deps;
  return onPress(deps, REPORT, async ({ centre, value: question, target }) => {
    const { requester } = target;
    const pressed = JSON.stringify(['csv', requester.userId, centre.id, question]);
    if (!(await shares.isFirst(pressed))) return;
    const answer = await csvAnswer(centre.reports, await access.of(requester), question);
    if (answer.kind === 'none') return responder.toRequester(target, answer.message);
    const isSent = await files.send(requester.userId, answer.file);
    if (!isSent) await shares.forget(pressed);
    await responder.toRequester(target, sentencesMessage(isSent ? DONE.csvSent : PROBLEMS.notSent));
  });
}

/** "One queue in detail": the summary of one queue, shown to the requester only. */
export function showQueue(deps: Deps) {
  return onPress(deps, REPORT, async ({ centre, value: question, target }) => {
    const access = await deps.access.of(target.requester);
    await deps.responder.toRequester(target, await reportAnswer(centre.reports, access, question));
  });
}
