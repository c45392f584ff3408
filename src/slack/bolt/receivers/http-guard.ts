import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';
import { HTTPModuleFunctions, isRawBodyError, verifySlackRequest } from '@slack/bolt';
import type { Clock } from '../../../clock.ts';
import { parseJson } from '../../../parse-json.ts';
import type { MakeDedupeCache } from '../dedupe-cache.ts';
import { type PayloadKind, payloadKind } from './slack-payload.ts';

/** Maximum difference of a request's time stamp from our clock, in both directions (Slack's advice). */
const CLOCK_SKEW_MAX_SECONDS = 300;
/** About four times the number of requests that Slack may send in two windows (30,000 events per hour). */
const SIGNATURES_MAX = 20_000;
/** The state of a modal has up to 250 kB, and three times that when form-encoded. */
const BODY_MAX_BYTES = 1024 * 1024;
const FORM = 'application/x-www-form-urlencoded';

/** `pass`: the request is signed, new and readable; its body is buffered for Bolt. `refuse`: the status to answer. */
type GuardResult =
  | { readonly kind: 'pass' }
  | { readonly kind: 'answer'; readonly status: number; readonly reason: string }
  | { readonly kind: 'gone' };

export interface HttpGuard {
  inspect(request: IncomingMessage): Promise<GuardResult>;
}

/**
 * Creates the guard of Bolt's HTTP receiver. It passes requests that Slack signed, within five minutes of our clock in
 * both directions (Bolt checks the past only), once (Bolt processes a replay again), and of a shape that Bolt survives
 * (a signed `null` ends its process).
 */
export function createHttpGuard(options: {
  signingSecret: string;
  clock: Clock;
  makeDedupeCache: MakeDedupeCache;
}): HttpGuard {
  const { signingSecret, clock, makeDedupeCache } = options;
  // A time stamp five minutes ahead is valid for ten minutes.
  const signatures = makeDedupeCache('signature', {
    lifetimeMs: 2 * CLOCK_SKEW_MAX_SECONDS * 1000,
    max: SIGNATURES_MAX,
  });

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
      if (kind === 'malformed') return refuse(400, 'signed, but not a payload of Slack');
      if (kind === 'unknown-type') return refuse(200, 'its type is none that is known');
      if (kind === 'rate-notice') return refuse(200, 'Slack holds back events: we were sent too many');
      if (!(await signatures.isFirst(signature))) return refuse(200, 'seen before');
      request.headers['content-type'] = contentType;
      return { kind: 'pass' };
    },
  };
}

function refuse(status: number, reason: string): GuardResult {
  return { kind: 'answer', status, reason };
}

/** Without parameters, because Bolt accepts no `; charset=utf-8`, which some proxies add. */
function mediaTypeOf(request: IncomingMessage): string {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase();
}

/** Slack's certificate check, which is not signed and has no effect. */
function isSslCheck(contentType: string, body: string): boolean {
  return contentType === FORM && body.length < 500 && parse(body)['ssl_check'] === '1';
}

/** Returns a valid, recent signature. Only the exact form is accepted, so that it has one spelling. */
function signatureOf(
  request: IncomingMessage,
  body: string,
  { signingSecret, now }: { signingSecret: string; now: number },
): string | undefined {
  const signature = request.headers['x-slack-signature'];
  const stamp = request.headers['x-slack-request-timestamp'];
  if (typeof signature !== 'string' || !/^v0=[0-9a-f]{64}$/.test(signature)) return undefined;
  if (typeof stamp !== 'string' || !/^[0-9]{1,12}$/.test(stamp)) return undefined;
  if (Math.abs(now / 1000 - Number(stamp)) > CLOCK_SKEW_MAX_SECONDS) return undefined;
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
  // A repeated field is read differently by different parsers.
  if (Object.values(form).some((value) => typeof value !== 'string')) return 'malformed';
  return payloadKind(typeof form['payload'] === 'string' ? parseJson(form['payload']) : { ...form });
}
