import type { Selectable } from 'kysely';
import { z } from 'zod';
import { keyOf, type Occurrence, occurrenceFrom, TIME_OF_DAY } from '../../domain/calendar/schedule.ts';
import { zoneNamed } from '../../domain/calendar/time-zone.ts';
import { WEEKDAYS } from '../../domain/calendar/weekday.ts';
import { parseJson } from '../../parse-json.ts';
import type { Database } from '../../storage/tables.ts';
import { POST_REFUSALS } from './post-refusal.ts';
import type { BrokenPart, Subscription, SubscriptionEdit, SubscriptionState } from './subscription.ts';

export type SubscriptionRow = Selectable<Database['subscription']>;

/** Schema of JSON in a text column. */
const jsonOf = <T>(shape: z.ZodType<T>) => z.string().transform(parseJson).pipe(shape);
const queues = jsonOf(z.array(z.int().nonnegative()));
const readers = jsonOf(z.array(z.string()));
const times = jsonOf(z.array(z.string().regex(TIME_OF_DAY)).min(1));
const days = jsonOf(z.array(z.enum(WEEKDAYS)).min(1));
const pauseReason = z.enum(['requested', 'owner-deactivated', ...POST_REFUSALS]);

/** Reads a list of queues; `undefined` for other text. */
export function readQueues(text: string): number[] | undefined {
  return queues.safeParse(text).data;
}

/** Converts a row. Never throws: an unreadable row becomes a broken subscription, which can be listed and deleted. */
export function toSubscription(row: SubscriptionRow): Subscription {
  const read = {
    queues: readQueues(row.queues),
    times: times.safeParse(row.times).data,
    days: days.safeParse(row.days).data,
    zone: zoneNamed(row.zone) === undefined ? undefined : row.zone,
  };
  const broken = (['zone', 'times', 'days', 'queues'] as const).find((part) => read[part] === undefined);
  return {
    number: row.id,
    teamId: row.team_id,
    ownerId: row.owner_id,
    channelId: row.channel_id,
    queues: read.queues ?? [],
    schedule: { times: read.times ?? [], days: read.days ?? [], zone: read.zone ?? 'UTC' },
    // An unreadable list counts as no agreement.
    confirmedReaders: readers.safeParse(row.confirmed_readers).data ?? [],
    state: broken === undefined || row.state === 'removed' ? stateOf(row) : brokenBy(broken, row),
  };
}

function stateOf(row: SubscriptionRow): SubscriptionState {
  // The column is text, so another program may have written another value.
  const state: string = row.state;
  const reason = pauseReason.safeParse(row.pause_reason).data;
  if (state === 'removed') return { kind: 'removed' };
  if (state === 'active') return { kind: 'active', next: occurrenceFrom(row.next_key ?? '') ?? null };
  return state === 'paused' && reason !== undefined ? { kind: 'paused', reason } : brokenBy('state', row);
}

/**
 * The repair of an unreadable state by an edit; empty if the state is readable. With an unreadable pause reason the
 * subscription stays paused, otherwise it becomes active.
 */
export function repairedState(
  row: SubscriptionRow,
): Partial<Pick<SubscriptionRow, 'state' | 'pause_reason'>> {
  if (stateOf(row).kind !== 'broken') return {};
  return row.state === 'paused' ? { pause_reason: 'requested' } : { state: 'active', pause_reason: null };
}

function brokenBy(part: BrokenPart, row: SubscriptionRow): SubscriptionState {
  return { kind: 'broken', part, stored: row[part] };
}

export function columnsOf({ channelId, queues, schedule, confirmedReaders = [] }: SubscriptionEdit) {
  return {
    channel_id: channelId,
    queues: JSON.stringify(queues),
    times: JSON.stringify(schedule.times.toSorted()),
    days: JSON.stringify(schedule.days),
    zone: schedule.zone,
    confirmed_readers: JSON.stringify(confirmedReaders),
  };
}

/** The columns of the next occurrence; `null` if there is none. */
export function nextOccurrenceColumns(next: Occurrence | null) {
  return { next_at: next?.at ?? null, next_key: next && keyOf(next) };
}
