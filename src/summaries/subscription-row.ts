import type { Selectable } from 'kysely';
import { z } from 'zod';
import { occurrenceFrom } from '../domain/schedule.ts';
import { WEEKDAYS } from '../domain/weekday.ts';
import type { Database } from '../history/tables.ts';
import { POST_REFUSALS } from './post-refusal.ts';
import type { Subscription, SubscriptionEdit, SubscriptionState } from './subscription.ts';

export type SubscriptionRow = Selectable<Database['subscription']>;

const json = <T>(shape: z.ZodType<T>) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(shape);
const queues = json(z.array(z.number()));
const times = json(z.array(z.string()).min(1));
const days = json(z.array(z.enum(WEEKDAYS)).min(1));
const pauseReason = z.enum(['asked', 'owner-gone', ...POST_REFUSALS]);

export const readQueues = (text: string): number[] => queues.parse(text);

export function toSubscription(row: SubscriptionRow): Subscription {
  return {
    number: row.id,
    teamId: row.team_id,
    ownerId: row.owner_id,
    channelId: row.channel_id,
    queues: readQueues(row.queues),
    schedule: { times: times.parse(row.times), days: days.parse(row.days), zone: row.zone },
    state: stateOf(row),
  };
}

function stateOf(row: SubscriptionRow): SubscriptionState {
  switch (row.state) {
    case 'active':
      return { kind: 'active', next: row.next_key === null ? null : (occurrenceFrom(row.next_key) ?? null) };
    case 'paused':
      return { kind: 'paused', reason: pauseReason.parse(row.pause_reason) };
    case 'removed':
      return { kind: 'removed' };
  }
}

export function columnsOf({ channelId, queues, schedule }: SubscriptionEdit) {
  return {
    channel_id: channelId,
    queues: JSON.stringify(queues),
    times: JSON.stringify(schedule.times.toSorted()),
    days: JSON.stringify(schedule.days),
    zone: schedule.zone,
  };
}
