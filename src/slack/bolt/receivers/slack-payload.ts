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
 * `rate-notice`: Slack tells that it holds events back. `unknown-type`: its type is none that Floorwalker takes, so
 * Slack may have begun to send it after this was written. `unreadable`: it is no payload of Slack, or lacks what
 * Slack sends with its type.
 */
export type PayloadKind = 'dispatch' | 'rate-notice' | 'unknown-type' | 'unreadable';

export function payloadKind(payload: unknown): PayloadKind {
  if (payloadSchema.safeParse(payload).success) return 'dispatch';
  const type = ofSomeType.safeParse(payload).data?.type;
  if (type === undefined || KNOWN_TYPES.has(type)) return 'unreadable';
  return type === 'app_rate_limited' ? 'rate-notice' : 'unknown-type';
}
