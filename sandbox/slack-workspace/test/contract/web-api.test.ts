import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../../slack/clock.ts';
import type { JsonObject } from '../../slack/json.ts';
import { startWorkspace, type Workspace } from '../../slack/workspace.ts';
import { callSlack } from '../support/call-slack.ts';
import { echoManifest, form, text } from '../support/echo-app.ts';

let workspace: Workspace;
let clock: ManualClock;

beforeEach(async () => {
  clock = createManualClock(Date.UTC(2026, 6, 1, 12));
  workspace = await startWorkspace({
    manifest: echoManifest,
    clock,
    timeZone: 'Europe/Madrid',
    channels: [
      { id: 'C0OPEN', name: 'open' },
      { id: 'C0ELSE', name: 'elsewhere', hasBot: false },
      { id: 'C0HIDDEN', name: 'hidden', isPrivate: true, hasBot: false },
      { id: 'C0OLD', name: 'old', isArchived: true },
      { id: 'C0FEW', name: 'few', members: ['U0ADA'] },
    ],
    userGroups: [{ id: 'S0LEADS', handle: 'leads', users: ['U0ADA', 'U0BEN'] }],
  });
});

afterEach(async () => await workspace.stop());

const call = (method: string, fields: JsonObject = {}, token?: string) =>
  callSlack(workspace, method, fields, token === undefined ? {} : { token });

describe('tokens and scopes', () => {
  test.each<[string, string, JsonObject]>([
    ['not_authed', '', {}],
    ['invalid_auth', 'xoxb-other', {}],
  ])('%s', async (error, token) => {
    expect(await call('auth.test', {}, token)).toEqual({ ok: false, error });
  });

  test('an unknown method is rejected by name', async () => {
    expect(await call('chat.shout')).toEqual({
      ok: false,
      error: 'unknown_method',
      req_method: 'chat.shout',
    });
    expect(await call('constructor')).toMatchObject({ error: 'unknown_method' });
  });

  test('a missing scope is named, with the existing ones', async () => {
    expect(await call('conversations.list')).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'channels:read,groups:read,im:read,mpim:read',
      provided: echoManifest.oauth_config.scopes.bot.join(','),
    });
  });

  test('Socket Mode needs the app-level token, all other methods the bot token', async () => {
    expect(await call('apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await call('auth.test', {}, workspace.appToken)).toMatchObject({
      error: 'not_allowed_token_type',
    });
    expect(await call('apps.connections.open', {}, workspace.appToken)).toEqual({
      ok: true,
      url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/link\?ticket=/),
    });
  });

  test('a form and JSON have equal effects', async () => {
    const blocks = [{ type: 'section', block_id: 'a', text: text('hi') }];
    const asForm = await callSlack(
      workspace,
      'chat.postMessage',
      { channel: 'C0OPEN', blocks },
      { asForm: true },
    );
    const asJson = await call('chat.postMessage', { channel: 'C0OPEN', blocks });
    expect(asForm['message']).toMatchObject({ blocks });
    expect({ ...Object(asForm['message']), ts: '' }).toEqual({ ...Object(asJson['message']), ts: '' });
  });
});

describe('posting', () => {
  test.each([
    ['C0ELSE', 'not_in_channel'],
    ['C0HIDDEN', 'channel_not_found'],
    ['C0OLD', 'is_archived'],
    ['C0NONE', 'channel_not_found'],
  ])('to %s: %s', async (channel, error) => {
    expect(await call('chat.postMessage', { channel, text: 'x' })).toEqual({ ok: false, error });
  });

  test('shows rejected content and the reason', async () => {
    const refused = await call('chat.postMessage', {
      channel: 'C0OPEN',
      blocks: [{ type: 'header', text: text('') }],
    });
    const message = 'must be more than 0 characters [json-pointer:/blocks/0/text/text]';
    expect(refused).toEqual({
      ok: false,
      error: 'invalid_blocks',
      errors: [message],
      response_metadata: { messages: [`[ERROR] ${message}`] },
    });
    expect(workspace.events.find((event) => event.type === 'refused')).toMatchObject({
      where: 'chat.postMessage',
    });
    expect(workspace.requests.at(-1)).toMatchObject({
      method: 'chat.postMessage',
      ok: false,
      error: 'invalid_blocks',
    });
  });

  test('works by channel name, and to a person', async () => {
    expect(await call('chat.postMessage', { channel: '#open', text: 'x' })).toMatchObject({
      channel: 'C0OPEN',
    });
    const direct = await call('chat.postMessage', { channel: 'U0ADA', text: 'psst' });
    expect(direct['channel']).toBe(workspace.as('U0ADA').directMessage());
    expect(workspace.as('U0ADA').messages(String(direct['channel']))).toMatchObject([{ text: 'psst' }]);
    expect(() => workspace.as('U0BEN').messages(String(direct['channel']))).toThrow(
      'not in the private channel',
    );
  });

  test('an ephemeral message is visible to one person of the channel, and no method edits it', async () => {
    const to = (user: string) => call('chat.postEphemeral', { channel: 'C0FEW', user, text: 'x' });
    expect(await to('U0NOBODY')).toMatchObject({ error: 'user_not_found' });
    expect(await to('U0BEN')).toMatchObject({ error: 'user_not_in_channel' });
    const { message_ts: ts } = await to('U0ADA');
    expect(workspace.as('U0ADA').messages('C0FEW')).toMatchObject([{ ts }]);
    expect(workspace.as('U0BEN').messages('C0FEW')).toEqual([]);
    expect(await call('chat.update', { channel: 'C0FEW', ts, text: 'y' })).toMatchObject({
      error: 'message_not_found',
    });
  });

  test('own messages can be edited and deleted, others not', async () => {
    const { ts } = await call('chat.postMessage', {
      channel: 'C0OPEN',
      text: 'x',
      blocks: [{ type: 'divider' }],
    });
    expect(await call('chat.update', { channel: 'C0OPEN', ts, text: 'y' })).toMatchObject({
      ok: true,
      text: 'y',
    });
    // Fields that the call omits stay.
    expect(workspace.messages.find('C0OPEN', String(ts))).toMatchObject({
      text: 'y',
      blocks: [{ type: 'divider' }],
    });
    expect(await call('chat.delete', { channel: 'C0OPEN', ts })).toEqual({ ok: true, channel: 'C0OPEN', ts });
    expect(await call('chat.delete', { channel: 'C0OPEN', ts })).toMatchObject({
      error: 'message_not_found',
    });
    const { message } = await workspace.as('U0ADA').post('C0OPEN', 'mine');
    expect(await call('chat.update', { channel: 'C0OPEN', ts: message.ts, text: 'y' })).toMatchObject({
      error: 'cant_update_message',
    });
  });

  test('metadata is stored and returned on request', async () => {
    const metadata = { event_type: 'digest', event_payload: { day: '2026-07-01' } };
    await call('chat.postMessage', { channel: 'C0OPEN', text: 'x', metadata });
    const messages = async (all: boolean) =>
      (await call('conversations.history', { channel: 'C0OPEN', include_all_metadata: all }))['messages'];
    expect(await messages(true)).toMatchObject([{ text: 'x', metadata }]);
    expect(Object(await messages(false))[0]).not.toHaveProperty('metadata');
  });

  test('history excludes the messages at its ends, unless inclusive', async () => {
    const posted: string[] = [];
    for (const text of ['one', 'two', 'three', 'four'])
      posted.push(String((await call('chat.postMessage', { channel: 'C0OPEN', text }))['ts']));
    const ends = { channel: 'C0OPEN', oldest: posted[0], latest: posted[2] };
    expect(await call('conversations.history', ends)).toMatchObject({ messages: [{ text: 'two' }] });
    expect(await call('conversations.history', { ...ends, inclusive: true })).toMatchObject({
      messages: [{ text: 'three' }, { text: 'two' }, { text: 'one' }],
    });
  });

  test('history is newest first, in pages', async () => {
    for (const word of ['one', 'two', 'three'])
      await call('chat.postMessage', { channel: 'C0OPEN', text: word });
    const first = await call('conversations.history', { channel: 'C0OPEN', limit: 2 });
    expect(first).toMatchObject({ has_more: true, messages: [{ text: 'three' }, { text: 'two' }] });
    const cursor = Object(first['response_metadata']).next_cursor;
    const second = await call('conversations.history', { channel: 'C0OPEN', limit: 2, cursor });
    expect(second).toMatchObject({ has_more: false, messages: [{ text: 'one' }] });
  });
});

describe('people', () => {
  test('have a zone with its present offset', async () => {
    const { user } = await call('users.info', { user: 'U0ADA' });
    expect(user).toMatchObject({
      id: 'U0ADA',
      tz: 'Europe/Madrid',
      tz_offset: 7200,
      is_admin: true,
      is_bot: false,
    });
    const { user: elsewhere } = await call('users.info', { user: 'U0CHIARA' });
    expect(elsewhere).toMatchObject({ tz: 'America/New_York', tz_offset: -14_400 });
    expect(await call('users.info', { user: 'U0NOBODY' })).toEqual({ ok: false, error: 'user_not_found' });
  });

  test('are marked if they are guests', async () => {
    const { user } = await call('users.info', { user: 'U0GUEST' });
    expect(user).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
  });

  test('user groups list their members', async () => {
    expect(await call('usergroups.users.list', { usergroup: 'S0LEADS' })).toEqual({
      ok: true,
      users: ['U0ADA', 'U0BEN'],
    });
    expect(await call('usergroups.users.list', { usergroup: 'S0NONE' })).toEqual({
      ok: false,
      error: 'no_such_subteam',
    });
    expect(await call('usergroups.list')).toMatchObject({
      usergroups: [{ id: 'S0LEADS', handle: 'leads', user_count: 2 }],
    });
  });
});

describe('views', () => {
  test('need an issued trigger', async () => {
    expect(await call('views.open', { trigger_id: '1.2.x', view: form('F') })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });

  test('an outdated hash is a conflict', async () => {
    const view = { type: 'home', blocks: [] };
    const first = await call('views.publish', { user_id: 'U0ADA', view });
    const { hash, id } = Object(first['view']);
    expect(await call('views.publish', { user_id: 'U0ADA', view, hash })).toMatchObject({
      ok: true,
      view: { id },
    });
    expect(await call('views.publish', { user_id: 'U0ADA', view, hash })).toEqual({
      ok: false,
      error: 'hash_conflict',
    });
    expect(await call('views.publish', { user_id: 'U0NOBODY', view })).toMatchObject({
      error: 'user_not_found',
    });
  });

  test('an invalid view is rejected as an argument', async () => {
    const refused = await call('views.publish', { user_id: 'U0ADA', view: { type: 'home' } });
    expect(refused).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: [expect.any(String)] },
    });
  });
});

test('a file is uploaded in three steps and appears in the channel', async () => {
  const begun = await call('files.getUploadURLExternal', { filename: 'day.csv', length: 3 });
  const complete = () =>
    call('files.completeUploadExternal', {
      files: [{ id: begun['file_id'], title: 'Day' }],
      channel_id: 'C0OPEN',
    });
  expect(await complete()).toEqual({ ok: false, error: 'file_not_found' });
  const form = new FormData();
  form.append('file', new Blob(['a,b']), 'day.csv');
  await fetch(String(begun['upload_url']), { method: 'POST', body: form });
  expect(await complete()).toMatchObject({ ok: true, files: [{ name: 'day.csv', title: 'Day', size: 3 }] });
  const [message] = workspace.as('U0ADA').messages('C0OPEN');
  const [file] = message?.files ?? [];
  expect(await (await fetch(String(file?.['url_private']))).text()).toBe('a,b');
});

test('all calls of an uninstalled app are rejected', async () => {
  await workspace.appEvents.uninstall();
  expect(await call('auth.test')).toEqual({ ok: false, error: 'account_inactive' });
});
