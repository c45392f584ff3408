import { quoteInput } from '../text/quote-input.ts';
import { textOf, type Word } from '../text/words.ts';
import { type ChannelReference, type Draft, emptyDraft, type Section } from './subscribe-draft.ts';
import { takeKnownZone, takeUnknownZone, takeWhen, whenWords } from './subscribe-when.ts';

type Part =
  | { readonly kind: 'opening'; readonly section: Section }
  | { readonly kind: 'word'; readonly word: Word };

const SECTIONS: ReadonlyMap<string, Section> = new Map([
  ['queue', 'queues'],
  ['queues', 'queues'],
  ['zone', 'zone'],
  ['tz', 'zone'],
  ['timezone', 'zone'],
  ['channel', 'channel'],
]);
/** Maximum number of words of a zone name, as in `America North Dakota Center`. */
const ZONE_WORDS_MAX = 4;

export function readDraft(words: readonly Word[]): Draft {
  const draft = emptyDraft();
  const parts = whenWords(words).flatMap(partsOf);
  let section: Section | 'when' = 'when';
  for (let at = 0; at < parts.length; ) {
    const part = parts[at];
    if (part?.kind !== 'word') {
      if (part !== undefined) {
        section = part.section;
        draft.met.add(section);
      }
      at += 1;
      continue;
    }
    const ahead = wordsFrom(parts, at);
    at += take(draft, section, ahead);
    // Only a list of queues may have several words; a channel ends it.
    if (section !== 'queues' || isChannel(part.word)) section = 'when';
  }
  return draft;
}

/** Splits keyword and value: `queues Sales`, `queues: Sales`, `tz:Europe/Madrid`. */
function partsOf(word: Word): Part[] {
  if (word.quoted || word.channelId !== null) return [{ kind: 'word', word }];
  const section = SECTIONS.get(word.lower.replace(/:$/, ''));
  if (section !== undefined) return [{ kind: 'opening', section }];
  const colon = word.lower.indexOf(':');
  const prefixed = colon === -1 ? undefined : SECTIONS.get(word.lower.slice(0, colon));
  if (prefixed === undefined) return [{ kind: 'word', word }];
  const rest = { ...word, text: word.text.slice(colon + 1), lower: word.lower.slice(colon + 1) };
  return [
    { kind: 'opening', section: prefixed },
    { kind: 'word', word: rest },
  ];
}

/** Returns the words from `at` that may be one name: up to a comma, a channel or the next part. */
function wordsFrom(parts: readonly Part[], at: number): Word[] {
  const words: Word[] = [];
  for (const part of parts.slice(at, at + ZONE_WORDS_MAX)) {
    if (part.kind !== 'word' || (words.length > 0 && isChannel(part.word))) break;
    words.push(part.word);
    if (part.word.endsItem) break;
  }
  return words;
}

/**
 * Stores the next word, or several words of one value, in the draft.
 *
 * @returns number of words that were used
 */
function take(draft: Draft, section: Section | 'when', ahead: readonly Word[]): number {
  const [word] = ahead;
  if (word === undefined) return 1;
  const channel = channelFrom(word);
  if (channel !== undefined) {
    draft.channel = channel;
    return 1;
  }
  switch (section) {
    case 'queues':
      draft.queues.push(word);
      return 1;
    case 'zone':
      return takeZone(draft, ahead);
    case 'channel':
      takeChannelName(draft, word);
      return 1;
    case 'when':
      return takeWhen(draft, ahead);
  }
}

function isChannel(word: Word): boolean {
  return channelFrom(word) !== undefined;
}

/** Reads a channel link of Slack, or `#ops` as people type it if Slack does not convert it. */
function channelFrom(word: Word): ChannelReference | undefined {
  const named = word.quoted ? undefined : /^#([\p{L}\p{N}_.-]{1,80})$/u.exec(word.text)?.[1];
  if (word.channelId !== null) {
    return { kind: 'id', id: word.channelId, name: named === word.channelId ? null : (named ?? null) };
  }
  return named === undefined ? undefined : { kind: 'name', name: named.toLowerCase() };
}

/** Reads the word after `channel`: a name without `#`, or an id, which has capitals and digits. */
function takeChannelName(draft: Draft, word: Word): void {
  if (/^[CGD](?=[A-Z]*\d)[A-Z0-9]{2,}$/.test(word.text)) {
    draft.channel = { kind: 'id', id: word.text, name: null };
    return;
  }
  const channel = channelFrom({ ...word, text: `#${word.text}` });
  if (channel !== undefined) {
    draft.channel = channel;
    return;
  }
  draft.problem ??= { kind: 'not-a-channel', typed: quoteInput(word.text) };
  draft.isIncomplete = true;
}

/** Reads the longest sequence of words that is a zone, otherwise the shortest one with a suggestion. */
function takeZone(draft: Draft, ahead: readonly Word[]): number {
  const runs = ahead.map((_, index) => textOf(ahead.slice(0, index + 1)));
  return takeKnownZone(draft, ahead) ?? takeUnknownZone(draft, runs);
}
