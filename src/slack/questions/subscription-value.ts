import { z } from 'zod';
import { TIME_OF_DAY } from '../../domain/calendar/schedule.ts';
import { WEEKDAYS } from '../../domain/calendar/weekday.ts';
import type { SubscriptionEdit } from '../../summaries/subscriptions/subscription.ts';
import { listOf, NUMBER, orNone } from './button-value.ts';

const number = NUMBER.pipe(z.int32().positive());

export const SUBSCRIPTION = z.codec(z.tuple([number]), z.int(), {
  decode: ([value]) => value,
  encode: (value): [number] => [value],
});

/** The number of the subscription that a form changes; `null` for a new one. */
export const FORM_SUBSCRIPTION = z.codec(z.tuple([orNone(number)]), z.int().nullable(), {
  decode: ([value]) => value,
  encode: (value): [number | null] => [value],
});

/** What the button saves that confirms the readers of a channel. `number` is `null` for a new subscription. */
export type ChannelConfirmation = SubscriptionEdit & { readonly number: number | null };

/** Other organisations, by Slack's ids, to which a person agrees. */
export const READERS = listOf(z.string().regex(/^\w+$/));

const isFilled = (list: readonly unknown[]): boolean => list.length > 0;

const confirmationWords = z.tuple([
  orNone(number),
  z.string().regex(/^[CG][A-Z0-9]{2,}$/),
  listOf(NUMBER),
  listOf(z.string().regex(TIME_OF_DAY)).refine(isFilled),
  listOf(z.enum(WEEKDAYS)).refine(isFilled),
  z.string(),
  READERS,
]);

export const CHANNEL_CONFIRMATION = z.codec(confirmationWords, z.custom<ChannelConfirmation>(), {
  decode: ([number, channelId, queues, times, days, zone, confirmedReaders]): ChannelConfirmation => ({
    number,
    channelId,
    queues,
    schedule: { times, days, zone },
    confirmedReaders,
  }),
  encode: ({
    number,
    channelId,
    queues,
    schedule: { times, days, zone },
    confirmedReaders = [],
  }): z.infer<typeof confirmationWords> => [
    number,
    channelId,
    [...queues],
    [...times],
    [...days],
    zone,
    [...confirmedReaders],
  ],
});
