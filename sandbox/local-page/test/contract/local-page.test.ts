import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createLiveFeed } from '../../live-feed.ts';
import { serveLocalPage } from '../../local-page.ts';

/** Rules of every page on loopback: the allowed followers, and tabs that do not read. */

const folder = new URL('../fixtures/page/', import.meta.url);

async function openPage() {
  const feed = createLiveFeed();
  const page = await serveLocalPage({
    folder,
    feeds: { '/live': (socket) => feed.follow(socket, { name: 'state', data: 'all' }) },
  });
  onTestFinished(() => page.stop());
  const { host, port } = new URL(page.url);
  return { feed, page, host, port };
}

/** Sends a request to upgrade with any Host and Origin. Returns its status: 101 for an open WebSocket. */
async function upgrade(url: string, headers: Record<string, string>): Promise<number | undefined> {
  const asked = request(url, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    },
  }).end();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  asked.once('response', resolve).once('upgrade', resolve).once('error', reject);
  const { statusCode, socket } = await promise;
  socket.destroy();
  return statusCode;
}

describe('following a page', () => {
  test('is allowed for the page itself, and for a local tool without Origin', async () => {
    const { page, host, port } = await openPage();
    expect(await upgrade(`${page.url}live`, { origin: `http://${host}` })).toBe(101);
    expect(await upgrade(`${page.url}live`, { host: `localhost:${port}` })).toBe(101);
  });

  test.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a rebound host name', { host: 'evil.example', origin: 'http://evil.example' }],
    ['another site that hides its origin', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'websocket' }],
  ])('is rejected for %s', async (_who, headers) => {
    const { feed, page } = await openPage();
    expect(await upgrade(`${page.url}live`, headers)).toBe(403);
    expect(feed.followers).toBe(0);
  });

  test('exists at its own address only', async () => {
    const { page } = await openPage();
    expect(await upgrade(`${page.url}other`, {})).toBe(404);
    expect(await upgrade(`${page.url}constructor`, {})).toBe(404);
    expect(await upgrade(`${page.url}/`, {})).toBe(404);
    expect((await fetch(`${page.url}live`)).status).toBe(404);
    expect((await fetch(`${page.url}/`)).status).toBe(404);
  });

  test('ends for a tab that does not read, and continues for the others', async () => {
    const { feed, page } = await openPage();
    const tabs = [1, 2].map(() => new WebSocket(`${page.url.replace('http', 'ws')}live`));
    const [asleep, awake] = tabs;
    if (asleep === undefined || awake === undefined) throw new Error('no tabs');
    await Promise.all(tabs.map((tab) => once(tab, 'message')));
    asleep.pause();
    const text = 'x'.repeat(1024 * 1024);
    while (feed.followers === 2) {
      feed.send('change', text);
      await once(awake, 'message');
    }
    feed.send('change', 'the last');
    const [data] = await once(awake, 'message');
    expect(String(data)).toContain('the last');
    asleep.terminate();
  });

  test('ends for all tabs with the page', async () => {
    const { page } = await openPage();
    const tab = new WebSocket(`${page.url.replace('http', 'ws')}live`);
    await once(tab, 'open');
    const closed = once(tab, 'close');
    await page.stop();
    await closed;
    expect(tab.readyState).toBe(WebSocket.CLOSED);
  });
});
