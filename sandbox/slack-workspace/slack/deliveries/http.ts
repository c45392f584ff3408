import { parseJson } from '../json.ts';
import type { Acknowledgement, Delivery, Transport } from './delivery.ts';
import { signRequest } from './signing.ts';

/** A request as it was sent, for tests that replay or forge it. */
export interface SentRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface HttpTransport extends Transport {
  readonly sent: readonly SentRequest[];
  useUrl(url: string): void;
}

interface HttpTransportOptions {
  signingSecret: string;
  /** Returns epoch milliseconds for the timestamp of the signature. */
  now: () => number;
}

const MAX_SENT_REQUESTS = 100;

/** Creates the transport that sends signed requests to the app's request URL. */
export function createHttpTransport({ signingSecret, now }: HttpTransportOptions): HttpTransport {
  const sent: SentRequest[] = [];
  let url: string | undefined;

  async function deliver(delivery: Delivery, withinMs: number): Promise<Acknowledgement> {
    if (url === undefined) return { acked: false, ackMs: 0, error: 'dispatch_failed' };
    const { contentType, body } = encode(delivery);
    const headers: Record<string, string> = {
      accept: '*/*',
      'content-type': contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signRequest(signingSecret, body, Math.floor(now() / 1000)),
      ...(delivery.retry && {
        'x-slack-retry-num': String(delivery.retry.num),
        'x-slack-retry-reason': delivery.retry.reason,
      }),
    };
    sent.push({ url, headers, body });
    if (sent.length > MAX_SENT_REQUESTS) sent.shift();
    const started = performance.now();
    const elapsed = (): number => performance.now() - started;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(withinMs),
      });
      const text = await response.text();
      const noRetry = response.headers.get('x-slack-no-retry') === '1';
      return { ...judge(response.status, text), ackMs: elapsed(), ...(noRetry && { noRetry }) };
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError';
      return { acked: false, ackMs: elapsed(), error: timedOut ? 'operation_timeout' : 'dispatch_failed' };
    }
  }

  return {
    sent,
    useUrl(next) {
      url = next;
    },
    deliver,
  };
}

function judge(httpStatus: number, text: string): Omit<Acknowledgement, 'ackMs'> {
  if (httpStatus >= 200 && httpStatus < 300) {
    return { acked: true, httpStatus, ...(text !== '' && { ackBody: parseJson(text) ?? text }) };
  }
  const error = httpStatus >= 500 ? 'http_service_error' : 'http_client_error';
  return { acked: false, httpStatus, error, ...(text !== '' && { ackBody: text }) };
}

/** Encodes a payload: commands are forms, interactions are forms with one JSON field, events are JSON. */
function encode({ kind, body }: Delivery): { contentType: string; body: string } {
  if (kind === 'events_api') return { contentType: 'application/json', body: JSON.stringify(body) };
  const fields: [string, string][] =
    kind === 'slash_commands'
      ? Object.entries(body).map(([name, value]) => [name, String(value)])
      : [['payload', JSON.stringify(body)]];
  return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}
