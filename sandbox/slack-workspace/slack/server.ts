import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from './context.ts';
import type { SocketTransport } from './deliveries/socket.ts';
import type { Fault } from './faults.ts';
import { isObject, type JsonObject, parseJson } from './json.ts';
import type { RateLimits } from './rate-limits.ts';
import type { RequestLog } from './request-log.ts';
import type { WebApi } from './web-api/router.ts';

export interface WorkspaceServer {
  readonly port: number;
  close(): Promise<void>;
}

interface ServerOptions {
  port: number;
  context: Context;
  api: WebApi;
  socket: SocketTransport;
  requests: RequestLog;
  rateLimits?: RateLimits;
}

/** A reply before a fault changes it. */
interface Reply {
  status: number;
  body: string | Buffer;
  contentType: string;
  headers?: Record<string, string>;
  /** The error, for the log. */
  error?: string;
}

const CLOSE_GRACE_MS = 250;
const LOOPBACK = '127.0.0.1';

/**
 * Starts the server of the workspace on one port: Web API, response URLs, file uploads and the WebSocket of Socket
 * Mode.
 */
export async function startServer(options: ServerOptions): Promise<WorkspaceServer> {
  const { port, context, api, socket, requests, rateLimits } = options;
  const { clock, faults, files, responseUrls } = context;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://workspace');
    const body = await readBody(request);
    const [, area = '', name = ''] = pathname.split('/');
    switch (area) {
      case 'api':
        return await answer(name, response, () => callApi(name, request, body));
      case 'commands':
      case 'actions':
      case 'app':
        return await answer('response_url', response, () => callResponseUrl(pathname, request, body));
      case 'upload':
        return await answer('upload', response, () => upload(name, request, body));
      case 'files': {
        const content = files.byId(name)?.content;
        return send(
          response,
          content === undefined ? text(404, 'not found') : { ...text(200, ''), body: content },
        );
      }
      default:
        return send(response, text(404, 'There is nothing here: the Web API is under /api/.'));
    }
  }

  async function answer(
    method: string,
    response: ServerResponse,
    run: () => Reply | Promise<Reply>,
  ): Promise<void> {
    const at = clock.now();
    const started = performance.now();
    const record = (reply: Reply): void =>
      requests.add({
        method,
        at,
        ms: performance.now() - started,
        httpStatus: reply.status,
        ok: reply.error === undefined,
        ...(reply.error !== undefined && { error: reply.error }),
      });
    const fault = faults.take(method);
    if (fault?.kind === 'slow') await sleep(fault.ms);
    const takesEffect =
      fault === undefined || fault.kind === 'slow' || ('when' in fault && fault.when === 'after');
    const reply = takesEffect ? await run() : text(200, '');
    const final = fault === undefined || fault.kind === 'slow' ? reply : damage(fault, reply, method);
    // The call is recorded before the reply is sent, so that a client with the reply finds the record.
    record(final);
    if (fault?.kind === 'timeout') return;
    if (fault?.kind === 'reset') response.socket?.destroy();
    else if (fault?.kind === 'truncated') cutShort(response, reply);
    else send(response, final);
  }

  function callApi(method: string, request: IncomingMessage, body: Buffer): Reply {
    const fields = fieldsOf(request, body);
    const wait = rateLimits?.check(method, fields);
    if (wait !== undefined) return limited(wait, method);
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const token = bearer ?? (typeof fields['token'] === 'string' ? fields['token'] : undefined);
    const outcome = api.call(method, fields, token);
    return {
      ...json(200, outcome),
      headers: { 'x-oauth-scopes': context.app.scopes.join(','), 'x-slack-req-id': context.ids.secret() },
      ...(!outcome.ok && { error: outcome.error }),
    };
  }

  function callResponseUrl(path: string, request: IncomingMessage, body: Buffer): Reply {
    const fields = fieldsOf(request, body);
    const payload = typeof fields['payload'] === 'string' ? parseJson(fields['payload']) : fields;
    const { status, text: message, error } = responseUrls.accept(path, payload);
    return { ...text(status, message), ...(error !== undefined && { error }) };
  }

  async function upload(id: string, request: IncomingMessage, body: Buffer): Promise<Reply> {
    const content = await uploadedBytes(request, body);
    return files.receive(id, content)
      ? text(200, `OK - ${content.length}`)
      : { ...text(404, 'file_not_found'), error: 'file_not_found' };
  }

  const server = createServer((request, response) => {
    // Node would send this machine's time instead of the workspace's.
    response.setHeader('date', new Date(clock.now()).toUTCString());
    serve(request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, text(500, `The workspace itself failed: ${String(error)}`));
      else response.destroy();
    });
  });
  server.on('upgrade', (request, connection, head) => socket.upgrade(request, connection, head));
  await listen(server, port);

  return {
    port: portOf(server),
    async close() {
      socket.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Calls in flight are answered first; calls that a fault keeps open are cut.
      setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS).unref();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, LOOPBACK, resolve);
  return promise;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('The workspace does not listen.');
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function fieldsOf(request: IncomingMessage, body: Buffer): JsonObject {
  const query = new URL(request.url ?? '/', 'http://workspace').searchParams;
  if ((request.headers['content-type'] ?? '').startsWith('application/json')) {
    const parsed = parseJson(body.toString());
    return isObject(parsed) ? parsed : {};
  }
  return Object.fromEntries([...query, ...new URLSearchParams(body.toString())]);
}

async function uploadedBytes(request: IncomingMessage, body: Buffer): Promise<Buffer> {
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  }).formData();
  for (const value of form.values()) {
    if (value instanceof Blob) return Buffer.from(await value.arrayBuffer());
  }
  return Buffer.alloc(0);
}

function limited(retryAfter: number, method: string): Reply {
  const reply =
    method === 'response_url' ? text(429, 'rate_limited') : json(429, { ok: false, error: 'ratelimited' });
  return { ...reply, headers: { 'retry-after': String(retryAfter) }, error: 'ratelimited' };
}

/** Returns the reply that a fault sends in place of the real one. */
function damage(fault: Fault, reply: Reply, method: string): Reply {
  switch (fault.kind) {
    case 'rate-limited':
      return limited(fault.retryAfter, method);
    case 'status':
      return { ...text(fault.status, 'upstream error'), error: `http_${fault.status}` };
    case 'html':
      return {
        ...text(fault.status ?? 200, '<!DOCTYPE html><html><body>Something went wrong</body></html>'),
        contentType: 'text/html; charset=utf-8',
        error: 'html',
      };
    case 'platform-error':
      return method === 'response_url'
        ? { ...text(400, fault.error), error: fault.error }
        : { ...json(200, { ok: false, error: fault.error }), error: fault.error };
    case 'timeout':
    case 'reset':
    case 'truncated':
      return { ...reply, error: fault.kind };
    case 'slow':
      return reply;
  }
}

const text = (status: number, body: string): Reply => ({
  status,
  body,
  contentType: 'text/plain; charset=utf-8',
});

const json = (status: number, body: JsonObject): Reply => ({
  status,
  body: JSON.stringify(body),
  contentType: 'application/json; charset=utf-8',
});

function send(response: ServerResponse, { status, body, contentType, headers }: Reply): void {
  response.writeHead(status, { 'content-type': contentType, ...headers });
  response.end(body);
}

/** Sends a success header and closes the connection in the middle of the body. */
function cutShort(response: ServerResponse, { status, body, contentType }: Reply): void {
  const whole = Buffer.from(body);
  response.writeHead(status, { 'content-type': contentType, connection: 'close' });
  response.end(whole.subarray(0, Math.ceil(whole.length / 2)));
}
