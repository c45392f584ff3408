import { LIMITS } from '../limits.ts';
import { FLOOR_HELP } from '../replies/floor-command-replies.ts';
import type { Sentence } from '../replies/sentence.ts';
import { type Message, plainText, sentencesBlock, sentencesMessage } from './message.ts';

export function floorHelpMessage(): Message {
  const forms = FLOOR_HELP.forms.map((form): Sentence => [{ code: form.type }, ` ${form.gives}`]);
  return {
    text: sentencesMessage(forms).text,
    blocks: [
      { type: 'header', text: plainText(FLOOR_HELP.title, LIMITS.header) },
      sentencesBlock(forms),
    ],
  };
}
