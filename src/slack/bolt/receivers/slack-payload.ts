import { z } from 'zod';

const person = z.looseObject({ id: z.string() });
const place = z.looseObject({ id: z.string() });
/** Bolt reads every payload with an `event` as an event. */
const noEvent = { event: z.undefined().optional() };

/** The kinds of payload, with the fields that Bolt reads before any listener. */
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

const KNOWN_TYPES: ReadonlySet<string> = new Set([
  'url_verification',
  'event_callback',
  'block_actions',
  'block_suggestion',
  'shortcut',
  'message_action',
  'view_submission',
  'view_closed',
]);
const ofSomeType = z.looseObject({ type: z.string().min(1) });

/**
 * `rate-notice`: Slack withholds events. `unknown-type`: a type that Floorwalker does not handle, perhaps a newer one.
 * `malformed`: not a payload of Slack, or without fields that Slack sends with its type.
 */
export type PayloadKind = 'dispatch' | 'rate-notice' | 'unknown-type' | 'malformed';

export function payloadKind(payload: unknown): PayloadKind {
  if (payloadSchema.safeParse(payload).success) return 'dispatch';
  const type = ofSomeType.safeParse(payload).data?.type;
  if (type === undefined || KNOWN_TYPES.has(type)) return 'malformed';
  return type === 'app_rate_limited' ? 'rate-notice' : 'unknown-type';
}
