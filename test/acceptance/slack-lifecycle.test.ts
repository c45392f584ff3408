import { describe, expect, test } from 'vitest';
import { startWorkspace } from '../../sandbox/slack-workspace/slack/workspace.ts';
import { createSlackApp } from '../../src/slack/slack-app.ts';
import { createSlackDirectory } from '../../src/slack/web-api/slack-directory.ts';
import {
  ADA,
  CHANNEL,
  createClient,
  createKeptSeen,
  createScriptedAccess,
  createScriptedCentre,
  createScriptedQueries,
  manifest,
  QUICK,
  type SlackLayer,
  startSlackLayer,
  wordsOf,
} from '../support/bots/slack-layer.ts';
import { budget } from '../support/clocks/budget.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { card } from '../support/floors/agent-cards.ts';
import { CENTRE } from '../support/floors/centre-key.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

/** Holds the query service. Returns a function that releases it. */
function hold(layer: SlackLayer): () => void {
  const gate = Promise.withResolvers<void>();
  layer.queries.onAgent = async (agentId) => {
    await gate.promise;
    return card({ agentId });
  };
  return gate.resolve;
}

describe('starting', () => {
  test.each(['socket', 'http'] as const)('in %s mode waits for an unreachable Slack', async (mode) => {
    const workspace = await startWorkspace({ manifest });
    workspace.faults.add({ kind: 'status', status: 503, method: 'auth.test' });
    workspace.faults.add({ kind: 'html', method: 'auth.test' });
    workspace.faults.add({ kind: 'platform-error', error: 'internal_error', method: 'auth.test' });
    workspace.faults.add({ kind: 'status', status: 503, method: 'apps.connections.open' });
    const app = create(workspace, mode);
    expect(app.health()).toEqual({ connected: false, detail: 'not started' });
    const started = app.start();
    expect(app.start()).toBe(started);
    expect(app.health()).toEqual({ connected: false, detail: 'starting' });
    await started;
    expect(app.health()).toEqual({ connected: true, detail: 'connected' });
    await app.stop();
    expect(app.health()).toEqual({ connected: false, detail: 'stopped' });
    await workspace.stop();
  });

  test.each([
    ['auth.test', 'SLACK_BOT_TOKEN'],
    ['apps.connections.open', 'SLACK_APP_TOKEN'],
  ])('ends at once if %s rejects the token, and names the setting', async (method, setting) => {
    const workspace = await startWorkspace({ manifest });
    workspace.faults.add({ kind: 'platform-error', error: 'invalid_auth', method, times: 99 });
    const app = create(workspace, 'socket');
    await expect(app.start()).rejects.toMatchObject({
      code: 'config-invalid',
      detail: `${setting}: Slack says invalid_auth`,
    });
    await app.stop();
    await workspace.stop();
  });

  test('names the port that is in use', async () => {
    await using first = await startSlackLayer('http');
    const { workspace } = first;
    const app = create(workspace, 'http', first.slack.port() ?? 0);
    await expect(app.start()).rejects.toMatchObject({ code: 'config-invalid', detail: /PORT.*EADDRINUSE/ });
    await app.stop();
  });

  test('in HTTP mode the health routes answer and commands are refused until Slack knows us', async () => {
    const workspace = await startWorkspace({ manifest });
    workspace.faults.add({ kind: 'status', status: 503, method: 'auth.test', times: 1000 });
    const app = create(workspace, 'http');
    const started = app.start();
    await expect.poll(() => app.port()).not.toBeNull();
    const origin = `http://127.0.0.1:${app.port()}`;
    expect(await (await fetch(`${origin}/livez`)).text()).toBe('ours');
    expect((await fetch(`${origin}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(503);
    await app.stop();
    await started;
    await workspace.stop();
  });
});

function create(workspace: SlackLayer['workspace'], mode: 'socket' | 'http', port = 0) {
  const { appToken, signingSecret } = workspace;
  return createSlackApp({
    connection:
      mode === 'socket'
        ? { mode, appToken }
        : {
            mode,
            signingSecret,
            address: { host: '127.0.0.1', port },
            fallback: (_request, response) => response.end('ours'),
          },
    client: createClient(workspace),
    access: createScriptedAccess(),
    centres: [createScriptedCentre(CENTRE, createScriptedQueries())],
    seen: createKeptSeen(),
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    logger: createRecordingLogger(),
    backOff: QUICK,
  });
}

describe('the socket', () => {
  test.each([
    [
      'Slack renews it',
      (workspace: SlackLayer['workspace']) => workspace.socket.disconnect('refresh_requested'),
    ],
    ['it breaks', (workspace: SlackLayer['workspace']) => workspace.socket.drop()],
  ])('is open again within a second if %s', async (_name, end) => {
    await using layer = await startSlackLayer('socket');
    const { seq } = layer.workspace;
    end(layer.workspace);
    await layer.workspace.next((event) => event.type === 'connection' && event.change === 'opened', {
      since: seq,
      timeoutMs: budget(1_000),
    });
    expect(wordsOf(await layer.ask('1099'))).toContain('Agent 1099');
    expect(layer.workspace.socket.open).toBe(1);
  });

  test('retries while Slack gives no address, and answers again afterwards', async () => {
    await using layer = await startSlackLayer('socket');
    layer.workspace.faults.add({
      kind: 'platform-error',
      error: 'invalid_auth',
      method: 'apps.connections.open',
    });
    layer.workspace.faults.add({ kind: 'status', status: 500, method: 'apps.connections.open', times: 2 });
    layer.workspace.socket.drop();
    const refusals = () =>
      layer.workspace.requests.filter(({ method, ok }) => method === 'apps.connections.open' && !ok);
    await expect.poll(() => refusals().length).toBe(3);
    await expect.poll(() => layer.slack.health().connected).toBe(true);
    expect(wordsOf(await layer.ask('1099'))).toContain('Agent 1099');
  });
});

describe.each(['socket', 'http'] as const)('stopping in %s mode', (mode) => {
  test('accepts no more, and completes the acknowledged questions', async () => {
    await using layer = await startSlackLayer(mode);
    const release = hold(layer);
    const ada = layer.workspace.as(ADA);
    expect(await ada.command(CHANNEL, '/agent', '1099')).toMatchObject({ acked: true });
    const stopped = layer.slack.stop();
    await expect.poll(() => layer.workspace.socket.open).toBe(0);
    expect(await ada.command(CHANNEL, '/agent', '1100')).toMatchObject({ acked: false });
    release();
    await stopped;
    expect(ada.messages(CHANNEL).map(wordsOf)).toContainEqual(expect.stringContaining('Agent 1099'));
    expect(layer.queries.asked).toHaveLength(1);
  });

  test('has a time limit', async () => {
    await using layer = await startSlackLayer(mode, { drainMs: 50 });
    hold(layer);
    await layer.workspace.as(ADA).command(CHANNEL, '/agent', '1099');
    await layer.slack.stop();
    expect(layer.logger.lines).toContainEqual(
      expect.objectContaining({ message: 'stopped before all answers were sent', fields: { left: 1 } }),
    );
  });

  test('twice has the effect of stopping once', async () => {
    await using layer = await startSlackLayer(mode);
    expect(layer.slack.stop()).toBe(layer.slack.stop());
    await layer.slack.stop();
  });
});

describe('Slack’s data about people', () => {
  const people = [
    { id: 'U0FULL', name: 'full' },
    { id: 'U0GUEST', name: 'guest', isRestricted: true },
    { id: 'U0SINGLE', name: 'single', isUltraRestricted: true },
    { id: 'U0GONE', name: 'gone', deleted: true },
    { id: 'U0OTHER', name: 'other', isStranger: true, teamId: 'T0OTHER' },
  ];

  async function start() {
    const workspace = await startWorkspace({
      manifest,
      users: people,
      userGroups: [{ id: 'S0FLOOR', handle: 'floor', users: ['U0FULL'] }],
    });
    const clock = createManualClock();
    const client = createClient(workspace);
    const directory = createSlackDirectory({ client, clock });
    const asked = (method: string) =>
      workspace.requests.filter((request) => request.method === method).length;
    return { workspace, clock, client, directory, asked, [Symbol.asyncDispose]: () => workspace.stop() };
  }

  test('decides who is a full member, a guest or a stranger', async () => {
    await using slack = await start();
    await slack.client.identify(AbortSignal.timeout(60_000));
    const memberships = await Promise.all(
      [...people.map(({ id }) => id), slack.workspace.botUserId, 'U0NOBODY'].map((id) =>
        slack.directory.membership(id),
      ),
    );
    expect(memberships).toEqual([
      'full-member',
      'guest',
      'guest',
      'stranger',
      'stranger',
      'stranger',
      'stranger',
    ]);
  });

  test('is requested once per minute', async () => {
    await using slack = await start();
    await slack.client.identify(AbortSignal.timeout(60_000));
    const ask = () =>
      Promise.all([slack.directory.membership('U0FULL'), slack.directory.groupMembers('S0FLOOR')]);
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers[0]).toEqual(['full-member', new Set(['U0FULL'])]);
    slack.clock.advance(59_000);
    await ask();
    expect([slack.asked('users.info'), slack.asked('usergroups.users.list')]).toEqual([1, 1]);
    slack.clock.advance(2000);
    await ask();
    expect([slack.asked('users.info'), slack.asked('usergroups.users.list')]).toEqual([2, 2]);
  });

  test('a group that does not exist has no members', async () => {
    await using slack = await start();
    expect(await slack.directory.groupMembers('S0NONE')).toEqual(new Set());
  });

  test('is no answer without a reply of Slack, and is requested again', async () => {
    await using slack = await start();
    await slack.client.identify(AbortSignal.timeout(60_000));
    slack.workspace.faults.add({ kind: 'status', status: 500, method: 'users.info' });
    await expect(slack.directory.membership('U0FULL')).rejects.toMatchObject({ code: 'slack-unreachable' });
    slack.workspace.faults.add({ kind: 'platform-error', error: 'missing_scope', method: 'users.info' });
    await expect(slack.directory.membership('U0FULL')).rejects.toMatchObject({ code: 'slack-rejected' });
    expect(await slack.directory.membership('U0FULL')).toBe('full-member');
  });
});
