import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type WebSocket, WebSocketServer } from 'ws';
import { withModuleHints } from './module-hints.ts';
import { contentPolicy, isOwnRequest, SAFE_HEADERS } from './own-requests.ts';

/** A page of plain modules, served on loopback. */
export interface LocalPage {
  /** The address, with a slash at the end. */
  readonly url: string;
  /** The origin that other pages take as `framedBy`. */
  readonly origin: string;
  stop(): Promise<void>;
}

export type Route = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Called when a tab has connected. Messages from the tab are ignored. */
export type Follow = (socket: WebSocket, request: IncomingMessage) => void;

export interface LocalPageOptions {
  /** 0, the default, selects a free port. */
  readonly port?: number;
  /** The folder with index.html and the browser's modules. */
  readonly folder: URL;
  /** Modules outside that folder: the path on the page, and the file's URL. */
  readonly modules?: Readonly<Record<string, string>>;
  /** Handlers of the page's requests, by method and path: 'POST /act'. */
  readonly routes?: Readonly<Record<string, Route>>;
  /** Handlers of the page's WebSocket connections, by path: '/live'. */
  readonly feeds?: Readonly<Record<string, Follow>>;
  /** The only origin that may show the page in a frame. Default: none. */
  readonly framedBy?: string;
  /** The sources of pictures. Default: the page's own server. */
  readonly images?: 'own' | 'anywhere';
  /** Returns the origins that the page shows in frames, read at each request. */
  readonly frames?: () => readonly string[];
}

const LOOPBACK = '127.0.0.1';
/** Maximum size of a message from a tab, which posts its acts by HTTP instead. */
const MAX_FRAME_BYTES = 1024;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** Starts to serve a page. Rejects with EADDRINUSE if the port is taken. */
export async function serveLocalPage(options: LocalPageOptions): Promise<LocalPage> {
  const server = createServer((request, response) => {
    serve(options, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, 500, '.txt', `The page's server failed: ${String(error)}`);
    });
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  server.on('upgrade', (request, connection, head) => upgrade(options, sockets, request, connection, head));
  const origin = `http://${LOOPBACK}:${await listen(server, options.port ?? 0)}`;
  return {
    url: `${origin}/`,
    origin,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      for (const socket of sockets.clients) socket.terminate();
      await closed;
    },
  };
}

async function serve(
  options: LocalPageOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value);
  response.setHeader('content-security-policy', contentPolicy(options));
  if (!isOwnRequest(request)) {
    return send(response, 403, '.txt', 'This page takes requests from itself only, on this machine.');
  }
  const pathname = pathOf(request);
  if (pathname === '/' && request.headers.host?.startsWith('localhost')) {
    // The page has one origin only, because frames and the browser's storage depend on it.
    response.writeHead(307, { location: `http://${LOOPBACK}:${request.socket.localPort}/` }).end();
    return;
  }
  const route = options.routes?.[`${request.method ?? 'GET'} ${pathname}`];
  if (route !== undefined) return await route(request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return send(response, 405, '.txt', 'This can only be read.');
  }
  const text = await textOf(options, pathname);
  if (text === undefined) return send(response, 404, '.txt', 'There is nothing here.');
  if (pathname !== '/') return send(response, 200, extname(pathname), text);
  send(response, 200, '.html', await withModuleHints(text, (path) => textOf(options, path)));
}

async function textOf(options: LocalPageOptions, pathname: string): Promise<string | undefined> {
  const file = fileFor(options, pathname);
  return file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
}

function upgrade(
  { feeds }: LocalPageOptions,
  sockets: WebSocketServer,
  request: IncomingMessage,
  connection: Duplex,
  head: Buffer,
): void {
  connection.on('error', () => connection.destroy());
  if (!isOwnRequest(request)) return refuse(connection, '403 Forbidden');
  const follow = feeds?.[pathOf(request)];
  if (follow === undefined) return refuse(connection, '404 Not Found');
  sockets.handleUpgrade(request, connection, head, (socket) => {
    socket.on('error', () => socket.terminate());
    follow(socket, request);
  });
}

function refuse(connection: Duplex, status: string): void {
  connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
    connection.destroy(),
  );
}

/** The path of a request; `undefined` for an invalid address such as `//`. */
const pathOf = ({ url }: IncomingMessage): string => URL.parse(url ?? '/', 'http://page')?.pathname ?? '';

/** The file for a path. Only lower-case letters and hyphens are allowed, so that no path leaves the folder. */
function fileFor({ folder, modules }: LocalPageOptions, pathname: string): string | undefined {
  const module = modules?.[pathname];
  if (module !== undefined) return fileURLToPath(module);
  const name = pathname === '/' ? 'index.html' : pathname.slice(1);
  if (!/^[a-z-]+(\/[a-z-]+)*\.(html|css|js|svg)$/.test(name)) return undefined;
  return fileURLToPath(new URL(name, folder));
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, '.json', JSON.stringify(body));
}

function send(response: ServerResponse, status: number, extension: string, body: string): void {
  response.writeHead(status, { 'content-type': TYPES[extension] ?? 'application/octet-stream' });
  response.end(body);
}

function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(port, LOOPBACK, () => {
    server.off('error', reject);
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : port);
  });
  return promise;
}
