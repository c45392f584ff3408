import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import type { FaultEffect } from './faults/fault-kinds.ts';
import type { FaultBoard } from './faults/faults.ts';
import { wafReply } from './faults/field-faults.ts';
import { playReply } from './faults/play-reply.ts';
import type { RequestRecorder, ServedRequest } from './request-log.ts';
import { type Exchange, type Reply, type UpstreamApi, webPage } from './upstream-api.ts';

export interface RequestServing {
  readonly api: UpstreamApi;
  readonly faults: FaultBoard;
  readonly recorder: RequestRecorder;
  readonly clock: Clock;
}

const MAX_REQUEST_BYTES = 1024 * 1024;

/** Serves one request: records it, applies the active faults, and asks the API for the reply. */
export async function serveRequest(
  { api, faults, recorder, clock }: RequestServing,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const method = request.method ?? 'GET';
  const { route, agentId } = api.identify(method, path);
  const entry = recorder.begin({ upstream: api.name, route, method, path, agentId, receivedAt: clock.now() });
  const gone = whenServed(response, () => recorder.end(entry));

  const body = await readBody(request);
  const { names, delayMs, effect } = faults.play(api.name, route);
  if (names.length > 0) entry.fault = names.join(', ');
  // Real time, even with a manual clock, because a slow network does not depend on the floor's time.
  if (delayMs > 0) await pause(delayMs, undefined, { signal: gone }).catch(() => {});
  if (gone.aborted || effect?.kind === 'hang') return;
  if (effect?.kind === 'reset-before-headers') {
    request.socket.destroy();
    return;
  }
  const exchange: Exchange = { method, path, query, headers: request.headers, body, gone };
  const reply = replacement(effect, api) ?? (await answer(api, exchange));
  if (gone.aborted) return;
  note(entry, reply);
  await playReply({ response, reply, effect, date: new Date(api.now()) });
}

/**
 * Calls `served` once, when the reply was sent or the client disconnected. The signal aborts if the client
 * disconnected.
 */
function whenServed(response: ServerResponse, served: () => void): AbortSignal {
  const gone = new AbortController();
  let done = false;
  const end = (): void => {
    if (!done) served();
    done = true;
  };
  response.once('finish', end);
  response.once('close', () => {
    gone.abort();
    end();
  });
  return gone.signal;
}

/** Returns the reply that a fault gives without asking the API. */
function replacement(effect: FaultEffect | undefined, api: UpstreamApi): Reply | undefined {
  if (effect?.kind === 'html')
    return webPage(effect.status ?? 200, 'This is not the page that you asked for');
  if (effect?.kind === 'unauthorized')
    return { ...webPage(401, 'Unauthorized'), detail: 'a fault answered 401' };
  if (effect?.kind === 'waf') return wafReply(effect.page);
  if (effect?.kind === 'retcode') return api.refuse(effect.retcode);
  if (effect?.kind === 'result-code') return api.refuse(effect.resultCode);
  if (effect?.kind !== 'status') return undefined;
  const { status, retryAfter } = effect;
  return {
    ...webPage(status, `HTTP ${status}`),
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
  };
}

function answer(api: UpstreamApi, exchange: Exchange): Reply | Promise<Reply> {
  return exchange.body.length > MAX_REQUEST_BYTES
    ? webPage(413, 'Request Entity Too Large')
    : api.answer(exchange);
}

function note(entry: ServedRequest, reply: Reply): void {
  entry.status = reply.status;
  entry.code = reply.code;
  entry.detail = reply.detail;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_REQUEST_BYTES + chunk.length) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
