import { escapeMrkdwn } from './escaping.ts';

/**
 * A sentence for people, before it is rendered. Plain strings are literal, so names and typed text may stand in them;
 * every other phrase says what it is.
 */
export type Sentence = readonly Phrase[];

export type Phrase =
  | string
  /** Text to type, such as a command. */
  | { readonly code: string }
  | { readonly bold: string }
  | { readonly user: string }
  | { readonly group: string }
  | { readonly channel: string }
  /** `:warning:`, rendered with a space after it in blocks, and left out of text. */
  | { readonly emoji: string }
  | Instant;

/** An instant as a time writer writes it. */
export interface Instant {
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
  if ('code' in phrase) return phrase.code;
  if ('plain' in phrase) return phrase.plain;
  return 'bold' in phrase ? phrase.bold : '';
}

/** A sentence in the text of a message, which Slack reads as mrkdwn. Words are literal, mentions are live. */
export function sentenceText(sentence: Sentence): string {
  return sentence.map(textOfPhrase).join('');
}

function textOfPhrase(phrase: Phrase): string {
  if (typeof phrase !== 'string') {
    if ('channel' in phrase) return `<#${phrase.channel}>`;
    if ('user' in phrase) return `<@${phrase.user}>`;
    if ('group' in phrase) return `<!subteam^${phrase.group}>`;
  }
  return escapeMrkdwn(wordsOf(phrase));
}

/** A sentence as mrkdwn in a block, with bold words, code, emoji and date tokens. */
export function sentenceMarkup(sentence: Sentence): string {
  return sentence.map(markupOfPhrase).join('');
}

function markupOfPhrase(phrase: Phrase): string {
  if (typeof phrase !== 'string') {
    if ('bold' in phrase) return `*${escapeMrkdwn(phrase.bold)}*`;
    if ('code' in phrase) return `\`${escapeMrkdwn(phrase.code)}\``;
    if ('emoji' in phrase) return `${phrase.emoji} `;
    if ('token' in phrase) return phrase.token;
  }
  return textOfPhrase(phrase);
}

/** `a, b and c`. Items beyond `most` are counted: `a, b and 3 more`. */
export function listOf(items: readonly string[], most: number): string {
  const shown = items.length <= most ? items : [...items.slice(0, most), `${items.length - most} more`];
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
