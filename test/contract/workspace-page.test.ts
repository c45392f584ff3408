import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../sandbox/slack/workspace.ts';
import { type Page, startPage } from '../../sandbox/web/page-server.ts';
import { type EchoApp, echoManifest, startEchoApp } from '../support/echo-app.ts';

/** The page's server, without a browser: who may ask it, and what it sends. */

let workspace: Workspace;
let page: Page;

beforeEach(async () => {
  workspace = await startWorkspace({ manifest: echoManifest, ackWithinMs: 300 });
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
  ])('/%s is there, and may load nothing from elsewhere', async (path) => {
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
  ])('/%s is not', async (path) => expect((await fetch(page.url + path)).status).toBe(404));

  test('mrkdwn arrives without its types and still parses', async () => {
    const source = await (await fetch(`${page.url}slack/mrkdwn.js`)).text();
    const module = await import(`data:text/javascript,${encodeURIComponent(source)}`);
    expect(module.parseMrkdwn('*b*')).toEqual([{ type: 'bold', children: [{ type: 'text', text: 'b' }] }]);
  });
});

describe('asking', () => {
  test('is for this machine only: another host name or another site is turned away', async () => {
    expect((await act({}, { origin: 'https://evil.example' })).status).toBe(403);
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    request(page.url, { headers: { host: 'evil.example' } }, (response) =>
      resolve(response.resume().statusCode),
    ).end();
    expect(await promise).toBe(403);
  });

  test('for what cannot be done is answered in words', async () => {
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

  test('gives the whole state first, then what this person sees', async () => {
    const asBen = await follow('U0BEN');
    const asAda = await follow('U0ADA');
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
});

/** Reads server-sent events one at a time. */
async function follow(user: string) {
  const stop = new AbortController();
  const response = await fetch(`${page.url}events?user=${user}`, { signal: stop.signal });
  if (response.body === null) throw new Error('no events');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = '';
  async function next(name: string): Promise<Record<string, unknown>> {
    for (;;) {
      const end = pending.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = await reader.read();
        if (done) throw new Error('the stream ended');
        pending += value;
        continue;
      }
      const [, event, data = ''] = /^event: (.+)\ndata: (.+)$/.exec(pending.slice(0, end)) ?? [];
      pending = pending.slice(end + 2);
      if (event === name) return Object(JSON.parse(data));
    }
  }
  async function message(): Promise<Record<string, unknown>> {
    for (;;) {
      const change = await next('change');
      if (String(change['type']).endsWith('_posted')) return change;
    }
  }
  return { next, message, close: () => stop.abort() };
}
