import type { LocalTime } from '../calendar/local-time.ts';
import type { Weekday } from '../calendar/weekday.ts';
import type { Word } from '../text/words.ts';

/** A requested subscription. `null` means the default of the requester: this channel, or the zone of the centre. */
export interface SubscribeRequest {
  /** Ascending, without duplicates. */
  readonly times: readonly LocalTime[];
  /** Monday first. */
  readonly days: readonly Weekday[];
  readonly zone: string | null;
  readonly channel: ChannelReference | null;
  /** Names and numbers as typed; empty for the whole floor. */
  readonly queues: readonly string[];
}

/** A subscription without a time, the initial values of the form. `days` is `null` if no days were named. */
export interface SubscribeStart extends Omit<SubscribeRequest, 'times' | 'days'> {
  readonly days: readonly Weekday[] | null;
}

export type ChannelReference =
  /** `name` is `null` if Slack sent only the id. */
  | { readonly kind: 'id'; readonly id: string; readonly name: string | null }
  | { readonly kind: 'name'; readonly name: string };

export type SubscribeProblem =
  | { readonly kind: 'not-a-time' | 'not-days' | 'not-a-channel'; readonly typed: string }
  /** `nearest`: the zone that was most likely meant; `null` if there is none. */
  | { readonly kind: 'not-a-zone'; readonly typed: string; readonly nearest: string | null }
  | { readonly kind: 'nothing-after'; readonly word: Section };

export type Section = 'queues' | 'zone' | 'channel';

export interface Draft {
  readonly times: Set<LocalTime>;
  readonly days: Set<Weekday>;
  readonly exceptDays: Set<Weekday>;
  readonly queues: Word[];
  readonly met: Set<Section>;
  isDaily: boolean;
  /** True after `except`: the following days are excluded. */
  isAfterExcept: boolean;
  zone: string | null;
  channel: ChannelReference | null;
  /** The first problem; the other words still count for the suggestion. */
  problem: SubscribeProblem | null;
  unknownWords: number;
  /** True after the search for names similar to an unknown zone. */
  hasSoughtZone: boolean;
  /** True if a time, zone, channel or frequency could not be parsed. */
  isIncomplete: boolean;
}

export function emptyDraft(): Draft {
  return {
    times: new Set(),
    days: new Set(),
    exceptDays: new Set(),
    queues: [],
    met: new Set(),
    isDaily: false,
    isAfterExcept: false,
    zone: null,
    channel: null,
    problem: null,
    unknownWords: 0,
    hasSoughtZone: false,
    isIncomplete: false,
  };
}
