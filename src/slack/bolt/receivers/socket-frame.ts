import { z } from 'zod';
import { parseJson } from '../../../parse-json.ts';
import { payloadKind } from './slack-payload.ts';

/**
 * The handling of one frame of Slack's socket. `process`: the socket client can process it; `envelopeId` is `null` for
 * Slack's `hello`, which is no envelope. `acknowledge`: nothing handles it, and without an acknowledgement Slack would
 * send it again. `goodbye`: Slack is about to close the socket. `reason` is stable text for the log, with nothing from
 * the frame except the name of a type.
 */
export type FrameVerdict =
  | { readonly kind: 'process'; readonly envelopeId: string | null }
  | { readonly kind: 'goodbye' }
  | { readonly kind: 'acknowledge'; readonly envelopeId: string; readonly reason: string }
  | { readonly kind: 'drop'; readonly reason: string };

/** Maximum length in characters, as for a body in HTTP mode: the state of a modal has at most 250 kB. */
const FRAME_MAX = 1024 * 1024;
const ENVELOPE_TYPES = new Set(['events_api', 'interactive', 'slash_commands']);

/** Signals of the socket client, which emits Slack's events by type: an event of such a type would be a signal. */
const CLIENT_SIGNALS = new Set([
  'authenticated',
  'close',
  'connected',
  'connecting',
  'disconnected',
  'disconnecting',
  'error',
  'outgoing_message',
  'reconnecting',
  'slack_event',
  'ws_message',
]);

const frameSchema = z.looseObject({
  type: z.unknown().optional(),
  envelope_id: z.string().min(1).max(200).optional().catch(undefined),
  payload: z.unknown().optional(),
});
const eventSchema = z.looseObject({ event: z.looseObject({ type: z.string() }) });

/** @param data a text frame is a string; anything else is a binary frame, which Slack does not send */
export function frameVerdict(data: unknown): FrameVerdict {
  if (typeof data !== 'string') return drop('it is binary');
  if (data.length > FRAME_MAX) return drop('it is too large');
  const frame = frameSchema.safeParse(parseJson(data));
  if (!frame.success) return drop('it is not a JSON object');
  const { type, envelope_id: envelopeId, payload } = frame.data;
  if (type === 'hello') return { kind: 'process', envelopeId: null };
  if (type === 'disconnect') return { kind: 'goodbye' };
  const reason = fault(type, payload);
  if (envelopeId === undefined) return drop(reason ?? 'it has no envelope_id');
  return reason === null ? { kind: 'process', envelopeId } : { kind: 'acknowledge', envelopeId, reason };
}

/** Returns what is wrong with an envelope; `null` if the client and Bolt can process it. */
function fault(type: unknown, payload: unknown): string | null {
  if (typeof type !== 'string') return 'it has no type';
  if (!ENVELOPE_TYPES.has(type)) return `its type is ${nameOf(type)}`;
  const kind = payloadKind(payload);
  if (kind === 'rate-notice') return 'Slack holds back events: we were sent too many';
  if (kind === 'unknown-type') return `its ${type} payload is of no known type`;
  if (kind === 'malformed') return `its ${type} payload is of no known shape`;
  const event = eventSchema.safeParse(payload);
  if (type === 'events_api' && !event.success) return 'its events_api payload has no event';
  return event.success && CLIENT_SIGNALS.has(event.data.event.type) ? 'its event has no known type' : null;
}

/** Only short words are logged as types. */
function nameOf(type: string): string {
  return /^[a-z_]{1,40}$/.test(type) ? type : 'none that is known';
}

function drop(reason: string): FrameVerdict {
  return { kind: 'drop', reason };
}
