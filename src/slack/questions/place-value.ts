import { z } from 'zod';
import { TIME_OF_DAY } from '../../domain/calendar/schedule.ts';
import { WEEKDAYS } from '../../domain/calendar/weekday.ts';
import { QUEUES_MAX } from '../../domain/commands/wanted-queues.ts';
import type { SubscriptionEdit } from '../../summaries/subscriptions/subscription.ts';
import { valueOf } from './action-value.ts';

/**
 * The value of the button that confirms the readers of a subscription's channel. `number` is `null` for a new
 * subscription.
 */
export type Place = SubscriptionEdit & { readonly number: number | null };

/** Short keys, because the value of a button is limited to 2,000 characters and there may be a hundred queues. */
const schema = z
  .object({
    n: z.int().positive().nullable(),
    c: z.string().regex(/^[CG][A-Z0-9]{2,}$/),
    q: z.array(z.int().nonnegative()).max(QUEUES_MAX),
    t: z.array(z.string().regex(TIME_OF_DAY)).min(1),
    d: z.array(z.enum(WEEKDAYS)).min(1),
    z: z.string(),
    r: z.array(z.string()),
  })
  .transform(
    ({ n, c, q, t, d, z: zone, r }): Place => ({
      number: n,
      channelId: c,
      queues: q,
      schedule: { times: t, days: d, zone },
      confirmedReaders: r,
    }),
  );

export function writePlace({ number, channelId, queues, schedule, confirmedReaders = [] }: Place): string {
  const { times, days, zone } = schedule;
  return JSON.stringify({
    n: number,
    c: channelId,
    q: queues,
    t: times,
    d: days,
    z: zone,
    r: confirmedReaders,
  });
}

/** Reads the value of a button; `undefined` for an old or forged one. */
export function readPlace(action: unknown): Place | undefined {
  return valueOf(action, schema);
}
