import { inWeekOrder, WEEKDAYS, type Weekday } from '../calendar/weekday.ts';
import { itemsIn, type Word, writeItems } from '../text/words.ts';
import { type ParsedVerb, unclear, understood } from './parsed-verb.ts';
import { writeDays } from './schedule-words.ts';
import type {
  ChannelReference,
  Draft,
  SubscribeProblem,
  SubscribeRequest,
  SubscribeStart,
} from './subscribe-draft.ts';
import { readDraft } from './subscribe-parts.ts';

export const SUBSCRIBE = { name: 'subscribe', synonyms: [], parse: parseSubscribe };

export type SubscribeCommand =
  | { readonly kind: 'subscribe'; readonly request: SubscribeRequest }
  /** A command without a time: the rest is entered in a form. */
  | { readonly kind: 'subscribe-form'; readonly start: SubscribeStart };

/** Parses `daily 18:00 mon-fri queues Sales, Support zone Europe/Madrid channel #ops`, with the parts in any order. */
function parseSubscribe(words: readonly Word[]): ParsedVerb<SubscribeCommand> {
  const draft = readDraft(words);
  const problem = draft.problem ?? missing(draft);
  const request = {
    times: [...draft.times].toSorted(),
    days: daysOf(draft),
    zone: draft.zone,
    channel: draft.channel,
    queues: itemsIn(draft.queues),
  };
  if (problem !== null) return unclear(problem, suggestionFor(draft, request));
  if (request.times.length > 0) return understood({ kind: 'subscribe', request }, writeSubscribe(request));
  const { zone, channel, queues } = request;
  const start = { days: namesDays(draft) ? request.days : null, zone, channel, queues };
  return understood({ kind: 'subscribe-form', start }, writeSubscribeStart(start));
}

/** Returns the named days, or all days if none are named, without the days after `except`. */
function daysOf({ days, exceptDays }: Draft): readonly Weekday[] {
  const named = days.size === 0 ? WEEKDAYS : inWeekOrder(days);
  return named.filter((day) => !exceptDays.has(day));
}

function missing(draft: Draft): SubscribeProblem | null {
  if (draft.met.has('queues') && draft.queues.length === 0) return { kind: 'nothing-after', word: 'queues' };
  if (draft.met.has('zone') && draft.zone === null) return { kind: 'nothing-after', word: 'zone' };
  if (draft.met.has('channel') && draft.channel === null) return { kind: 'nothing-after', word: 'channel' };
  return null;
}

function namesDays(draft: Draft): boolean {
  return draft.isDaily || draft.days.size > 0 || draft.exceptDays.size > 0;
}

function suggestionFor(draft: Draft, request: SubscribeRequest): string | null {
  const losesDays = (draft.unknownWords > 0 && !namesDays(draft)) || request.days.length === 0;
  return draft.isIncomplete || losesDays || request.times.length === 0 ? null : writeSubscribe(request);
}

/** Writes the command that {@link parseSubscribe} reads back. */
export function writeSubscribe(request: SubscribeRequest): string {
  const days = writeDays(request.days);
  return `/floor subscribe daily ${request.times.join(',')}${days === 'daily' ? '' : ` ${days}`}${tail(request)}`;
}

/** Writes the command that {@link parseSubscribe} reads back. */
function writeSubscribeStart(start: SubscribeStart): string {
  return `/floor subscribe${start.days === null ? '' : ` ${writeDays(start.days)}`}${tail(start)}`;
}

function tail(request: Pick<SubscribeRequest, 'queues' | 'zone' | 'channel'>): string {
  return [
    request.queues.length === 0 ? '' : ` queues ${writeItems(request.queues)}`,
    request.zone === null ? '' : ` zone ${request.zone}`,
    request.channel === null ? '' : ` channel ${writeChannel(request.channel)}`,
  ].join('');
}

/** Writes a channel as it can be typed; an id in angle brackets is Slack's own notation. */
function writeChannel(channel: ChannelReference): string {
  if (channel.kind === 'name') return `#${channel.name}`;
  return channel.name === null ? channel.id : `#${channel.name}`;
}
