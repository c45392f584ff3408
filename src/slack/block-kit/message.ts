import type { types } from '@slack/bolt';
import type { ChartBlock } from './chart-block.ts';
import { clamp, cleanText, neutralise } from './escaping.ts';
import { LIMITS } from './limits.ts';
import type { Phrase, Sentence } from './sentence.ts';

const LONGEST_ID = 60;

export type Block = types.KnownBlock | ChartBlock;

/** What is sent: blocks for the eye, and the same in `text` for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: Block[];
  /** For where Slack does not take a kind of block that not every place and workspace has. */
  readonly plainer?: Plainer;
}

export interface Plainer {
  readonly without: 'table' | 'data_visualization';
  /** They say the same. */
  readonly blocks: Block[];
}

export function sentencesMessage(sentences: readonly Sentence[]): Message {
  return { text: fallbackText(sentences.map(sentenceText), '\n'), blocks: [sentencesBlock(sentences)] };
}

/** One paragraph of literal text: names in it can neither format nor mention. What is longer than Slack takes is cut. */
export function sentencesBlock(sentences: readonly Sentence[]): types.RichTextBlock {
  const phrases = sentences.flatMap((sentence, index): Phrase[] =>
    index === 0 ? [...sentence] : ['\n', ...sentence],
  );
  let room: number = LIMITS.richTextText;
  const leaves = phrases.map(leaf).flatMap((each): types.RichTextElement[] => {
    if (each.type !== 'text') return [each];
    const text = clamp(each.text, room);
    room -= text.length;
    return text === '' || text === '…' ? [] : [{ ...each, text }];
  });
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: leaves }] };
}

/** The same in as many blocks as it takes. */
export function sentencesBlocks(sentences: readonly Sentence[]): types.RichTextBlock[] {
  const parts: Sentence[][] = [];
  let room = 0;
  for (const sentence of sentences) {
    const length = sentenceText(sentence).length + 1;
    if (length > room) {
      parts.push([]);
      room = LIMITS.richTextText;
    }
    parts.at(-1)?.push(sentence);
    room -= length;
  }
  return parts.map(sentencesBlock);
}

export function heading(text: string): types.HeaderBlock {
  return { type: 'header', text: plainText(text, LIMITS.header) };
}

function leaf(phrase: Phrase): types.RichTextElement {
  if (typeof phrase === 'string') return { type: 'text', text: phrase };
  if ('code' in phrase) return { type: 'text', text: phrase.code, style: { code: true } };
  if ('bold' in phrase) return { type: 'text', text: phrase.bold, style: { bold: true } };
  if ('user' in phrase) return mention(/^[UW]/, phrase.user, { type: 'user', user_id: phrase.user });
  if ('channel' in phrase)
    return mention(/^[CGD]/, phrase.channel, { type: 'channel', channel_id: phrase.channel });
  return mention(/^S/, phrase.group, { type: 'usergroup', usergroup_id: phrase.group });
}

/** Slack refuses a whole message for one id that is none, so such an id is shown as text. */
function mention(kind: RegExp, id: string, element: types.RichTextElement): types.RichTextElement {
  const isId = kind.test(id) && /^[A-Z0-9]{2,30}$/.test(id);
  return isId ? element : { type: 'text', text: cleanText(id, LONGEST_ID) };
}

/** A sentence as mrkdwn that shows what it says. */
export function sentenceText(sentence: Sentence): string {
  return sentence
    .map((phrase) => {
      if (typeof phrase === 'string') return neutralise(phrase);
      if ('code' in phrase) return neutralise(phrase.code);
      if ('bold' in phrase) return neutralise(phrase.bold);
      if ('channel' in phrase) return `<#${phrase.channel}>`;
      return 'user' in phrase ? `<@${phrase.user}>` : `<!subteam^${phrase.group}>`;
    })
    .join('');
}

/** A message's text alone, where only blocks can be shown. */
export function textBlocks({ text }: Message): types.SectionBlock[] {
  return [{ type: 'section', text: ownMarkup(clamp(text, LIMITS.sectionText)) }];
}

export function fallbackText(parts: readonly string[], between = ' '): string {
  return clamp(parts.filter((part) => part !== '').join(between), LIMITS.messageText);
}

/** Our own words only: text from outside belongs in `plain_text` or in a {@link Sentence}. */
export function ownMarkup(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

export function plainText(text: string, longest: number): types.PlainTextElement {
  return { type: 'plain_text', text: clamp(text, longest), emoji: false };
}
