import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Reply } from '../upstream-api.ts';
import { encodeCharset } from './encode-charset.ts';
import { rowsAboutOthers, sentinelFigures } from './false-figures.ts';
import type { FaultEffect } from './fault-kinds.ts';
import { breakText } from './field-faults.ts';
import { duplicateRows, inconsistentTotals, wrongTypes } from './garble.ts';

const JSON_TYPE = 'application/json;charset=UTF-8';
const UNSIGNED_MINUS_ONE = 4_294_967_295;
const PADDING = ' '.repeat(64 * 1024);

interface Playing {
  readonly response: ServerResponse;
  readonly reply: Reply;
  readonly effect: FaultEffect | undefined;
  readonly date: Date;
}

/** Sends a reply, changed by the fault if there is one. */
export async function playReply({ response, reply, effect, date }: Playing): Promise<void> {
  response.sendDate = false;
  response.statusCode = reply.status;
  response.setHeader('date', date.toUTCString());
  response.setHeader('content-type', reply.text?.type ?? jsonType(effect));
  for (const [name, value] of Object.entries(reply.headers ?? {}))
    response.setHeader(name, typeof value === 'string' ? value : [...value]);

  const text = bodyText(reply, effect);
  if (effect?.kind === 'huge-body') return sendHuge(response, text, effect);
  if (effect?.kind === 'gzip') response.setHeader('content-encoding', 'gzip');
  const bytes = encode(text, effect);
  if (effect?.kind === 'reset-mid-body') return sendHalf(response, bytes);
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}

function bodyText(reply: Reply, effect: FaultEffect | undefined): string {
  if (reply.text !== undefined) return reply.text.body;
  if (effect?.kind === 'empty-body') return '';
  if (effect?.kind === 'wrong-types') return wrongTypes(reply.json, effect.variant ?? 'mixed');
  if (effect?.kind === 'duplicate-rows') return JSON.stringify(duplicateRows(reply.json));
  if (effect?.kind === 'contradiction' && isJsonObject(reply.json))
    return JSON.stringify(contradict(reply.json));
  if (effect?.kind === 'inconsistent-totals') return JSON.stringify(inconsistentTotals(reply.json));
  if (effect?.kind === 'sentinel-figures')
    return JSON.stringify(sentinelFigures(reply.json, effect.value ?? UNSIGNED_MINUS_ONE));
  if (effect?.kind === 'rows-about-others') return JSON.stringify(rowsAboutOthers(reply.json));
  const whole = JSON.stringify(reply.json);
  return effect?.kind === 'truncated-json' ? whole.slice(0, Math.floor(whole.length / 2)) : whole;
}

function encode(text: string, effect: FaultEffect | undefined): Buffer {
  if (effect?.kind === 'gzip') return gzipSync(text);
  if (effect?.kind === 'broken-text') return breakText(text, effect.variant);
  if (effect?.kind === 'charset') return encodeCharset(text, effect.charset);
  return Buffer.from(text, effect?.kind === 'wrong-charset' ? (effect.encoding ?? 'utf16le') : 'utf8');
}

function jsonType(effect: FaultEffect | undefined): string {
  return effect?.kind === 'charset' ? `application/json;charset=${effect.charset}` : JSON_TYPE;
}

/** Sets a failure in one field of the envelope and a plausible result in another. */
function contradict(body: JsonObject): JsonObject {
  return 'retcode' in body
    ? { ...body, retcode: '100-007' }
    : { ...body, result: '0', resultCode: '0100001' };
}

function sendHalf(response: ServerResponse, bytes: Buffer): void {
  response.setHeader('content-length', bytes.length + 2);
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
}

/**
 * Sends the JSON with white space before its last brace until the reply has the given size; a reply of infinite size
 * never ends.
 */
async function sendHuge(
  response: ServerResponse,
  text: string,
  { bytes, declareLength = false }: { bytes: number; declareLength?: boolean },
): Promise<void> {
  const padding = Math.max(0, bytes - Buffer.byteLength(text));
  if (declareLength && Number.isFinite(padding)) {
    response.setHeader('content-length', Buffer.byteLength(text) + padding);
  }
  await pipeline(Readable.from(padded(text, padding)), response);
}

function* padded(text: string, padding: number): Generator<string> {
  yield text.slice(0, -1);
  for (let left = padding; left > 0; left -= PADDING.length)
    yield PADDING.slice(0, Math.min(left, PADDING.length));
  yield text.slice(-1);
}
