import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { REQUIRED_SCOPES } from '../../src/slack/web-api/slack-standing.ts';
import {
  CHANNEL,
  MODES,
  PEOPLE,
  type RunningBot,
  startRunningBot,
  textOf,
} from '../support/bots/running-bot.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';

const health = z.object({
  ready: z.boolean(),
  slack: z.object({
    detail: z.string(),
    code: z.string().optional(),
    missingScopes: z.array(z.string()).optional(),
    todo: z.string().optional(),
    unreadableGroups: z.array(z.object({ group: z.string(), code: z.string() })),
  }),
});

async function readyz({ bot }: RunningBot) {
  const response = await fetch(`http://127.0.0.1:${bot.port()}/readyz`);
  return { status: response.status, ...health.parse(await response.json()) };
}

const linesWith = ({ log }: RunningBot, words: string) => log.filter((line) => line.includes(words));

describe.concurrent.for(wholeOr(MODES, ['socket'] as const))('the app’s token in %s mode', (mode) => {
  test('health is not ready while Slack rejects the token, and ready again once it accepts it', async ({
    expect,
  }) => {
    const error = 'token_revoked';
    await using running = await startRunningBot({ mode });
    expect(await readyz(running)).toMatchObject({ status: 200, ready: true });
    running.workspace.faults.add({ kind: 'platform-error', error, method: 'users.info' });
    running.workspace.faults.add({ kind: 'platform-error', error, method: 'auth.test', times: 1 });
    await running.ask('/agent', '1099');
    expect(await readyz(running)).toMatchObject({
      status: 503,
      ready: false,
      slack: { detail: 'token refused', code: error, todo: 'install the app again and set SLACK_BOT_TOKEN' },
    });
    await expect.poll(async () => (await readyz(running)).ready).toBe(true);
  });

  test('health is not ready while Slack does not answer twice in a row', async ({ expect }) => {
    await using running = await startRunningBot({ mode });
    const { faults } = running.workspace;
    faults.add({ kind: 'status', status: 503, method: 'users.info' });
    await running.ask('/agent', '1099');
    expect(await readyz(running)).toMatchObject({ ready: true });
    faults.add({ kind: 'status', status: 503, method: 'users.info' });
    faults.add({ kind: 'html', method: 'auth.test', times: 2 });
    await running.ask('/agent', '1099', PEOPLE.agent);
    await expect.poll(async () => (await readyz(running)).slack.detail).toBe('unreachable');
    await expect.poll(async () => (await readyz(running)).ready).toBe(true);
  });

  test('a missing scope is named in the log, in health and in the answer', async ({ expect }) => {
    const missing = ['users:read', 'usergroups:read'];
    const scopes = REQUIRED_SCOPES.filter((scope) => !missing.includes(scope));
    await using running = await startRunningBot({ mode, slack: { scopes } });
    expect(await readyz(running)).toMatchObject({
      ready: true,
      slack: { missingScopes: missing, todo: expect.stringContaining('reinstall the app') },
    });
    expect(linesWith(running, 'app lacks scopes').join()).toContain(JSON.stringify(missing));
    const answer = textOf(await running.ask('/agent', '1099'));
    expect(answer).toContain('users:read');
    expect(answer).toContain('reinstalls the app');
  });

  test('if only user groups cannot be read, only the people whose rights depend on them get this answer', async ({
    expect,
  }) => {
    const scopes = REQUIRED_SCOPES.filter((scope) => scope !== 'usergroups:read');
    await using running = await startRunningBot({ mode, slack: { scopes } });
    expect(textOf(await running.ask('/agent', '1099', PEOPLE.groupMember))).toContain('usergroups:read');
    expect(textOf(await running.ask('/agent', '1099'))).toContain('Agent 1099');
    expect(await readyz(running)).toMatchObject({ slack: { missingScopes: ['usergroups:read'] } });
  });
});

test('health has the reason why no socket can be opened', async () => {
  await using running = await startRunningBot({ mode: 'socket' });
  const { faults, socket } = running.workspace;
  faults.add({ kind: 'platform-error', error: 'token_revoked', method: 'apps.connections.open', times: 2 });
  socket.drop();
  await expect
    .poll(async () => readyz(running))
    .toMatchObject({
      status: 503,
      slack: { detail: 'reconnecting', code: 'token_revoked', todo: 'check SLACK_APP_TOKEN' },
    });
  await expect.poll(async () => (await readyz(running)).ready).toBe(true);
});

test('a user group that SUPERVISORS names and Slack does not know is named in the log and in health', async () => {
  await using running = await startRunningBot({ env: { SUPERVISORS: `${PEOPLE.supervisor},S0GONE` } });
  await expect.poll(() => linesWith(running, 'not readable').join()).toContain('"group":"S0GONE"');
  expect((await readyz(running)).slack.unreadableGroups).toEqual([
    { group: 'S0GONE', code: 'no_such_subteam' },
  ]);
  expect(textOf(await running.ask('/agent', '1099'))).toContain('Agent 1099');
});

describe.concurrent.for(wholeOr(MODES, ['http'] as const))(
  'events about the workspace in %s mode',
  (mode) => {
    test.for(['uninstall', 'revokeTokens'] as const)(
      'after %s all subscriptions pause',
      async (happens, { expect }) => {
        await using running = await startRunningBot({ mode });
        await running.ask('/floor', 'subscribe daily 18:00');
        await running.workspace.appEvents[happens]();
        await expect
          .poll(() => linesWith(running, 'app removed; subscriptions paused').join())
          .toContain('"subscriptions":1');
        expect(linesWith(running, 'app removed from the workspace').length).toBeGreaterThan(0);
        expect(await readyz(running)).toMatchObject({ status: 503, slack: { detail: 'token refused' } });
      },
    );

    test('events about a person’s token, and about another workspace, have no effect', async ({ expect }) => {
      await using running = await startRunningBot({ mode });
      await running.ask('/floor', 'subscribe daily 18:00');
      const { appEvents } = running.workspace;
      await appEvents.send({
        type: 'tokens_revoked',
        tokens: { oauth: [PEOPLE.supervisor], bot: ['U0OTHERBOT'] },
      });
      await appEvents.send({ type: 'tokens_revoked', tokens: {} });
      await appEvents.send({ type: 'tokens_revoked' });
      expect(textOf(await running.ask('/floor', 'subscriptions'))).not.toContain('paused');
      expect(await readyz(running)).toMatchObject({ ready: true });
    });

    test('the new id of a channel is followed', async ({ expect }) => {
      await using running = await startRunningBot({ mode, channels: ['G0TEAM'] });
      await running.ask('/floor', 'subscribe daily 18:00 channel <#G0TEAM|g0team>');
      await running.ask('/floor', 'subscribe daily 19:00');
      const changed = await running.workspace.appEvents.changeChannelId('G0TEAM', 'C0TEAM');
      expect(changed).toMatchObject({ acked: true });
      await expect
        .poll(() => linesWith(running, 'channel id changed; subscriptions moved').join())
        .toContain('"subscriptions":1');
      const list = JSON.stringify(await running.ask('/floor', 'subscriptions'));
      expect(list).toContain('C0TEAM');
      expect(list).toContain(CHANNEL);
      expect(list).not.toContain('G0TEAM');
      const { seq } = running.workspace;
      await running.ask('/floor', 'send 1');
      await running.workspace.next((event) => event.type === 'message_posted' && event.channel === 'C0TEAM', {
        since: seq,
      });
    });
  },
);
