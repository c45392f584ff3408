import type { Message } from '../block-kit/message.ts';
import { sentencesMessage, toMessage } from '../block-kit/render.ts';
import { code, type Sentence } from '../block-kit/sentence.ts';
import { type Help, type HelpForm, NOTICES } from '../replies/help-replies.ts';

export function homeHelpSentences(forms: readonly HelpForm[]): Sentence[] {
  return forms.filter(({ type }) => !type.endsWith(' help')).map(formSentence);
}

export function helpMessage({ title, intro, forms, notes }: Help): Message {
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

function formSentence({ type, gives }: HelpForm): Sentence {
  return [code(type), ` ${gives}`];
}

/** The answer to a button whose action or value is no longer supported. */
export function staleButtonMessage(reason: string): Message {
  return sentencesMessage([
    [reason],
    [NOTICES.askAgain, code('/agent 1099'), ', ', code('/queue'), ' or ', code('/floor'), '.'],
  ]);
}
