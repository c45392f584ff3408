import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Reply } from '../https-upstream.ts';
import type { FaultEffect } from './fault-kinds.ts';
import { duplicateRows, wrongTypes } from './garble.ts';

const JSON_TYPE = 'application/json;charset=UTF-8';
const CHUNK = 'x'.repeat(64 * 1024);

interface Playing {
  readonly response: ServerResponse;
  readonly reply: Reply;
  readonly effect: FaultEffect | undefined;
  readonly date: Date;
}

/** Sends a reply, or what the fault makes of it. */
export async function playReply({ response, reply, effect, date }: Playing): Promise<void> {
  const text = bodyText(reply, effect);
  const bytes = encode(text, effect);
  response.sendDate = false;
  response.statusCode = reply.status;
  response.setHeader('date', date.toUTCString());
  response.setHeader('content-type', reply.text?.type ?? JSON_TYPE);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);

  switch (effect?.kind) {
    case 'huge-body':
      return sendHuge(response, text, effect);
    case 'reset-mid-body':
      response.setHeader('content-length', Math.max(2, bytes.length));
      response.flushHeaders();
      response.write(bytes.subarray(0, Math.max(1, Math.floor(bytes.length / 2))), () =>
        response.socket?.destroy(),
      );
      return;
    case 'gzip':
      response.setHeader('content-encoding', 'gzip');
      break;
    default:
  }
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}

function bodyText(reply: Reply, effect: FaultEffect | undefined): string {
  if (reply.text !== undefined) return reply.text.body;
  switch (effect?.kind) {
    case 'empty-body':
      return '';
    case 'wrong-types':
      return wrongTypes(reply.json, effect.variant ?? 'mixed');
    case 'duplicate-rows':
      return JSON.stringify(duplicateRows(reply.json));
    case 'contradiction':
      return JSON.stringify(contradict(reply.json));
    case 'truncated-json': {
      const whole = JSON.stringify(reply.json);
      return whole.slice(0, Math.floor(whole.length / 2));
    }
    default:
      return JSON.stringify(reply.json);
  }
}

function encode(text: string, effect: FaultEffect | undefined): Buffer {
  if (effect?.kind === 'gzip') return gzipSync(text);
  if (effect?.kind === 'wrong-charset') return Buffer.from(text, effect.encoding ?? 'utf16le');
  return Buffer.from(text);
}

/** The envelope says failure in one field and carries a result in another. */
function contradict(json: unknown): unknown {
  const body = { ...(json as Record<string, unknown>) };
  if ('retcode' in body) return { ...body, retcode: '100-007' };
  return { ...body, result: '0', resultCode: '0100001' };
}

/** The same JSON with white space in front of its last brace, until it has the size; an infinite one never ends. */
async function sendHuge(
  response: ServerResponse,
  text: string,
  effect: { bytes: number; declareLength?: boolean },
): Promise<void> {
  const padding = CHUNK.replaceAll('x', ' ');
  const head = text.slice(0, -1);
  let left = effect.bytes - Buffer.byteLength(text);
  if (effect.declareLength === true && Number.isFinite(left)) {
    response.setHeader('content-length', Math.max(effect.bytes, Buffer.byteLength(text)));
  }
  response.write(head);
  while (left > 0 && !response.destroyed) {
    const piece = padding.slice(0, Math.min(left, padding.length));
    left -= piece.length;
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end(text.slice(-1));
}
