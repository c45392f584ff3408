import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { followFeed } from '../../../local-page/test/support/follow-feed.ts';
import { hintsIn } from '../../../local-page/test/support/module-hints.ts';
import { startWorkspace, type Workspace } from '../../slack/workspace.ts';
import { type Page, startPage } from '../../web/page-server.ts';
import { type EchoApp, echoManifest, startEchoApp } from '../support/echo-app.ts';

/** The page's server, without a browser: allowed origins, and messages to tabs. */

let workspace: Workspace;
let page: Page;

beforeEach(async () => {
  workspace = await startWorkspace({ manifest: echoManifest, ackWithinMs: 2_500 });
  page = await startPage({ workspace });
});

afterEach(async () => {
  await page.stop();
  await workspace.stop();
});

const act = async (body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${page.url}act`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: Object(await response.json().catch(() => ({}))) };
};

describe('the files', () => {
  test.each([
    '',
    'app.js',
    'style.css',
    'blocks/blocks.js',
    'vendor/preact.js',
    'vendor/htm.js',
    'vendor/chart.js',
    'vendor/marked.js',
    'emoji.js',
    'slack/mrkdwn.js',
    'icon.svg',
  ])('/%s is served, with a policy against loading from elsewhere', async (path) => {
    const response = await fetch(page.url + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect((await response.text()).length).toBeGreaterThan(50);
  });

  test.each([
    '../page-server.ts',
    '%2e%2e/page-server.ts',
    'package.json',
    'blocks',
    'nothing.js',
    'constructor',
  ])('/%s is not served', async (path) => expect((await fetch(page.url + path)).status).toBe(404));

  test('the page’s head names all required modules, and none that are loaded later', async () => {
    const hints = hintsIn(await (await fetch(page.url)).text());
    expect(hints).toEqual(
      expect.arrayContaining([
        '/opening.js',
        '/app.js',
        '/theme.js',
        '/blocks/blocks.js',
        '/vendor/marked.js',
      ]),
    );
    expect(hints).toContain('/slack/mrkdwn.js');
    expect(hints).not.toContain('/vendor/chart.js');
    expect(hints).not.toContain('/emoji.js');
    for (const path of hints) expect((await fetch(new URL(path, page.url))).status, path).toBe(200);
  });

  test('emoji have Slack’s names', async () => {
    const source = await (await fetch(`${page.url}emoji.js`)).text();
    const { EMOJI } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
    expect(EMOJI).toMatchObject({
      wave: '👋',
      white_check_mark: '✅',
      large_green_circle: '🟢',
      large_yellow_circle: '🟡',
      'flag-es': '🇪🇸',
    });
  });

  test('the mrkdwn module is served without types and still parses', async () => {
    const source = await (await fetch(`${page.url}slack/mrkdwn.js`)).text();
    const module = await import(`data:text/javascript,${encodeURIComponent(source)}`);
    expect(module.parseMrkdwn('*b*')).toEqual([{ type: 'bold', children: [{ type: 'text', text: 'b' }] }]);
  });
});

describe('requests', () => {
  test('are rejected for another host name or another site', async () => {
    expect((await act({}, { origin: 'https://evil.example' })).status).toBe(403);
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    request(page.url, { headers: { host: 'evil.example' } }, (response) =>
      resolve(response.resume().statusCode),
    ).end();
    expect(await promise).toBe(403);
    const other = new WebSocket(`${page.url.replace('http', 'ws')}live?user=U0ADA`, {
      origin: 'https://evil.example',
    });
    await expect(once(other, 'open')).rejects.toThrow('403');
  });

  test('for impossible acts are rejected with a reason', async () => {
    expect(await act({ user: 'U0ADA', what: { act: 'fly' } })).toMatchObject({
      status: 400,
      body: { problem: 'The page asked for something it cannot do.' },
    });
    const gone = { channel: 'C0OPS', ts: '1.1' };
    const click = { user: 'U0ADA', what: { act: 'click', target: gone, actionId: 'x' } };
    expect((await act(click)).body).toEqual({ problem: 'This message is no longer there.' });
  });
});

describe('following', () => {
  let echo: EchoApp;
  beforeEach(async () => {
    echo = await startEchoApp(workspace, 'socket');
  });
  afterEach(async () => await echo.stop());

  test('sends the whole state first, then the person’s events', async () => {
    const asBen = follow('U0BEN');
    const asAda = follow('U0ADA');
    expect(await asAda.next('state')).toMatchObject({
      me: 'U0ADA',
      app: { name: 'Echo', connected: true },
      commands: expect.arrayContaining([
        { command: '/echo', description: 'Says it again', usageHint: 'text' },
      ]),
      modals: [],
      home: null,
    });
    await asBen.next('state');
    const command = { act: 'command', channel: 'C0OPS', command: '/echo', text: 'hello' };
    expect((await act({ user: 'U0ADA', what: command })).body).toMatchObject({ acked: true });
    await act({ user: 'U0ADA', what: { act: 'post', channel: 'C0OPS', text: 'for all' } });
    expect(await asAda.message()).toMatchObject({ type: 'ephemeral_posted', message: { text: 'hello' } });
    expect(await asAda.message()).toMatchObject({ type: 'message_posted', message: { text: 'for all' } });
    expect(await asBen.message()).toMatchObject({ type: 'message_posted', message: { text: 'for all' } });
    asAda.close();
    asBen.close();
  });

  test('input in a field reaches the person’s other tabs, and the app with the next click', async () => {
    const [tab, other] = [follow('U0ADA'), follow('U0ADA')];
    await tab.next('state');
    await other.next('state');
    await act({ user: 'U0ADA', what: { act: 'globalShortcut', callbackId: 'say' } });
    const { view: opened } = await tab.change('view_opened');
    const { id: view } = Object(opened);
    const target = { view };
    const enter = { act: 'enter', target, field: 'what.words', state: { value: 'half a sen' } };
    expect(await act({ user: 'U0ADA', what: enter })).toMatchObject({ status: 200 });
    expect(await other.next('desk')).toEqual({
      entered: { [view]: { 'what.words': { value: 'half a sen' } } },
    });
    await act({ user: 'U0ADA', what: { act: 'click', target, actionId: 'deeper' } });
    expect(echo.bodies.at(-1)).toMatchObject({
      view: { state: { values: { what: { words: { value: 'half a sen' } } } } },
    });
    expect((await act({ user: 'U0BEN', what: { act: 'close', view } })).body).toEqual({
      problem: 'This view is no longer open.',
    });
    tab.close();
    other.close();
  });

  test('an attached file is stored, and can be downloaded unchanged', async () => {
    const sent = await fetch(`${page.url}upload?name=a.txt&user=U0ADA`, { method: 'POST', body: 'paper' });
    const { id } = Object(await sent.json());
    const kept = await fetch(`${page.url}file?id=${id}&save`);
    expect(kept.headers.get('content-disposition')).toContain('a.txt');
    expect(await kept.text()).toBe('paper');
    expect((await fetch(`${page.url}file?id=F0NONE`)).status).toBe(404);
  });
});

/** Follows the page's events one at a time. */
function follow(user: string) {
  const feed = followFeed(page.url, `live?user=${user}`);
  async function next(name: string): Promise<Record<string, unknown>> {
    for (;;) {
      const message = await feed.next();
      if (message.name === name) return Object(message.data);
    }
  }
  async function change(type: string | RegExp): Promise<Record<string, unknown>> {
    for (;;) {
      const found = await next('change');
      if (String(found['type']).match(type) !== null) return found;
    }
  }
  const message = () => change(/_posted$/);
  return { next, change, message, close: feed.stop };
}
