import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { CertificateAuthority, CertificateVariant } from './certificates.ts';
import type { Clock } from './clock.ts';
import type { FaultBoard } from './faults/faults.ts';
import { playReply } from './faults/play-reply.ts';
import type { RequestRecorder, UpstreamName } from './request-log.ts';

/** A request as it came: `url` and `body` are the bytes that a signature covers. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  /** Without the question mark, not decoded. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Aborts when the client has gone. */
  readonly gone: AbortSignal;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** What is sent: a JSON value, or a text of some other kind. */
  readonly json?: unknown;
  readonly text?: { readonly type: string; readonly body: string };
  /** The code in the envelope, for the request log. */
  readonly code?: string;
  /** Why, for the request log only. */
  readonly detail?: string;
}

/** What one API is, apart from HTTPS. */
export interface UpstreamApi {
  readonly name: UpstreamName;
  identify(method: string, path: string): { readonly route: string; readonly agentId: number | undefined };
  answer(exchange: Exchange): Reply | Promise<Reply>;
  /** The refusal that this API gives for a code. */
  refuse(code: string): Reply;
  /** What its clock says, which may be wrong. */
  now(): number;
}

/** Certificates, and 'tls-1.0': the right certificate over a protocol that is too old. */
export type TlsVariant = CertificateVariant | 'tls-1.0';

export interface TlsControl {
  readonly presented: TlsVariant;
  /** New connections see it; existing ones are cut. */
  present(variant: TlsVariant): Promise<void>;
}

export interface HttpsUpstream {
  readonly url: string;
  readonly tls: TlsControl;
  cutConnections(): void;
  /** Nothing listens any more: connections are refused, as without network. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  stop(): Promise<void>;
}

interface HttpsUpstreamOptions {
  readonly api: UpstreamApi;
  readonly port: number;
  readonly authority: CertificateAuthority;
  readonly faults: FaultBoard;
  readonly recorder: RequestRecorder;
  readonly clock: Clock;
}

const MAX_REQUEST_BYTES = 1024 * 1024;

/** Serves one API over HTTPS on loopback, plays faults on it and writes down what was asked. */
export async function serveHttps(options: HttpsUpstreamOptions): Promise<HttpsUpstream> {
  const { api, authority, faults, recorder, clock } = options;
  const server = createServer(await authority.issue('valid'), (request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  let presented: TlsVariant = 'valid';
  const port = await listen(server, options.port);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const [path = '/', query = ''] = url.split(/\?(.*)/s);
    const method = request.method ?? 'GET';
    const started = performance.now();
    const { route, agentId } = api.identify(method, path);
    const entry = recorder.begin({
      upstream: api.name,
      route,
      method,
      path,
      agentId,
      receivedAt: clock.now(),
    });
    const gone = new AbortController();
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      entry.milliseconds = Math.round(performance.now() - started);
      recorder.end(entry);
    };
    response.once('finish', end);
    response.once('close', () => {
      gone.abort();
      end();
    });

    const body = await readBody(request);
    const { names, delayMs, effect } = faults.play(api.name, route);
    if (names.length > 0) entry.fault = names.join(', ');
    if (delayMs > 0) await pause(delayMs, gone.signal);
    if (gone.signal.aborted || effect?.kind === 'hang') return;
    if (effect?.kind === 'reset-before-headers') {
      request.socket.destroy();
      return;
    }
    const exchange: Exchange = {
      method,
      url,
      path,
      query,
      headers: request.headers,
      body,
      gone: gone.signal,
    };
    const reply = await replyTo(exchange, effect);
    if (gone.signal.aborted) return;
    entry.status = reply.status;
    entry.code = reply.code;
    entry.detail = reply.detail;
    await playReply({ response, reply, effect, date: new Date(api.now()) });
  }

  async function replyTo(
    exchange: Exchange,
    effect: ReturnType<FaultBoard['play']>['effect'],
  ): Promise<Reply> {
    if (exchange.body.length > MAX_REQUEST_BYTES) return webPage(413, 'Request Entity Too Large');
    switch (effect?.kind) {
      case 'html':
        return webPage(effect.status ?? 200, 'This page is not the one that you asked for');
      case 'status': {
        const headers = effect.retryAfter === undefined ? {} : { 'retry-after': String(effect.retryAfter) };
        return { ...webPage(effect.status, `HTTP ${effect.status}`), headers };
      }
      case 'unauthorized':
        return { ...webPage(401, 'Unauthorized'), detail: 'a fault answered 401' };
      case 'retcode':
        return api.refuse(effect.retcode);
      case 'result-code':
        return api.refuse(effect.resultCode);
      default:
        return api.answer(exchange);
    }
  }

  return {
    url: `https://127.0.0.1:${port}`,
    tls: {
      get presented() {
        return presented;
      },
      async present(variant) {
        const certificate = await authority.issue(variant === 'tls-1.0' ? 'valid' : variant);
        const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
        server.setSecureContext({ ...certificate, ...(variant === 'tls-1.0' ? old : {}) });
        // Without new keys a client could resume a session and never look at the certificate.
        server.setTicketKeys(randomBytes(48));
        presented = variant;
        server.closeAllConnections();
      },
    },
    cutConnections: () => server.closeAllConnections(),
    unplug: () => close(server),
    async plugIn() {
      if (!server.listening) await listen(server, port);
    },
    stop: () => close(server),
  };
}

/** What a proxy, a web firewall or a web container puts in the way. */
export function webPage(status: number, title: string): Reply {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, text: { type: 'text/html; charset=UTF-8', body } };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_REQUEST_BYTES + 1) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Real time, also under a manual clock: a slow network is not the floor's affair. Ends early when the client goes. */
function pause(ms: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    gone.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) {
      resolve();
      return;
    }
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
