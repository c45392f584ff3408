import { closestMatch } from 'leven';
import { echo } from './echo.ts';
import { type LocalTime, zoneNamed, zonesLike } from './local-time.ts';
import { DAY_WORDS, parseDays, parseTime, writeDays } from './schedule-words.ts';
import { inWeekOrder, WEEKDAYS, type Weekday } from './weekday.ts';
import { itemsIn, type Word, writeItems } from './words.ts';

/** A subscription as it was asked for. What is `null` is the asker's own: this channel, the centre's zone. */
export interface SubscribeRequest {
  /** Ascending, each once. */
  readonly times: readonly LocalTime[];
  /** Monday first. */
  readonly days: readonly Weekday[];
  readonly zone: string | null;
  readonly channel: ChannelReference | null;
  /** As typed; empty for the whole floor. */
  readonly queues: readonly string[];
}

export type ChannelReference =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string };

export type SubscribeProblem =
  | { readonly kind: 'no-time' }
  | { readonly kind: 'not-a-time' | 'not-days' | 'not-a-zone' | 'not-a-channel'; readonly typed: string }
  | { readonly kind: 'nothing-after'; readonly word: Section };

export type ParsedSubscribe =
  | { readonly kind: 'request'; readonly request: SubscribeRequest }
  | { readonly kind: 'problem'; readonly problem: SubscribeProblem; readonly suggestion: string };

type Section = 'queues' | 'zone' | 'channel';

const SECTIONS: ReadonlyMap<string, Section> = new Map([
  ['queue', 'queues'],
  ['queues', 'queues'],
  ['zone', 'zone'],
  ['tz', 'zone'],
  ['timezone', 'zone'],
  ['channel', 'channel'],
]);

const FILLERS: ReadonlySet<string> = new Set(
  'at on and in to for every each the of day days & + o’clock'.split(' '),
);
const EXAMPLE_TIME = '18:00';
const EXAMPLE_ZONE = 'Europe/Madrid';
const LONGEST_WORD = 40;
const SHORTEST_CITY = 3;

interface Draft {
  readonly times: Set<LocalTime>;
  readonly days: Set<Weekday>;
  readonly queues: Word[];
  readonly met: Set<Section>;
  zone: string | null;
  channel: ChannelReference | null;
  problem: SubscribeProblem | null;
}

/** `daily 18:00 mon-fri queues Sales, Support zone Europe/Madrid channel #ops`, in any order. */
export function parseSubscribe(words: readonly Word[]): ParsedSubscribe {
  const draft = read(words);
  const request = {
    times: [...draft.times].toSorted(),
    days: draft.days.size === 0 ? WEEKDAYS : inWeekOrder(draft.days),
    zone: draft.zone,
    channel: draft.channel,
    queues: itemsIn(draft.queues),
  };
  const problem = draft.problem ?? missing(draft);
  return problem === null
    ? { kind: 'request', request }
    : { kind: 'problem', problem, suggestion: writeSubscribe(request) };
}

/** The command that would have been understood as this. */
export function writeSubscribe(request: SubscribeRequest): string {
  const times = request.times.length === 0 ? EXAMPLE_TIME : request.times.join(',');
  const days = writeDays(request.days);
  return [
    `/floor subscribe daily ${times}`,
    days === 'daily' ? '' : ` ${days}`,
    request.queues.length === 0 ? '' : ` queues ${writeItems(request.queues)}`,
    request.zone === null ? '' : ` zone ${request.zone}`,
    request.channel === null ? '' : ` channel ${writeChannel(request.channel)}`,
  ].join('');
}

function writeChannel(channel: ChannelReference): string {
  return channel.kind === 'id' ? `<#${channel.id}>` : `#${channel.name}`;
}

function missing(draft: Draft): SubscribeProblem | null {
  if (draft.met.has('queues') && draft.queues.length === 0) return { kind: 'nothing-after', word: 'queues' };
  if (draft.met.has('zone') && draft.zone === null) return { kind: 'nothing-after', word: 'zone' };
  if (draft.met.has('channel') && draft.channel === null) return { kind: 'nothing-after', word: 'channel' };
  return draft.times.size === 0 ? { kind: 'no-time' } : null;
}

/** The first word that makes no sense is the one to tell of; the rest still counts towards the suggestion. */
function read(words: readonly Word[]): Draft {
  const draft: Draft = {
    times: new Set(),
    days: new Set(),
    queues: [],
    met: new Set(),
    zone: null,
    channel: null,
    problem: null,
  };
  let section: Section | 'when' = 'when';
  for (const word of joined(words)) {
    const opened = opens(word);
    if (opened !== undefined) {
      section = opened.section;
      draft.met.add(section);
      if (opened.rest !== null) section = take(draft, section, opened.rest);
    } else {
      section = take(draft, section, word);
    }
  }
  return draft;
}

/** `queues Sales`, `queues: Sales`, `tz:Europe/Madrid`. */
function opens(word: Word): { section: Section; rest: Word | null } | undefined {
  if (word.quoted) return undefined;
  const section = SECTIONS.get(word.lower.replace(/:$/, ''));
  if (section !== undefined) return { section, rest: null };
  const colon = word.lower.indexOf(':');
  const prefixed = colon === -1 ? undefined : SECTIONS.get(word.lower.slice(0, colon));
  if (prefixed === undefined) return undefined;
  const rest = { ...word, text: word.text.slice(colon + 1), lower: word.lower.slice(colon + 1) };
  return { section: prefixed, rest };
}

/** Puts one word where it belongs; the answer is the section that the next word is in. */
function take(draft: Draft, section: Section | 'when', word: Word): Section | 'when' {
  const channel = word.quoted ? undefined : channelFrom(word.text);
  if (channel !== undefined) {
    draft.channel = channel;
    return 'when';
  }
  switch (section) {
    case 'queues':
      draft.queues.push(word);
      return 'queues';
    case 'zone':
      takeZone(draft, word);
      return 'when';
    case 'channel':
      takeChannelName(draft, word);
      return 'when';
    case 'when':
      takeWhen(draft, word);
      return 'when';
  }
}

/** `<#C0123|ops>` as Slack writes it with `should_escape`, or `#ops` as people do. */
function channelFrom(text: string): ChannelReference | undefined {
  const id = /^<#([CGD][A-Z0-9]{2,})(?:\|[^>]*)?>$/.exec(text)?.[1];
  if (id !== undefined) return { kind: 'id', id };
  const name = /^#([\p{L}\p{N}_.-]{1,80})$/u.exec(text)?.[1];
  return name === undefined ? undefined : { kind: 'name', name: name.toLowerCase() };
}

function takeChannelName(draft: Draft, word: Word): void {
  const channel = channelFrom(`#${word.text}`);
  if (channel === undefined) draft.problem ??= { kind: 'not-a-channel', typed: echo(word.text) };
  else draft.channel = channel;
}

function takeZone(draft: Draft, word: Word): void {
  const zone = zoneNamed(word.text);
  if (zone === undefined) draft.problem ??= { kind: 'not-a-zone', typed: echo(word.text) };
  draft.zone = zone ?? nearestZone(word.lower.slice(0, LONGEST_WORD));
}

/** For the suggestion, which must not lose the zone: of that city, written much like it, or at least one to replace. */
function nearestZone(typed: string): string {
  const [named] = typed.length < SHORTEST_CITY ? [] : zonesLike(typed);
  if (named !== undefined) return named;
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => zone.toLowerCase());
  const cities = zones.map((zone) => zone.slice(zone.lastIndexOf('/') + 1));
  const near = closestMatch(typed, typed.includes('/') ? zones : cities, { maxDistance: 2 });
  return near === undefined ? EXAMPLE_ZONE : (zonesLike(near)[0] ?? EXAMPLE_ZONE);
}

function takeWhen(draft: Draft, word: Word): void {
  if (FILLERS.has(word.lower)) return;
  const time = parseTime(word.lower);
  const days = parseDays(word.lower);
  if (time !== undefined) draft.times.add(time);
  else if (days !== undefined) takeDays(draft, word.lower, days);
  else if (word.text.includes('/') || word.lower === 'utc') takeZone(draft, word);
  else if (/\d/.test(word.text)) draft.problem ??= { kind: 'not-a-time', typed: echo(word.text) };
  else draft.problem ??= unknownDays(draft, word);
}

/** `daily` only says how often: `daily 18:00 mon-fri` is Monday to Friday. */
function takeDays(draft: Draft, word: string, days: readonly Weekday[]): void {
  if (word === 'daily' || word === 'everyday') return;
  for (const day of days) draft.days.add(day);
}

/** A near miss counts towards the suggestion: `mondya` suggests Mondays. */
function unknownDays(draft: Draft, word: Word): SubscribeProblem {
  const near = closestMatch(word.lower.slice(0, LONGEST_WORD), DAY_WORDS, { maxDistance: 2 });
  if (near !== undefined && word.lower.length >= 3) takeDays(draft, near, parseDays(near) ?? []);
  return { kind: 'not-days', typed: echo(word.text) };
}

/** `6 pm` is one time and `mon - fri` one range, however they are spaced. */
function joined(words: readonly Word[]): Word[] {
  const result: Word[] = [];
  for (const word of words) {
    const last = result.at(-1);
    const before = result.at(-2);
    if (last !== undefined && !last.endsItem && /^[ap]m$/.test(word.lower) && /^\d/.test(last.lower)) {
      result.splice(-1, 1, both(last, '', word));
    } else if (isDash(last) && before !== undefined && isDay(before) && isDay(word)) {
      result.splice(-2, 2, both(before, '-', word));
    } else {
      result.push(word);
    }
  }
  return result;
}

function both(left: Word, between: string, right: Word): Word {
  const text = `${left.text}${between}${right.text}`;
  return { text, lower: text.toLowerCase(), quoted: false, endsItem: right.endsItem };
}

function isDash(word: Word | undefined): boolean {
  return word !== undefined && !word.quoted && ['-', 'to', 'through'].includes(word.lower);
}

function isDay(word: Word): boolean {
  return !word.quoted && parseDays(word.lower) !== undefined;
}
