import type { LocalTime } from '../calendar/local-time.ts';
import type { Weekday } from '../calendar/weekday.ts';
import type { Word } from '../text/words.ts';

/** A subscription as it was asked for. What is `null` is the requester's own: this channel, the centre's zone. */
export interface SubscribeRequest {
  /** Ascending, each once. */
  readonly times: readonly LocalTime[];
  /** Monday first. */
  readonly days: readonly Weekday[];
  /** Today's IANA name. */
  readonly zone: string | null;
  readonly channel: ChannelReference | null;
  /** As typed; empty for the whole floor. */
  readonly queues: readonly string[];
}

/** A subscription without a time: what the form is filled with. `days` is `null` where none were named. */
export interface SubscribeStart extends Omit<SubscribeRequest, 'times' | 'days'> {
  readonly days: readonly Weekday[] | null;
}

export type ChannelReference =
  /** `name` is `null` where Slack sent the id alone. */
  | { readonly kind: 'id'; readonly id: string; readonly name: string | null }
  | { readonly kind: 'name'; readonly name: string };

export type SubscribeProblem =
  | { readonly kind: 'not-a-time' | 'not-days' | 'not-a-channel'; readonly typed: string }
  /** `nearest`: the zone that was most likely meant; `null` where none comes into question. */
  | { readonly kind: 'not-a-zone'; readonly typed: string; readonly nearest: string | null }
  | { readonly kind: 'nothing-after'; readonly word: Section };

export type Section = 'queues' | 'zone' | 'channel';

/** What has been understood of a subscription so far. */
export interface Draft {
  readonly times: Set<LocalTime>;
  readonly days: Set<Weekday>;
  readonly exceptDays: Set<Weekday>;
  readonly queues: Word[];
  /** Parts that were opened by their word. */
  readonly met: Set<Section>;
  isDaily: boolean;
  /** The days that follow are those on which nothing is to be posted. */
  isAfterExcept: boolean;
  zone: string | null;
  channel: ChannelReference | null;
  /** The first word that makes no sense; the rest still counts towards the suggestion. */
  problem: SubscribeProblem | null;
  unknownWords: number;
  /** A zone that is not known was looked for among names that are written much like it. */
  hasSoughtZone: boolean;
  /** A time, a zone, a channel or a rhythm was meant that could not be understood. */
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
