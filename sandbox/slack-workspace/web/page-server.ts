import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ZodError } from 'zod';
import { createLiveFeed, type LiveFeed } from '../../local-page/live-feed.ts';
import { type Follow, sendJson, serveLocalPage } from '../../local-page/local-page.ts';
import { readJson } from '../../local-page/read-json.ts';
import { fileShape } from '../slack/files.ts';
import type { Workspace } from '../slack/workspace.ts';
import { createDesks } from './desks.ts';
import { performAct } from './page-acts.ts';
import { pageEventFor, pageState, readSoFar } from './page-state.ts';

/** The workspace's page: a live page for each person. It is served on loopback only. */
export interface Page {
  readonly url: string;
  stop(): Promise<void>;
}

interface PageOptions {
  workspace: Workspace;
  /** 0, the default, selects a free port. The start rejects with EADDRINUSE if the port is taken. */
  port?: number;
  /** The only origin that may show the page in a frame. Default: none. */
  framedBy?: string;
}

/** Modules and style sheets outside the page's folder, by their path on the page. */
const MODULES = {
  '/local-page/changes.js': import.meta.resolve('../../local-page/changes.js'),
  '/local-page/live.js': import.meta.resolve('../../local-page/live.js'),
  '/local-page/post.js': import.meta.resolve('../../local-page/post.js'),
  '/local-page/tokens.css': import.meta.resolve('../../local-page/tokens.css'),
  '/vendor/preact.js': import.meta.resolve('preact'),
  '/vendor/htm.js': new URL('htm.module.js', import.meta.resolve('htm')).href,
  '/vendor/marked.js': import.meta.resolve('marked'),
  '/vendor/chart.js': new URL('chart.umd.min.js', import.meta.resolve('chart.js')).href,
};

/** Maximum size of an attached file in bytes. Slack accepts a gigabyte; a demo needs less. */
const MAX_FILE_BYTES = 20 * 1024 * 1024;

export async function startPage({ workspace, port = 0, framedBy }: PageOptions): Promise<Page> {
  const feeds = new Map<string, LiveFeed>();
  const desks = createDesks({
    readSoFar: (user) => readSoFar(workspace, user),
    onChange: (user, changed) => feeds.get(user)?.send('desk', changed),
  });

  const stopListening = workspace.on((event) => {
    if (event.type === 'view_closed') desks.forget(event.user, event.view.id);
    if (event.type === 'message_deleted' || event.type === 'ephemeral_deleted') {
      for (const user of feeds.keys()) desks.forget(user, `${event.channel}/${event.message.ts}`);
    }
    for (const [user, feed] of feeds) {
      const pageEvent = feed.followers > 0 ? pageEventFor(workspace, user, event) : undefined;
      if (pageEvent !== undefined) feed.send('change', pageEvent);
    }
  });

  /** Sends the whole state first, then the changes. */
  const follow: Follow = (socket, request) => {
    const people = [...workspace.directory.people.values()].filter(({ isBot }) => !isBot);
    const asked = searchOf(request).get('user');
    // An unknown user (of a tab that outlived another workspace) becomes the first person.
    const user = (people.find(({ id }) => id === asked) ?? people[0])?.id;
    if (user === undefined) return socket.close(1011, 'Nobody is in this workspace.');
    const feed = feeds.get(user) ?? createLiveFeed();
    feeds.set(user, feed);
    const state = pageState(workspace, user);
    feed.follow(socket, { name: 'state', data: { ...state, desk: desks.of(user) } });
  };

  async function perform(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const report = await performAct(workspace, desks, await readJson(request));
      sendJson(response, 200, report ?? {});
    } catch (error) {
      sendJson(response, 400, { problem: sentence(error) });
    }
  }

  /** Serves a file by its id: as a picture in the page, or with `save` as a download. */
  function file(request: IncomingMessage, response: ServerResponse): void {
    const search = searchOf(request);
    const stored = workspace.files.byId(search.get('id') ?? '');
    if (stored?.content === undefined) return sendJson(response, 404, { problem: 'There is no such file.' });
    const { mimetype } = fileShape(stored, '', '');
    const isPicture = /^image\/(png|jpeg|gif)$/.test(String(mimetype));
    const isKept = search.has('save') || !isPicture;
    response.writeHead(200, {
      'content-type': isPicture ? String(mimetype) : 'application/octet-stream',
      ...(isKept && {
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(stored.name)}`,
      }),
    });
    response.end(stored.content);
  }

  /** Stores a file that a person attaches to a form. Returns the entry of the form's state. */
  async function upload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const search = searchOf(request);
    const size = Number(request.headers['content-length'] ?? Number.NaN);
    if (!(size <= MAX_FILE_BYTES))
      return sendJson(response, 413, { problem: 'The file is too large: 20 MB at most.' });
    const content = await buffer(request);
    const created = Math.floor(Date.now() / 1000);
    const stored = workspace.files.begin({
      name: search.get('name') ?? 'file',
      size: content.length,
      created,
    });
    workspace.files.receive(stored.id, content);
    stored.shared = true;
    sendJson(response, 200, fileShape(stored, workspace.url, search.get('user') ?? ''));
  }

  const page = await serveLocalPage({
    port,
    folder: new URL('page/', import.meta.url),
    modules: MODULES,
    // Messages show pictures from any address.
    images: 'anywhere',
    feeds: { '/live': follow },
    routes: {
      'POST /act': perform,
      'GET /file': file,
      'POST /upload': upload,
      // Page and tests share one mrkdwn parser: the browser gets it without its types.
      'GET /slack/mrkdwn.js': async (_request, response) => {
        const path = fileURLToPath(import.meta.resolve('../slack/mrkdwn.ts'));
        sendModule(response, stripTypeScriptTypes(await readFile(path, 'utf8')));
      },
      'GET /emoji.js': async (_request, response) => {
        const { emojiNames } = await import('./emoji-names.ts');
        sendModule(response, `export const EMOJI = ${JSON.stringify(emojiNames())};`);
      },
    },
    ...(framedBy !== undefined && { framedBy }),
  }).catch((error: unknown) => {
    stopListening();
    throw error;
  });

  return {
    url: page.url,
    async stop() {
      stopListening();
      await page.stop();
    },
  };
}

const searchOf = ({ url }: IncomingMessage): URLSearchParams =>
  new URL(url ?? '/', 'http://page').searchParams;

function sendModule(response: ServerResponse, source: string): void {
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
  response.end(source);
}

function sentence(error: unknown): string {
  if (error instanceof ZodError) return 'The page asked for something it cannot do.';
  return error instanceof Error ? error.message : String(error);
}
