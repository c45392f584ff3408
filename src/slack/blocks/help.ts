import type { Message } from '../block-kit/message.ts';
import { sentencesMessage, toMessage } from '../block-kit/render.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { AGENT_HELP, FLOOR_HELP, NOTICES, QUEUE_HELP } from '../replies/help-replies.ts';

/** The forms of one command, and what each returns. */
interface Help {
  readonly title: string;
  readonly intro: string;
  readonly forms: readonly { readonly type: string; readonly gives: string }[];
  readonly notes: readonly string[];
}

export const agentHelpMessage = (): Message => helpMessage(AGENT_HELP);
export const queueHelpMessage = (): Message => helpMessage(QUEUE_HELP);
export const floorHelpMessage = (): Message => helpMessage(FLOOR_HELP);

/** All commands, for App Home. */
export function homeHelpSentences(): Sentence[] {
  const helps: readonly Help[] = [AGENT_HELP, QUEUE_HELP, FLOOR_HELP];
  return helps.flatMap(({ forms }) => forms.filter(({ type }) => !type.endsWith(' help')).map(formSentence));
}

function helpMessage({ title, intro, forms, notes }: Help): Message {
  const explained = [...forms.map(formSentence), ...notes.map((note): Sentence => [note])];
  return toMessage(
    [
      { kind: 'heading', text: title },
      { kind: 'sentences', sentences: [[intro]] },
      { kind: 'sentences', sentences: explained },
    ],
    '\n',
  );
}

function formSentence({ type, gives }: Help['forms'][number]): Sentence {
  return [{ code: type }, ` ${gives}`];
}

/** The answer to a button whose action or value is no longer supported. */
export function staleButtonMessage(reason: string): Message {
  return sentencesMessage([
    [reason],
    [NOTICES.askAgain, { code: '/agent 1099' }, ', ', { code: '/queue' }, ' or ', { code: '/floor' }, '.'],
  ]);
}
