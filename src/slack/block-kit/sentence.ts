import { escapeMrkdwn } from './escaping.ts';

/**
 * What is said to people, before it is put into blocks: plain strings are shown literally, whatever they hold, so
 * names and typed text may stand in them. Markup is only what is said here to be markup.
 */
export type Sentence = readonly Phrase[];

export type Phrase =
  | string
  /** Something to type. */
  | { readonly code: string }
  | { readonly bold: string }
  | { readonly user: string }
  | { readonly group: string }
  | { readonly channel: string }
  /** `:warning:`, with a space after it. It is left out of text, where the words alone say it. */
  | { readonly emoji: string }
  | Instant;

/** A moment, made by a time writer. */
export interface Instant {
  /** A date token of Slack's, for mrkdwn in blocks: each reader sees it by their own clock. */
  readonly token: string;
  /** By the contact centre's clock, for text that Slack does not format. */
  readonly plain: string;
}

/** The words alone, for where nothing formats and nobody is mentioned: errors beside a form's fields. */
export function plainWords(sentences: readonly Sentence[]): string {
  return sentences.map((sentence) => sentence.map(wordsOf).join('')).join(' ');
}

function wordsOf(phrase: Phrase): string {
  if (typeof phrase === 'string') return phrase;
  if ('code' in phrase) return phrase.code;
  if ('plain' in phrase) return phrase.plain;
  return 'bold' in phrase ? phrase.bold : '';
}

/** A sentence for the text of a message, which Slack reads as mrkdwn: it shows what the sentence says. */
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

/** A sentence as mrkdwn in a block: bold words, emoji and times are what they are there. */
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

/** `a, b and c`; beyond `most` the rest is counted. */
export function listOf(items: readonly string[], most: number): string {
  const shown = items.length <= most ? items : [...items.slice(0, most), `${items.length - most} more`];
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
