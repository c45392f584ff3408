import { z } from 'zod';

const person = z.looseObject({ id: z.string() });
const place = z.looseObject({ id: z.string() });
/** Bolt takes whatever has an `event` for one. */
const noEvent = { event: z.undefined().optional() };

/** The kinds of payload that Slack sends, as far as Bolt reads them before any listener has a say. */
const payloadSchema = z.union([
  z.looseObject({ type: z.literal('url_verification'), challenge: z.string(), ...noEvent }),
  z.looseObject({ type: z.literal('event_callback'), event: z.looseObject({ type: z.string() }) }),
  z.looseObject({ command: z.string(), user_id: z.string(), ...noEvent }),
  z.looseObject({
    type: z.enum(['block_actions', 'block_suggestion', 'shortcut', 'message_action']),
    user: person,
    channel: place.nullish(),
    ...noEvent,
  }),
  z.looseObject({
    type: z.enum(['view_submission', 'view_closed']),
    user: person,
    view: z.looseObject({ id: z.string() }),
    ...noEvent,
  }),
]);

const rateNotice = z.looseObject({ type: z.literal('app_rate_limited'), ...noEvent });

/** `rate-notice`: Slack tells that it holds events back; Bolt knows no such kind and would leave it unanswered. */
export function payloadKind(payload: unknown): 'dispatch' | 'rate-notice' | 'unreadable' {
  if (payloadSchema.safeParse(payload).success) return 'dispatch';
  return rateNotice.safeParse(payload).success ? 'rate-notice' : 'unreadable';
}
