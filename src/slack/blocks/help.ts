import { LIMITS } from '../limits.ts';
import { AGENT_HELP, NOTICES } from '../replies/help-replies.ts';
import type { Sentence } from '../replies/sentence.ts';
import { type Message, plainText, sentencesBlock, sentencesMessage } from './message.ts';

export function helpSentences(): Sentence[] {
  return [
    ...AGENT_HELP.forms.map((form): Sentence => [{ code: form.type }, ` ${form.gives}`]),
    ...AGENT_HELP.notes.map((note): Sentence => [note]),
  ];
}

export function helpMessage(): Message {
  const body = [[AGENT_HELP.intro], ...helpSentences()];
  return {
    text: sentencesMessage(body).text,
    blocks: [
      { type: 'header', text: plainText(AGENT_HELP.title, LIMITS.header) },
      sentencesBlock([body[0] ?? []]),
      sentencesBlock(helpSentences()),
    ],
  };
}

/** For a button that can no longer do what it says. */
export function deadButtonMessage(reason: string): Message {
  return sentencesMessage([[reason], [NOTICES.askAgain, { code: '/agent 1099' }, '.']]);
}
