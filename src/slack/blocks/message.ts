import type { types } from '@slack/bolt';
import { clamp, neutralise } from '../escaping.ts';
import { LIMITS } from '../limits.ts';
import type { Phrase, Sentence } from '../replies/sentence.ts';
import type { ChartBlock } from './chart.ts';

export type Block = types.KnownBlock | ChartBlock;

/** What is sent: blocks for the eye, and the same in `text` for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: Block[];
}

export function sentencesMessage(sentences: readonly Sentence[]): Message {
  return { text: fallbackText(sentences.map(sentenceText), '\n'), blocks: [sentencesBlock(sentences)] };
}

/** One paragraph of literal text: names in it can neither format nor mention. */
export function sentencesBlock(sentences: readonly Sentence[]): types.RichTextBlock {
  const phrases = sentences.flatMap((sentence, index): Phrase[] =>
    index === 0 ? [...sentence] : ['\n', ...sentence],
  );
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: phrases.filter((phrase) => phrase !== '').map(leaf) }],
  };
}

function leaf(phrase: Phrase): types.RichTextElement {
  if (typeof phrase === 'string') return { type: 'text', text: phrase };
  if ('code' in phrase) return { type: 'text', text: phrase.code, style: { code: true } };
  if ('bold' in phrase) return { type: 'text', text: phrase.bold, style: { bold: true } };
  if ('user' in phrase) return { type: 'user', user_id: phrase.user };
  if ('channel' in phrase) return { type: 'channel', channel_id: phrase.channel };
  return { type: 'usergroup', usergroup_id: phrase.group };
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
