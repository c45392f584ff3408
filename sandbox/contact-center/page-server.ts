import type { IncomingMessage, ServerResponse } from 'node:http';
import { createLiveFeed } from '../local-page/live-feed.ts';
import { type Follow, sendJson, serveLocalPage } from '../local-page/local-page.ts';
import { readJson } from '../local-page/read-json.ts';
import { performAct } from './page-acts.ts';
import { createCallReader, type OtherCalls } from './page-calls.ts';
import { watchChanges } from './page-changes.ts';
import { pageState } from './page-state.ts';
import type { Simulator } from './simulator.ts';

export type { OtherCall, OtherCalls } from './page-calls.ts';

/** The simulator's page: its floor, its faults and the requests that it serves, live. It is served on loopback only. */
export interface SimulatorPage {
  readonly url: string;
  stop(): Promise<void>;
}

export interface SimulatorPageOptions {
  readonly simulator: Simulator;
  /** 0, the default, selects a free port. The start rejects with EADDRINUSE if the port is taken. */
  readonly port?: number;
  /** Another log to show beside the upstreams' own log. */
  readonly otherCalls?: OtherCalls;
  /** The only origin that may show the page in a frame. */
  readonly framedBy?: string;
}

/**
 * The interval between updates of the tabs in milliseconds: short enough for a person, and long enough for a floor of
 * thousands.
 */
const UPDATE_INTERVAL_MS = 200;

const MODULES = {
  '/vendor/preact.js': import.meta.resolve('preact'),
  '/vendor/htm.js': new URL('htm.module.js', import.meta.resolve('htm')).href,
  '/local-page/changes.js': import.meta.resolve('../local-page/changes.js'),
  '/local-page/divider.js': import.meta.resolve('../local-page/divider.js'),
  '/local-page/live.js': import.meta.resolve('../local-page/live.js'),
  '/local-page/post.js': import.meta.resolve('../local-page/post.js'),
  '/local-page/tokens.css': import.meta.resolve('../local-page/tokens.css'),
};

export async function startSimulatorPage(options: SimulatorPageOptions): Promise<SimulatorPage> {
  const { simulator, port = 0, otherCalls, framedBy } = options;
  const feed = createLiveFeed();
  const calls = createCallReader(simulator, otherCalls);
  const changes = watchChanges(simulator);

  function sendChanges(): void {
    const floor = changes.next();
    const rows = calls.changed();
    if (floor === undefined && rows.length === 0) return;
    if (feed.followers > 0) feed.send('change', { ...floor, ...(rows.length > 0 && { calls: rows }) });
  }

  const follow: Follow = (socket) => {
    sendChanges(); // Other tabs get the pending changes first, so that no tab gets a change twice or out of order.
    feed.follow(socket, {
      name: 'state',
      data: { ...pageState(simulator, otherCalls), calls: calls.latest() },
    });
  };

  async function perform(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await performAct(simulator, await readJson(request));
      sendChanges();
      sendJson(response, 200, {});
    } catch (error) {
      sendJson(response, 400, { problem: error instanceof Error ? error.message : String(error) });
    }
  }

  const page = await serveLocalPage({
    port,
    folder: new URL('page/', import.meta.url),
    modules: MODULES,
    routes: { 'POST /act': perform },
    feeds: { '/live': follow },
    ...(framedBy !== undefined && { framedBy }),
  }).catch((error: unknown) => {
    calls.stop();
    changes.stop();
    throw error;
  });
  const timer = setInterval(sendChanges, UPDATE_INTERVAL_MS);
  timer.unref();

  return {
    url: page.url,
    async stop() {
      clearInterval(timer);
      calls.stop();
      changes.stop();
      await page.stop();
    },
  };
}
