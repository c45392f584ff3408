import { escapeMrkdwn } from './escaping.ts';

/**
 * A sentence for people, before it is rendered. Plain strings are literal, so names and typed text may stand in them;
 * every other phrase says what it is.
 */
export type Sentence = readonly Phrase[];

export type Phrase =
  | string
  /** `code` is text to type, such as a command. For mentions, `text` is the id. */
  | { readonly kind: 'code' | 'bold' | 'user' | 'group' | 'channel'; readonly text: string }
  /** `:warning:`, rendered with a space after it in blocks, and left out of text. */
  | { readonly kind: 'emoji'; readonly text: string }
  | Instant;

export const code = (text: string): Phrase => ({ kind: 'code', text });
export const bold = (text: string): Phrase => ({ kind: 'bold', text });
export const emoji = (text: string): Phrase => ({ kind: 'emoji', text });
export const userMention = (id: string): Phrase => ({ kind: 'user', text: id });
export const groupMention = (id: string): Phrase => ({ kind: 'group', text: id });
export const channelMention = (id: string): Phrase => ({ kind: 'channel', text: id });

/** An instant as a time writer writes it. */
export interface Instant {
  readonly kind: 'instant';
  /** Slack's date token, for mrkdwn in blocks. Each reader sees their own clock. */
  readonly token: string;
  /** The contact centre's clock, for text. */
  readonly plain: string;
}

/** The words alone, without markup and mentions, for errors beside a form's fields. */
export function plainWords(sentences: readonly Sentence[]): string {
  return sentences.map((sentence) => sentence.map(wordsOf).join('')).join(' ');
}

function wordsOf(phrase: Phrase): string {
  if (typeof phrase === 'string') return phrase;
  switch (phrase.kind) {
    case 'code':
    case 'bold':
      return phrase.text;
    case 'instant':
      return phrase.plain;
    case 'user':
    case 'group':
    case 'channel':
    case 'emoji':
      return '';
  }
}

/** A sentence in the text of a message, which Slack reads as mrkdwn. Words are literal, mentions are live. */
export function sentenceText(sentence: Sentence): string {
  return sentence.map(textOfPhrase).join('');
}

function textOfPhrase(phrase: Phrase): string {
  if (typeof phrase === 'string') return escapeMrkdwn(phrase);
  switch (phrase.kind) {
    case 'user':
      return `<@${phrase.text}>`;
    case 'group':
      return `<!subteam^${phrase.text}>`;
    case 'channel':
      return `<#${phrase.text}>`;
    case 'code':
    case 'bold':
    case 'emoji':
    case 'instant':
      return escapeMrkdwn(wordsOf(phrase));
  }
}

/** A sentence as mrkdwn in a block, with bold words, code, emoji and date tokens. */
export function sentenceMarkup(sentence: Sentence): string {
  return sentence.map(markupOfPhrase).join('');
}

function markupOfPhrase(phrase: Phrase): string {
  if (typeof phrase === 'string') return escapeMrkdwn(phrase);
  switch (phrase.kind) {
    case 'bold':
      return `*${escapeMrkdwn(phrase.text)}*`;
    case 'code':
      return `\`${escapeMrkdwn(phrase.text)}\``;
    case 'emoji':
      return `${phrase.text} `;
    case 'instant':
      return phrase.token;
    case 'user':
    case 'group':
    case 'channel':
      return textOfPhrase(phrase);
  }
}
