import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';
import { HTTPModuleFunctions, isRawBodyError, verifySlackRequest } from '@slack/bolt';
import type { Clock } from '../../../clock.ts';
import { parseJson } from '../../../parse-json.ts';
import type { MakeOnce } from '../once.ts';
import { type PayloadKind, payloadKind } from './slack-payload.ts';

/** The longest that a signed request may be under way or ahead of our clock (Slack's own advice: five minutes). */
const WINDOW_SECONDS = 300;
/** About four times what Slack may send in two windows (30,000 events an hour). */
const SIGNATURES_MAX = 20_000;
/** A slash command is below 10 KB, a modal's state at most 250 kB and three times that when form-encoded. */
const BODY_MAX_BYTES = 1024 * 1024;
const FORM = 'application/x-www-form-urlencoded';

/** `pass`: signed, new and readable, and its body is buffered on the request for Bolt. Else the status to answer. */
type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'answer'; readonly status: number; readonly reason: string }
  /** The sender went away. */
  | { readonly kind: 'gone' };

export interface HttpGuard {
  inspect(request: IncomingMessage): Promise<Verdict>;
}

/**
 * Stands before Bolt's HTTP receiver and lets through what Slack signed, within five minutes of our clock either way
 * (Bolt looks only into the past), once (Bolt runs a replay again), and of a shape that Bolt survives (a signed
 * `null` ends its process).
 */
export function createHttpGuard(options: {
  signingSecret: string;
  clock: Clock;
  makeOnce: MakeOnce;
}): HttpGuard {
  const { signingSecret, clock, makeOnce } = options;
  // A time stamp from five minutes ahead is good for ten.
  const signatures = makeOnce('signature', { keptMs: 2 * WINDOW_SECONDS * 1000, most: SIGNATURES_MAX });

  return {
    async inspect(request) {
      let body: string;
      try {
        const buffered = await HTTPModuleFunctions.bufferIncomingMessage(request, BODY_MAX_BYTES);
        body = buffered.rawBody.toString();
      } catch (error) {
        if (isRawBodyError(error) && error.statusCode === 413) return refuse(413, 'the body is too large');
        return { kind: 'gone' };
      }
      const contentType = mediaTypeOf(request);
      if (isSslCheck(contentType, body)) return refuse(200, 'a check of our certificate');
      const signature = signatureOf(request, body, { signingSecret, now: clock.now() });
      if (signature === undefined) return refuse(401, 'not signed by Slack, or not now');
      const kind = kindOf(contentType, body);
      if (kind === 'unreadable') return refuse(400, 'signed, but not a payload of Slack');
      if (kind === 'unknown-type') return refuse(200, 'its type is none that is known');
      if (kind === 'rate-notice') return refuse(200, 'Slack holds back events: we were sent too many');
      if (!(await signatures.isFirst(signature))) return refuse(200, 'seen before');
      request.headers['content-type'] = contentType;
      return { kind: 'pass' };
    },
  };
}

function refuse(status: number, reason: string): Verdict {
  return { kind: 'answer', status, reason };
}

/** Without parameters: Bolt knows the form type only bare, and some proxies add `; charset=utf-8`. */
function mediaTypeOf(request: IncomingMessage): string {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase();
}

/** Slack asks this without a signature; it is answered and has no effect. */
function isSslCheck(contentType: string, body: string): boolean {
  return contentType === FORM && body.length < 500 && parse(body)['ssl_check'] === '1';
}

/** The request's signature if it is good and of now. Only the exact form is read: one signature, one spelling. */
function signatureOf(
  request: IncomingMessage,
  body: string,
  { signingSecret, now }: { signingSecret: string; now: number },
): string | undefined {
  const signature = request.headers['x-slack-signature'];
  const stamp = request.headers['x-slack-request-timestamp'];
  if (typeof signature !== 'string' || !/^v0=[0-9a-f]{64}$/.test(signature)) return undefined;
  if (typeof stamp !== 'string' || !/^[0-9]{1,12}$/.test(stamp)) return undefined;
  if (Math.abs(now / 1000 - Number(stamp)) > WINDOW_SECONDS) return undefined;
  try {
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(stamp) };
    verifySlackRequest({ signingSecret, body, headers, nowMilliseconds: now });
    return signature;
  } catch {
    return undefined;
  }
}

function kindOf(contentType: string, body: string): PayloadKind {
  if (contentType !== FORM) return payloadKind(parseJson(body));
  const form = parse(body);
  // A field given twice is read differently by different parsers.
  if (Object.values(form).some((value) => typeof value !== 'string')) return 'unreadable';
  return payloadKind(typeof form['payload'] === 'string' ? parseJson(form['payload']) : { ...form });
}
