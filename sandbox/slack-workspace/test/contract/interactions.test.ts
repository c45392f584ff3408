import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../slack/workspace.ts';
import { type EchoApp, echoManifest, form, startEchoApp, text } from '../support/echo-app.ts';

describe.each(['socket', 'http'] as const)('a Bolt app in %s mode', (mode) => {
  let workspace: Workspace;
  let echo: EchoApp;

  beforeEach(async () => {
    workspace = await startWorkspace({ manifest: echoManifest, ackWithinMs: 2_500 });
    echo = await startEchoApp(workspace, mode);
  });

  afterEach(async () => {
    await echo.stop();
    await workspace.stop();
  });

  const ada = () => workspace.as('U0ADA');
  const lastBody = () => echo.bodies.at(-1) ?? {};

  async function said(words: string) {
    const { seq } = await ada().command('C0OPS', '/echo', words);
    const { message } = await workspace.next((event) => event.type === 'ephemeral_posted', { since: seq });
    return message;
  }

  async function opened(actionId = 'ask') {
    const { seq } = await ada().click(await said('hello'), actionId);
    const { view } = await workspace.next((event) => event.type === 'view_opened', { since: seq });
    return view;
  }

  test('gets a slash command as Slack sends it, and answers its sender only', async () => {
    const report = await ada().command('C0OPS', '/echo', '  1099   stats ');
    expect(report).toMatchObject({ acked: true, sent: true });
    const { message } = await workspace.next((event) => event.type === 'ephemeral_posted', {
      since: report.seq,
    });
    expect(message).toMatchObject({ text: '1099   stats', channel: 'C0OPS', ephemeral_to: 'U0ADA' });
    expect(ada().messages('C0OPS')).toEqual([message]);
    expect(workspace.as('U0BEN').messages('C0OPS')).toEqual([]);
    expect(lastBody()).toEqual({
      token: expect.any(String),
      team_id: 'T0LOCAL',
      team_domain: 'local',
      channel_id: 'C0OPS',
      channel_name: 'ops',
      user_id: 'U0ADA',
      user_name: 'ada',
      command: '/echo',
      text: '1099   stats',
      api_app_id: workspace.appId,
      is_enterprise_install: 'false',
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/commands\//),
      trigger_id: expect.any(String),
    });
  });

  test('gets names as links if the manifest asks for escaping, otherwise as typed', async () => {
    await ada().command('C0OPS', '/escaped', '@ben in #general < you');
    expect(ada().messages('C0OPS').at(-1)?.text).toBe('<@U0BEN|ben> in <#C0GENERAL|general> &lt; you');
    expect((await said('@ben <you>')).text).toBe('@ben <you>');
  });

  test('can answer in the acknowledgement, and to the whole channel', async () => {
    await ada().command('C0OPS', '/ack');
    expect(workspace.as('U0BEN').messages('C0OPS').at(-1)?.text).toBe('for everyone');
  });

  test('fails as in Slack without an acknowledgement in time, with a message to the person', async () => {
    const report = await ada().command('C0OPS', '/silent');
    expect(report).toMatchObject({ acked: false, error: 'operation_timeout' });
    expect(ada().messages('C0OPS').at(-1)?.text).toBe('/silent failed with the error "operation_timeout"');
  });

  test('gets no commands that its manifest does not have', async () => {
    expect(await ada().command('C0OPS', '/other')).toMatchObject({ sent: false, error: 'unknown_command' });
    expect(echo.bodies).toEqual([]);
  });

  test('replaces and deletes the message whose button was pressed', async () => {
    const message = await said('hello');
    const again = await ada().click(message, 'again');
    await workspace.next((event) => event.type === 'ephemeral_updated', { since: again.seq });
    expect(ada().messages('C0OPS')).toMatchObject([{ ts: message.ts, text: 'again: hello' }]);
    const gone = await ada().click(message, 'gone');
    await workspace.next((event) => event.type === 'ephemeral_deleted', { since: gone.seq });
    expect(ada().messages('C0OPS')).toEqual([]);
  });

  test('gets a button of an ephemeral message without that message', async () => {
    const message = await said('hello');
    await ada().click(message, 'again');
    const { container, actions, ...body } = lastBody();
    expect(container).toEqual({
      type: 'message',
      message_ts: message.ts,
      channel_id: 'C0OPS',
      is_ephemeral: true,
    });
    expect(actions).toMatchObject([
      { type: 'button', action_id: 'again', block_id: 'buttons', value: 'hello' },
    ]);
    expect(body).toMatchObject({
      type: 'block_actions',
      channel: { id: 'C0OPS', name: 'ops' },
      enterprise: null,
    });
    expect(body).not.toHaveProperty('message');
  });

  test('gets each kind of menu in its own form, and the state of all of them', async () => {
    const { seq } = await ada().command('C0OPS', '/menu');
    const { message } = await workspace.next((event) => event.type === 'ephemeral_posted', { since: seq });
    const actionAfter = async (actionId: string, value: string | string[]): Promise<unknown> => {
      await ada().click(message, actionId, { value });
      return Object(lastBody()['actions'])[0];
    };
    const two = { text: text('two'), value: 'two' };
    expect(await actionAfter('choose-overflow', 'two')).toMatchObject({ selected_option: two });
    expect(await actionAfter('choose-static', 'two')).toMatchObject({ selected_option: two });
    expect(await actionAfter('choose-many', ['two'])).toMatchObject({ selected_options: [two] });
    expect(await actionAfter('choose-user', 'U0BEN')).toMatchObject({ selected_user: 'U0BEN' });
    expect(await actionAfter('choose-date', '2026-11-19')).toMatchObject({ selected_date: '2026-11-19' });
    expect(lastBody()['state']).toMatchObject({
      values: {
        menus: { 'choose-static': { selected_option: two }, 'choose-boxes': { selected_options: [] } },
      },
    });
    await expect(ada().click(message, 'choose-static', { value: 'three' })).rejects.toThrow(
      'no option "three"',
    );
    const { options } = await ada().suggest(message, 'pick', 'que');
    expect(options).toEqual([{ text: text('que!'), value: 'que' }]);
  });

  test('opens a modal whose field errors keep it open', async () => {
    const view = await opened();
    echo.onSubmit = (value) => ({ response_action: 'errors', errors: { what: `not "${value}"` } });
    expect(await ada().submit(view, { words: 'this' })).toMatchObject({
      acked: true,
      errors: { what: 'not "this"' },
    });
    expect(ada().openModal()?.id).toBe(view.id);
    expect(lastBody()).toMatchObject({
      type: 'view_submission',
      response_urls: [],
      view: {
        id: view.id,
        callback_id: 'form',
        private_metadata: 'kept',
        hash: view.hash,
        root_view_id: view.id,
        state: { values: { what: { words: { type: 'plain_text_input', value: 'this' } } } },
      },
    });
    echo.onSubmit = undefined;
    await ada().submit(view);
    expect(ada().openModal()).toBeUndefined();
  });

  test('does not get a form that Slack’s client would not send', async () => {
    const view = await opened();
    const empty = await ada().submit(view, { words: '' });
    expect(empty).toMatchObject({
      sent: false,
      error: 'required_fields',
      errors: { what: expect.any(String) },
    });
    expect(await ada().submit(view, { words: 'x'.repeat(21) })).toMatchObject({ error: 'required_fields' });
  });

  test('updates, pushes and clears modals by its acknowledgement', async () => {
    const view = await opened();
    echo.onSubmit = () => ({ response_action: 'update', view: form('Updated') });
    await ada().submit(view, { words: 'kept' });
    const updated = ada().openModal();
    expect(updated).toMatchObject({ id: view.id, title: text('Updated') });
    expect(updated?.hash).not.toBe(view.hash);
    echo.onSubmit = () => ({ response_action: 'push', view: form('Above') });
    // The input stays in fields whose block_id and action_id stay.
    await ada().submit(view);
    const above = ada().openModal();
    expect(above).toMatchObject({ title: text('Above'), previous_view_id: view.id, root_view_id: view.id });
    echo.onSubmit = () => ({ response_action: 'clear' });
    if (above !== undefined) await ada().submit(above, { words: 'x' });
    expect(ada().openModal()).toBeUndefined();
  });

  test('cannot answer a submission with errors for missing fields', async () => {
    const view = await opened();
    echo.onSubmit = () => ({ response_action: 'errors', errors: { nowhere: 'x' } });
    expect(await ada().submit(view, { words: 'x' })).toMatchObject({ error: 'invalid_view_response' });
  });

  test('gets an event for a closed modal', async () => {
    const report = await ada().closeView(await opened());
    expect(report.acked).toBe(true);
    expect(lastBody()).toMatchObject({ type: 'view_closed', is_cleared: false });
    expect(ada().openModal()).toBeUndefined();
  });

  test('can stack at most three modals', async () => {
    const { seq } = await ada().globalShortcut('say');
    const { view } = await workspace.next((event) => event.type === 'view_opened', { since: seq });
    expect(echo.bodies[0]).toMatchObject({ type: 'shortcut', callback_id: 'say' });
    expect(echo.bodies[0]).not.toHaveProperty('channel');
    let top = view;
    for (let depth = 2; depth <= 3; depth += 1) {
      const push = await ada().click(top, 'deeper');
      top = (await workspace.next((event) => event.type === 'view_pushed', { since: push.seq })).view;
    }
    const refused = await ada().click(top, 'deeper');
    await workspace.next((event) => event.type === 'request' && event.request.error !== undefined, {
      since: refused.seq,
    });
    expect(workspace.requests.at(-1)).toMatchObject({ method: 'views.push', error: 'push_limit_reached' });
  });

  test('gets the message of a message shortcut, and answers its response URL', async () => {
    const { message } = await workspace.as('U0BEN').post('C0OPS', 'call 1099');
    const { seq } = await ada().messageShortcut('repeat', message);
    const answer = await workspace.next((event) => event.type === 'ephemeral_posted', { since: seq });
    expect(answer.message.text).toBe('said: call 1099');
    expect(lastBody()).toMatchObject({
      type: 'message_action',
      message_ts: message.ts,
      channel: { id: 'C0OPS', name: 'ops' },
      message: { type: 'message', user: 'U0BEN', text: 'call 1099', ts: message.ts },
    });
  });

  test('publishes a Home whose buttons have the view and no response URL', async () => {
    const { seq } = await ada().openHome();
    const { view } = await workspace.next((event) => event.type === 'view_published', { since: seq });
    expect(ada().homeView()?.id).toBe(view.id);
    expect(workspace.as('U0BEN').homeView()).toBeUndefined();
    const { seq: pressed } = await ada().click(view, 'refresh');
    await workspace.next((event) => event.type === 'view_published', { since: pressed });
    const body = lastBody();
    expect(body).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view.id },
      view: { type: 'home', id: view.id, hash: view.hash },
    });
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['response_url']));
    expect(body).not.toHaveProperty('channel');
    await ada().openHome();
    expect(lastBody()['event']).toMatchObject({
      type: 'app_home_opened',
      tab: 'home',
      view: { id: view.id },
    });
  });

  test('gets one event per mention', async () => {
    const { seq } = workspace;
    const { message, sent } = await ada().post('C0OPS', 'hello @echo');
    expect(sent).toBe(true);
    expect(message.text).toBe(`hello <@${workspace.botUserId}>`);
    await workspace.next((event) => event.type === 'message_posted' && event.message.bot_id !== undefined, {
      since: seq,
    });
    expect((await ada().post('C0OPS', 'hello all')).sent).toBe(false);
    expect(echo.events).toEqual([{ type: 'app_mention', retryNum: mode === 'socket' ? 0 : undefined }]);
  });

  test('can answer each response URL five times', async () => {
    const { seq } = await ada().command('C0OPS', '/often');
    await workspace.next((event) => event.type === 'request' && event.request.error === 'used_url', {
      since: seq,
    });
    expect(
      ada()
        .messages('C0OPS')
        .map((message) => message.text),
    ).toEqual([1, 2, 3, 4, 5].map((count) => `answer ${count}`));
  });
});
