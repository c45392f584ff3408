import type { types } from '@slack/bolt';
import { sanitizeLine, truncate } from './escaping.ts';
import { type Phrase, type Sentence, sentenceText } from './sentence.ts';

/** Maximum length of an invalid id, which is shown as text. */
const ID_MAX = 60;

/**
 * Blocks of literal text, one line per sentence. Names can neither format nor mention.
 * @param max maximum number of characters in one block; a longer sentence is cut
 */
export function richTextBlocks(sentences: readonly Sentence[], max: number): types.RichTextBlock[] {
  const blocks: Sentence[][] = [];
  let room = 0;
  for (const sentence of sentences) {
    const length = sentenceText(sentence).length + 1;
    if (length > room) {
      blocks.push([]);
      room = max;
    }
    blocks.at(-1)?.push(sentence);
    room -= length;
  }
  return blocks.map((lines) => richTextBlock(lines, max));
}

function richTextBlock(lines: readonly Sentence[], max: number): types.RichTextBlock {
  const phrases = lines.flatMap((line, index): Phrase[] => (index === 0 ? [...line] : ['\n', ...line]));
  let room = max;
  const leaves = phrases.flatMap(leavesOf).flatMap((each): types.RichTextElement[] => {
    if (each.type !== 'text') return [each];
    const text = truncate(each.text, room);
    room -= text.length;
    return text === '' || text === '…' ? [] : [{ ...each, text }];
  });
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: leaves }] };
}

/** An emoji is an element of its own: in a text, Slack shows its name. */
function leavesOf(phrase: Phrase): types.RichTextElement[] {
  if (typeof phrase === 'string' || phrase.kind !== 'emoji') return [leaf(phrase)];
  return [
    { type: 'emoji', name: phrase.text.replaceAll(':', '') },
    { type: 'text', text: ' ' },
  ];
}

function leaf(phrase: Exclude<Phrase, { kind: 'emoji' }>): types.RichTextElement {
  if (typeof phrase === 'string') return { type: 'text', text: phrase };
  switch (phrase.kind) {
    case 'code':
      return { type: 'text', text: phrase.text, style: { code: true } };
    case 'bold':
      return { type: 'text', text: phrase.text, style: { bold: true } };
    case 'user':
      return mention(/^[UW]/, phrase.text, { type: 'user', user_id: phrase.text });
    case 'channel':
      return mention(/^[CGD]/, phrase.text, { type: 'channel', channel_id: phrase.text });
    case 'group':
      return mention(/^S/, phrase.text, { type: 'usergroup', usergroup_id: phrase.text });
    case 'instant':
      return { type: 'text', text: phrase.plain };
  }
}

/** Slack refuses a message with an invalid id, so an invalid id is shown as text. */
function mention(kind: RegExp, id: string, element: types.RichTextElement): types.RichTextElement {
  const isId = kind.test(id) && /^[A-Z0-9]{2,30}$/.test(id);
  return isId ? element : { type: 'text', text: sanitizeLine(id, ID_MAX) };
}
