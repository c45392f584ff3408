import { blocksIn } from './block.ts';
import { checkMessage } from './block-kit/message.ts';
import type { WorkspaceClock } from './clock.ts';
import type { EventLog } from './events.ts';
import type { Ids } from './ids.ts';
import { isObject, type JsonObject, objectsOf, textOf } from './json.ts';
import type { Message, MessageContent } from './message.ts';
import type { Messages } from './messages.ts';

/** The target of a response URL. */
export interface ResponseTarget {
  user: string;
  channel: string;
  /** The message of the used button or menu; absent for a slash command. */
  original?: Message;
}

export interface ResponseUrls {
  issue(kind: 'commands' | 'actions' | 'app', target: ResponseTarget): string;
  /** Handles a POST to the path of an issued response URL. */
  accept(path: string, body: unknown): { status: number; text: string; error?: string };
  /**
   * Applies a body in the form of such a POST, for an acknowledgement that carries one. Returns the problems of an
   * invalid body.
   */
  respond(target: ResponseTarget, body: unknown): { error: string; problems: string[] } | undefined;
}

interface ResponseUrlsOptions {
  clock: WorkspaceClock;
  ids: Ids;
  messages: Messages;
  events: EventLog;
  teamId: string;
  origin: () => string;
  author: { user: string; bot_id: string; app_id: string };
}

/** Maximum number of response URLs that are kept; older ones have expired. */
const MAX_RESPONSE_URLS = 20_000;
const MAX_USES = 5;
const RESPONSE_URL_LIFETIME_MS = 30 * 60_000;

export function createResponseUrls(options: ResponseUrlsOptions): ResponseUrls {
  const { clock, ids, messages, events, teamId, origin, author } = options;
  const issued = new Map<string, { target: ResponseTarget; used: number; expiresAt: number }>();

  function respond(target: ResponseTarget, body: unknown): { error: string; problems: string[] } | undefined {
    const payload = typeof body === 'string' ? { text: body } : body;
    if (!isObject(payload)) return refuse('invalid_payload', ['the body is neither text nor a JSON object']);
    const { channel, user } = target;
    const original = target.original && messages.find(channel, target.original.ts, user);
    if (isYes(payload['delete_original'])) {
      if (original === undefined) return refuse('message_not_found', ['there is no original message']);
      messages.remove(original);
      return undefined;
    }
    const problems = checkMessage(payload);
    if (problems !== undefined) return refuse(problems.error, problems.messages);
    const content = contentOf(payload);
    if (isYes(payload['replace_original']) && target.original !== undefined && original === undefined) {
      return refuse('message_not_found', ['the original message is gone']);
    }
    // A response URL of a slash command has no original message, so Slack posts a new message: bolt-js#2287.
    if (isYes(payload['replace_original']) && original !== undefined) {
      messages.update(original, content);
      return undefined;
    }
    const inChannel = payload['response_type'] === 'in_channel';
    const thread = textOf(payload['thread_ts']);
    messages.post({
      ...content,
      ...author,
      channel,
      ...(thread !== undefined && { thread_ts: thread }),
      ...(!inChannel && { ephemeral_to: user, subtype: 'ephemeral' }),
    });
    return undefined;
  }

  function refuse(error: string, problems: string[]): { error: string; problems: string[] } {
    events.emit({ type: 'refused', where: 'response_url', error, errors: problems });
    return { error, problems };
  }

  return {
    issue(kind, target) {
      const oldest = issued.keys().next().value;
      if (issued.size >= MAX_RESPONSE_URLS && oldest !== undefined) issued.delete(oldest);
      const path = `/${kind}/${teamId}/${ids.next('').slice(1)}/${ids.secret()}`;
      issued.set(path, { target, used: 0, expiresAt: clock.now() + RESPONSE_URL_LIFETIME_MS });
      return origin() + path;
    },
    accept(path, body) {
      const url = issued.get(path);
      if (url === undefined) return answer(404, 'invalid_url');
      if (clock.now() > url.expiresAt) return answer(404, 'expired_url');
      if (url.used >= MAX_USES) return answer(404, 'used_url');
      url.used += 1;
      const refused = respond(url.target, body);
      return refused === undefined ? { status: 200, text: 'ok' } : answer(400, refused.error);
    },
    respond,
  };
}

const answer = (status: number, error: string): { status: number; text: string; error: string } => ({
  status,
  error,
  text: JSON.stringify({ ok: false, error }),
});

const isYes = (value: unknown): boolean => value === true || value === 'true';

/** Returns the content fields of a checked message payload. */
export function contentOf(payload: JsonObject): MessageContent {
  return {
    text: textOf(payload['text']) ?? '',
    ...(Array.isArray(payload['blocks']) && { blocks: blocksIn(payload['blocks']) }),
    ...(Array.isArray(payload['attachments']) && { attachments: objectsOf(payload['attachments']) }),
    ...(isObject(payload['metadata']) && { metadata: payload['metadata'] }),
  };
}
