import { z } from 'zod';
import { parseJson } from '../../../parse-json.ts';
import { payloadKind } from './slack-payload.ts';

/**
 * What to do with one frame of Slack's socket. `process`: the socket client survives it; `envelopeId` is `null` for Slack's
 * `hello`, which is no envelope. `acknowledge`: it is nothing
 * that anything here takes, and Slack would send it again until it hears of it. `goodbye`: Slack is about to close the
 * socket. `reason` is for the log, stable and without anything of the frame but a type's name.
 */
export type FrameVerdict =
  | { readonly kind: 'process'; readonly envelopeId: string | null }
  | { readonly kind: 'goodbye' }
  | { readonly kind: 'acknowledge'; readonly envelopeId: string; readonly reason: string }
  | { readonly kind: 'drop'; readonly reason: string };

/** In characters. As for a body in HTTP mode: a modal's state is at most 250 kB. */
const FRAME_MAX = 1024 * 1024;
const ENVELOPE_TYPES = new Set(['events_api', 'interactive', 'slash_commands']);

/** The socket client emits an event of this name for each event of Slack's; these names are its own signals. */
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

/** What is wrong with an envelope; `null` where the client and Bolt can take it. */
function fault(type: unknown, payload: unknown): string | null {
  if (typeof type !== 'string') return 'it has no type';
  if (!ENVELOPE_TYPES.has(type)) return `its type is ${nameOf(type)}`;
  const kind = payloadKind(payload);
  if (kind === 'rate-notice') return 'Slack holds back events: we were sent too many';
  if (kind === 'unknown-type') return `its ${type} payload is of no known type`;
  if (kind === 'unreadable') return `its ${type} payload is of no known shape`;
  const event = eventSchema.safeParse(payload);
  if (type === 'events_api' && !event.success) return 'its events_api payload has no event';
  return event.success && CLIENT_SIGNALS.has(event.data.event.type) ? 'its event has no known type' : null;
}

/** Types are short words; anything else stays out of the log. */
function nameOf(type: string): string {
  return /^[a-z_]{1,40}$/.test(type) ? type : 'none that is known';
}

function drop(reason: string): FrameVerdict {
  return { kind: 'drop', reason };
}
