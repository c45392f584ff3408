import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { extname } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ZodError } from 'zod';
import type { Workspace } from '../slack/workspace.ts';
import { performAct } from './page-acts.ts';
import { concerns, pageState } from './page-state.ts';

/** The workspace in a browser: a page for each person, live. Loopback only. */
export interface Page {
  readonly url: string;
  stop(): Promise<void>;
}

interface PageOptions {
  workspace: Workspace;
  /** 0, the default, lets the system choose. */
  port?: number;
  /** The only origin that may show the page in a frame; nobody unless told. */
  framedBy?: string;
}

const LOOPBACK = '127.0.0.1';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Nothing from elsewhere runs; only pictures may come from where a message points. */
const policy = (framedBy = "'none'"): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' http: https: data:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framedBy}`,
  ].join('; ');

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Modules from outside the page's folder, by the path that the page knows them under. */
const MODULES: Record<string, () => Promise<string>> = {
  '/vendor/preact.js': () => source(import.meta.resolve('preact')),
  '/vendor/htm.js': () => source(new URL('htm.module.js', import.meta.resolve('htm')).href),
  // One reading of mrkdwn for the page and for tests: the browser gets it without its types.
  '/slack/mrkdwn.js': async () =>
    stripTypeScriptTypes(await source(import.meta.resolve('../slack/mrkdwn.ts'))),
};

const source = (url: string): Promise<string> => readFile(fileURLToPath(url), 'utf8');

export async function startPage({ workspace, port = 0, framedBy }: PageOptions): Promise<Page> {
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', policy(framedBy));
    serve(workspace, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, 500, '.txt', `The page's server failed: ${String(error)}`);
    });
  });
  const actual = await listen(server, port);
  return {
    url: `http://${LOOPBACK}:${actual}/`,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  workspace: Workspace,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
  if (!isLocal(request)) return send(response, 403, '.txt', 'This page is served to this machine only.');
  if (pathname === '/events') {
    return follow(workspace, searchParams.get('user'), request, response);
  }
  if (pathname === '/act' && request.method === 'POST') {
    const { status, body } = await answer(workspace, request);
    return send(response, status, '.json', JSON.stringify(body));
  }
  const found = await read(pathname);
  if (found === undefined) return send(response, 404, '.txt', 'There is nothing here.');
  send(response, 200, pathname === '/' ? '.html' : extname(pathname), found);
}

/** Only the page itself may act: neither another site in the same browser, nor a rebound host name. */
function isLocal({ headers }: IncomingMessage): boolean {
  const host = headers.host ?? '';
  const { origin } = headers;
  return (
    /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host) && (origin === undefined || origin === `http://${host}`)
  );
}

/** Server-sent events: first the whole state, then what changes. */
function follow(
  workspace: Workspace,
  asked: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const people = [...workspace.directory.people.values()].filter(({ isBot }) => !isBot);
  // Who is unknown (a tab that outlived another workspace) is the first person here.
  const user = (people.find(({ id }) => id === asked) ?? people[0])?.id;
  if (user === undefined) return send(response, 404, '.txt', 'There is nobody in this workspace.');
  response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream; charset=utf-8' });
  const write = (name: string, data: unknown): void =>
    void response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  write('state', pageState(workspace, user));
  const stop = workspace.on((event) => {
    if (concerns(workspace, user, event)) write('change', event);
  });
  request.on('close', stop);
}

async function answer(
  workspace: Workspace,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> {
  try {
    return { status: 200, body: await performAct(workspace, await json(request)) };
  } catch (error) {
    const problem = error instanceof ZodError ? 'The page asked for something it cannot do.' : String(error);
    return { status: 400, body: { problem: problem.replace(/^Error: /, '') } };
  }
}

async function read(pathname: string): Promise<string | undefined> {
  const module = MODULES[pathname];
  if (module !== undefined) return await module();
  const name = pathname === '/' ? 'index.html' : pathname.slice(1);
  if (!/^[a-z-]+(\/[a-z-]+)*\.(html|css|js|svg)$/.test(name)) return undefined;
  try {
    return await readFile(new URL(`page/${name}`, import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, extension: string, body: string): void {
  const fallback = extension === '.json' ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8';
  response.writeHead(status, { ...HEADERS, 'content-type': TYPES[extension] ?? fallback });
  response.end(body);
}

function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(port, LOOPBACK, () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : port);
  });
  return promise;
}
