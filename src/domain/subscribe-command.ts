import { writeDays } from './schedule-words.ts';
import type { ChannelReference, Draft, SubscribeProblem, SubscribeRequest } from './subscribe-draft.ts';
import { readDraft } from './subscribe-parts.ts';
import { inWeekOrder, WEEKDAYS, type Weekday } from './weekday.ts';
import { itemsIn, type Word, writeItems } from './words.ts';

export type ParsedSubscribe =
  | { readonly kind: 'request'; readonly request: SubscribeRequest }
  /**
   * `suggestion` is a command that is understood and keeps all that was understood of this one; `null` where it would
   * have to invent an hour, a day, a zone or a channel.
   */
  | { readonly kind: 'problem'; readonly problem: SubscribeProblem; readonly suggestion: string | null };

const EXAMPLE_TIME = '18:00';

/** `daily 18:00 mon-fri queues Sales, Support zone Europe/Madrid channel #ops`, in any order. */
export function parseSubscribe(words: readonly Word[]): ParsedSubscribe {
  const draft = readDraft(words);
  const problem = draft.problem ?? missing(draft);
  const request = {
    times: [...draft.times].toSorted(),
    days: daysOf(draft),
    zone: draft.zone,
    channel: draft.channel,
    queues: itemsIn(draft.queues),
  };
  return problem === null
    ? { kind: 'request', request }
    : { kind: 'problem', problem, suggestion: suggestionFor(draft, problem, request) };
}

/** Days that were named, or all; without those after `except`. */
function daysOf({ days, exceptDays }: Draft): readonly Weekday[] {
  const named = days.size === 0 ? WEEKDAYS : inWeekOrder(days);
  return named.filter((day) => !exceptDays.has(day));
}

function missing(draft: Draft): SubscribeProblem | null {
  if (draft.met.has('queues') && draft.queues.length === 0) return { kind: 'nothing-after', word: 'queues' };
  if (draft.met.has('zone') && draft.zone === null) return { kind: 'nothing-after', word: 'zone' };
  if (draft.met.has('channel') && draft.channel === null) return { kind: 'nothing-after', word: 'channel' };
  return draft.times.size === 0 ? { kind: 'no-time' } : null;
}

function suggestionFor(draft: Draft, problem: SubscribeProblem, request: SubscribeRequest): string | null {
  // Where nothing but the time is missing, a time can only be an example.
  if (problem.kind === 'no-time') return writeSubscribe({ ...request, times: [EXAMPLE_TIME] });
  const namesDays = draft.isDaily || draft.days.size > 0 || draft.exceptDays.size > 0;
  const losesDays = (draft.unknownWords > 0 && !namesDays) || request.days.length === 0;
  return draft.isIncomplete || losesDays || request.times.length === 0 ? null : writeSubscribe(request);
}

/** The command that is understood as this. */
export function writeSubscribe(request: SubscribeRequest): string {
  const days = writeDays(request.days);
  return [
    `/floor subscribe daily ${request.times.join(',')}`,
    days === 'daily' ? '' : ` ${days}`,
    request.queues.length === 0 ? '' : ` queues ${writeItems(request.queues)}`,
    request.zone === null ? '' : ` zone ${request.zone}`,
    request.channel === null ? '' : ` channel ${writeChannel(request.channel)}`,
  ].join('');
}

/** As people can type it: an id in angle brackets is Slack's own notation. */
function writeChannel(channel: ChannelReference): string {
  if (channel.kind === 'name') return `#${channel.name}`;
  return channel.name === null ? channel.id : `#${channel.name}`;
}
