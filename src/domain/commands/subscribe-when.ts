import { findZone, suggestZone } from '../calendar/time-zone.ts';
import type { Weekday } from '../calendar/weekday.ts';
import { zoneHint } from '../calendar/zone-hints.ts';
import { nearMiss } from '../text/near-miss.ts';
import { quoteInput } from '../text/quote-input.ts';
import { textOf, type Word } from '../text/words.ts';
import { DAY_WORDS, parseDays, parseTime, TIME_WORDS, timeLike, writeDays } from './schedule-words.ts';
import type { Draft } from './subscribe-draft.ts';

const FILLERS: ReadonlySet<string> = new Set(
  "at on and in to for every each the of day days time & + o'clock".split(' '),
);
const EXCEPT: ReadonlySet<string> = new Set('but except excluding no not without'.split(' '));
/** Frequencies and days that a weekly schedule cannot have. A suggestion without them would be wrong. */
const OTHER_RHYTHMS: ReadonlySet<string> = new Set(
  'alternate annually before biweekly after between first fortnightly fourth from hourly last monthly once other quarterly second third today tomorrow tonight twice until weekly yearly'.split(
    ' ',
  ),
);
/** Maximum number of unknown words of a command with a suggestion. */
const UNKNOWN_WORDS_MAX = 10;
const UNIT = /^(?:min|minute|hour|day|week|month|year)s?$/;
/** A time with a zone and no space between them: `18:00Z`, `6pmEST`, `18:00+02:00`. */
const TIME_AND_ZONE = /^(\d{1,2}(?:[:.h]\d\d)?(?:[ap]m)?)((?:utc|gmt)?[+-]\d{1,2}(?::?\d\d)?|[a-z]{1,4})$/;

/**
 * Reads a word about times and days, or several words of a place name. An unknown word is stored as the problem of the
 * draft; a near miss of a day or time also counts for the suggestion.
 *
 * @param ahead the word and the words after it; not empty
 * @returns number of words that were used
 */
export function takeWhen(draft: Draft, ahead: readonly Word[]): number {
  const [word] = ahead;
  if (word === undefined) return 1;
  if (word.lower === 'at') draft.isAfterExcept = false;
  if (FILLERS.has(word.lower)) return 1;
  const time = parseTime(word.lower);
  const days = parseDays(word.lower);
  if (time !== undefined) takeTime(draft, time, word);
  else if (days !== undefined) takeDays(draft, word.lower, days);
  else if (EXCEPT.has(word.lower)) takeExcept(draft, word);
  else if (isZone(word.lower)) return takeStrayZone(draft, ahead);
  else if (/\d/.test(word.text)) takeNumber(draft, word);
  else return takeUnknown(draft, ahead);
  return 1;
}

/** Joins words of one value: `6 pm`, `mon - fri`, `UTC + 2`, `2 hours`. */
export function whenWords(words: readonly Word[]): Word[] {
  const result: Word[] = [];
  for (const word of words) {
    const last = result.at(-1);
    const before = result.at(-2);
    if (last !== undefined && !last.endsItem && isHalfOfDay(word.lower) && /^\d/.test(last.lower)) {
      result.splice(-1, 1, both(last, '', word));
    } else if (last !== undefined && UNIT.test(word.lower) && /^\d+$/.test(last.lower)) {
      result.splice(-1, 1, both(last, ' ', word));
    } else if (isDash(last) && before !== undefined && isDay(before) && isDay(word)) {
      result.splice(-2, 2, both(before, '-', word));
    } else if (isUtc(last) && /^[+-]\d/.test(word.lower)) {
      result.splice(-1, 1, both(last, '', word));
    } else if (isUtc(before) && isSign(last) && /^\d{1,2}(?!\d)/.test(word.lower)) {
      result.splice(-2, 2, both(before, last.text, word));
    } else {
      result.push(word);
    }
  }
  return result;
}

function takeTime(draft: Draft, time: string, word: Word): void {
  if (draft.isAfterExcept) draft.problem ??= { kind: 'not-a-time', typed: quoteInput(word.text) };
  draft.isIncomplete ||= draft.isAfterExcept;
  draft.times.add(time);
}

/** `daily` alone means all days, but `daily 18:00 mon-fri` means Monday to Friday. */
function takeDays(draft: Draft, word: string, days: readonly Weekday[]): void {
  if (word === 'daily' || word === 'everyday') {
    draft.isDaily = true;
    return;
  }
  for (const day of days) (draft.isAfterExcept ? draft.exceptDays : draft.days).add(day);
}

function takeExcept(draft: Draft, word: Word): void {
  draft.problem ??= { kind: 'not-days', typed: quoteInput(word.text) };
  draft.isAfterExcept = true;
}

/** Returns true for a name with a slash, an abbreviation or an offset, which need no keyword `zone`. */
function isZone(word: string): boolean {
  return word.includes('/') || word === 'utc' || (word.length > 2 && zoneHint(word) !== undefined);
}

function takeStrayZone(draft: Draft, ahead: readonly Word[]): number {
  return takeKnownZone(draft, ahead) ?? takeUnknownZone(draft, [textOf(ahead.slice(0, 1))]);
}

/**
 * Reads the longest sequence of words that is a zone.
 *
 * @returns number of words that were used; `undefined` if there is no zone
 */
export function takeKnownZone(draft: Draft, ahead: readonly Word[]): number | undefined {
  for (let count = ahead.length; count > 0; count -= 1) {
    const zone = findZone(textOf(ahead.slice(0, count)));
    if (zone === undefined) continue;
    draft.zone = zone;
    return count;
  }
  return undefined;
}

/**
 * Searches a suggestion for one of these texts. The search takes long, so it runs once per command; a command with two
 * such mistakes gets no suggestion.
 *
 * @returns number of words of the text with the suggestion
 */
export function takeUnknownZone(draft: Draft, texts: readonly string[]): number {
  const isFirst = !draft.hasSoughtZone;
  draft.hasSoughtZone = true;
  const nearest = isFirst ? texts.map(suggestZone) : [];
  const index = nearest.findIndex((zone) => zone !== undefined);
  const zone = nearest[index] ?? null;
  draft.problem ??= { kind: 'not-a-zone', typed: quoteInput(texts[Math.max(index, 0)] ?? ''), nearest: zone };
  draft.zone = zone;
  draft.isIncomplete ||= zone === null;
  return index + 1 || 1;
}

function takeNumber(draft: Draft, word: Word): void {
  const [, clock = '', place = ''] = TIME_AND_ZONE.exec(word.lower) ?? [];
  const time = parseTime(clock);
  if (time !== undefined && (place === 'utc' || zoneHint(place) !== undefined)) {
    draft.times.add(time);
    takeStrayZone(draft, [{ ...word, text: place, lower: place }]);
    return;
  }
  const like = timeLike(word.lower);
  draft.problem ??= { kind: 'not-a-time', typed: quoteInput(word.text) };
  if (like === undefined) draft.isIncomplete = true;
  else draft.times.add(like);
}

/** A near miss counts for the suggestion: `mondya` becomes Monday, `Madrid` becomes its zone. */
function takeUnknown(draft: Draft, ahead: readonly Word[]): number {
  const [word] = ahead;
  if (word === undefined) return 1;
  draft.problem ??= { kind: 'not-days', typed: quoteInput(word.text) };
  if (OTHER_RHYTHMS.has(word.lower) || draft.unknownWords >= UNKNOWN_WORDS_MAX) {
    draft.isIncomplete = true;
    return 1;
  }
  const near = nearMiss(word.lower, WHEN_WORDS);
  if (near !== undefined) {
    const time = parseTime(near);
    if (time === undefined) takeDays(draft, near, parseDays(near) ?? []);
    else draft.times.add(time);
    return 1;
  }
  const taken = takeKnownZone(draft, ahead);
  draft.unknownWords += taken === undefined ? 1 : 0;
  return taken ?? 1;
}

/** Each word with its canonical form. */
const WHEN_WORDS: readonly (readonly [string, string])[] = [
  ...TIME_WORDS.map((word) => [word, word] as const),
  ...DAY_WORDS.map((word) => [word, writeDays(parseDays(word) ?? [])] as const),
];

function both(left: Word, between: string, right: Word): Word {
  const text = `${left.text}${between}${right.text}`;
  return { ...right, text, lower: text.toLowerCase(), quoted: false };
}

function isHalfOfDay(word: string): boolean {
  return /^(?:[ap]m|[ap]\.m\.?)$/.test(word);
}

function isUtc(word: Word | undefined): word is Word {
  return word !== undefined && !word.quoted && !word.endsItem && /^(?:utc|gmt)$/.test(word.lower);
}

function isSign(word: Word | undefined): word is Word {
  return word !== undefined && !word.quoted && /^[+-]$/.test(word.text);
}

function isDash(word: Word | undefined): boolean {
  return word !== undefined && !word.quoted && ['-', 'to', 'through'].includes(word.lower);
}

function isDay(word: Word): boolean {
  return !word.quoted && parseDays(word.lower) !== undefined;
}
