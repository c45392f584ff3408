import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../../slack/clock.ts';
import type { JsonObject } from '../../slack/json.ts';
import { startWorkspace, type Workspace } from '../../slack/workspace.ts';
import { callSlack } from '../support/call-slack.ts';
import { type EchoApp, echoManifest, form, startEchoApp, text } from '../support/echo-app.ts';

let workspace: Workspace;
let clock: ManualClock;
let echo: EchoApp;

beforeEach(async () => {
  clock = createManualClock();
  workspace = await startWorkspace({ manifest: echoManifest, clock });
  echo = await startEchoApp(workspace, 'socket');
});

afterEach(async () => {
  await echo.stop();
  await workspace.stop();
});

const ada = () => workspace.as('U0ADA');
const texts = () =>
  ada()
    .messages('C0OPS')
    .map((message) => message.text);

/** The latest response URL or trigger id that the app received. */
const given = (field: 'response_url' | 'trigger_id') => String(echo.bodies.at(-1)?.[field]);

const respond = async (url: string, body: JsonObject) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.text() };
};

async function commandUrl(): Promise<string> {
  await ada().command('C0OPS', '/escaped', 'acknowledged');
  return given('response_url');
}

test('a response URL accepts five answers', async () => {
  const url = await commandUrl();
  for (let count = 1; count <= 5; count += 1) {
    expect(await respond(url, { text: String(count) })).toEqual({ status: 200, body: 'ok' });
  }
  expect(await respond(url, { text: '6' })).toEqual({ status: 404, body: '{"ok":false,"error":"used_url"}' });
  expect(texts()).toEqual(['acknowledged', '1', '2', '3', '4', '5']);
});

test('a response URL is valid for half an hour', async () => {
  const url = await commandUrl();
  clock.advance(30 * 60_000);
  expect((await respond(url, { text: 'in time' })).status).toBe(200);
  clock.advance(1);
  expect(await respond(url, { text: 'late' })).toEqual({
    status: 404,
    body: '{"ok":false,"error":"expired_url"}',
  });
});

test('only the issued URL accepts answers', async () => {
  const url = await commandUrl();
  expect((await respond(`${url}0`, { text: 'x' })).status).toBe(404);
});

test('an answer is ephemeral by default', async () => {
  const url = await commandUrl();
  await respond(url, { text: 'for me' });
  await respond(url, { text: 'for all', response_type: 'in_channel' });
  expect(
    workspace
      .as('U0BEN')
      .messages('C0OPS')
      .map((message) => message.text),
  ).toEqual(['for all']);
});

test('a slash command has no original: "replace" posts a new message, "delete" is rejected', async () => {
  const url = await commandUrl();
  await respond(url, { text: 'first' });
  await respond(url, { text: 'second', replace_original: true });
  expect(texts()).toEqual(['acknowledged', 'first', 'second']);
  expect((await respond(url, { delete_original: true })).status).toBe(400);
});

test('a message in the channel is replaced for everyone', async () => {
  const posted = await callSlack(workspace, 'chat.postMessage', {
    channel: 'C0OPS',
    text: 'old',
    blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'choose', text: text('x') }] }],
  });
  const [message] = workspace.as('U0BEN').messages('C0OPS');
  if (message === undefined) throw new Error('nothing was posted');
  await ada().click(message, 'choose');
  expect(echo.bodies.at(-1)).toMatchObject({
    message: { ts: posted['ts'], text: 'old', bot_id: workspace.botId },
  });
  await respond(given('response_url'), { text: 'new', replace_original: true });
  expect(workspace.as('U0BEN').messages('C0OPS')).toMatchObject([{ ts: posted['ts'], text: 'new' }]);
});

test('content beyond a limit is rejected and not shown', async () => {
  const url = await commandUrl();
  const refused = await respond(url, { blocks: [{ type: 'header', text: text('x'.repeat(151)) }] });
  expect(refused).toEqual({ status: 400, body: '{"ok":false,"error":"invalid_blocks"}' });
  expect(texts()).toEqual(['acknowledged']);
  expect(workspace.events.some((event) => event.type === 'refused')).toBe(true);
});

const open = () => callSlack(workspace, 'views.open', { trigger_id: given('trigger_id'), view: form('F') });

test('a trigger opens one modal within three seconds', async () => {
  await commandUrl();
  clock.advance(3_000);
  expect(await open()).toMatchObject({ ok: true, view: { type: 'modal' } });
  expect(await open()).toEqual({ ok: false, error: 'exchanged_trigger_id' });
  await commandUrl();
  clock.advance(3_001);
  expect(await open()).toEqual({ ok: false, error: 'expired_trigger_id' });
});
