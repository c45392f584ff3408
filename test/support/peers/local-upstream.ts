import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { text } from 'node:stream/consumers';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request, correctly or with a fault. */
export type Answer = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

export interface LocalUpstream extends AsyncDisposable {
  readonly origin: string;
  readonly requests: readonly SeenRequest[];
  /** The function that answers from now on. */
  answer: Answer;
}

export interface TlsOptions {
  readonly cert: string;
  readonly key: string;
}

/** Starts a real server on loopback, over TLS if a certificate is given. */
export async function startLocalUpstream(answer: Answer, tls?: TlsOptions): Promise<LocalUpstream> {
  const requests: SeenRequest[] = [];
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const seen = { method, path: url, headers, body: await text(request) };
    requests.push(seen);
    await upstream.answer(seen, response);
  }
  const listener: RequestListener = (request, response) => {
    respond(request, response).catch((error: unknown) => response.destroy(asError(error)));
  };
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const upstream = {
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    answer,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return upstream;
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Answers with JSON. */
export function json(value: unknown, status = 200, headers: Record<string, string | string[]> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers });
    response.end(JSON.stringify(value));
  };
}

/** Uses each answer once, in order; the last one repeats. */
export function inTurn(...answers: Answer[]): Answer {
  return (request, response) => (answers.length > 1 ? answers.shift() : answers[0])?.(request, response);
}

/** Holds requests until the test releases them. */
export function holding(): { answer: Answer; held: ServerResponse[] } {
  const held: ServerResponse[] = [];
  return { held, answer: (_request, response) => void held.push(response) };
}

/** Answers the held requests, oldest first. */
export function release(held: ServerResponse[], count = held.length): void {
  for (const response of held.splice(0, count)) {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }
}
