import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { MODES, prepareBot, type RunningBot } from '../support/bots/running-bot.ts';
import { postgres } from '../support/peers/databases.ts';
import { holding, json, startLocalUpstream } from '../support/peers/local-upstream.ts';
import { answersAt, HAS_A_SECOND_ADDRESS, SECOND_ADDRESS } from '../support/peers/second-address.ts';
import { startBeforeServer } from '../support/peers/silenced-server.ts';

/** The state without anything that a start opens. */
const NOTHING = { port: null, sessions: [], sockets: 0 };

const POLL_OPTIONS = { interval: 20 };

function leftOf({ bot, simulator, workspace }: RunningBot) {
  return { port: bot.port(), sessions: simulator.gateway.sessions, sockets: workspace.socket.open };
}

describe.concurrent.for(['socket', 'http'] as const)('a bot in %s mode', (mode) => {
  it.for([0, 1, 2, 5, 10, 20, 40, 80])(
    'that is stopped %i turns of the event loop after its start leaves nothing open',
    async (turns, { expect }) => {
      await using prepared = await prepareBot({ mode });
      const started = prepared.bot.start();
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      await prepared.bot.stop();
      await started;
      await expect.poll(() => leftOf(prepared), POLL_OPTIONS).toEqual(NOTHING);
    },
  );

  it('that is stopped during a sign-in signs that session out', async ({ expect }) => {
    await using prepared = await prepareBot({ mode, timing: { session: { signOutTimeoutMs: 15_000 } } });
    const { bot, simulator } = prepared;
    simulator.faults.add({ upstream: 'gateway', route: 'sign-in', kind: 'slow', ms: 400 });
    await bot.start();
    await bot.stop();
    expect(simulator.requests.of('gateway', 'sign-in')).toHaveLength(1);
    await expect.poll(() => leftOf(prepared), POLL_OPTIONS).toEqual(NOTHING);
  });

  it.runIf(HAS_A_SECOND_ADDRESS)(
    'listens on HOST only, and on all addresses without it',
    async ({ expect }) => {
      for (const HOST of ['127.0.0.1', undefined]) {
        await using prepared = await prepareBot({ mode, env: { HOST } });
        await prepared.bot.start();
        const port = prepared.bot.port();
        expect(await answersAt('127.0.0.1', port)).toBe(true);
        expect(await answersAt(SECOND_ADDRESS, port)).toBe(HOST === undefined);
      }
    },
  );

  it('that was stopped before does not start', async ({ expect }) => {
    await using prepared = await prepareBot({ mode });
    await prepared.bot.stop();
    expect(await prepared.bot.start()).toBe('stopped');
    expect(leftOf(prepared)).toEqual(NOTHING);
    expect(prepared.workspace.requests).toEqual([]);
    expect(prepared.simulator.requests.all()).toEqual([]);
  });
});

it('A bot can be stopped while Slack accepts its socket without a hello', async ({ expect }) => {
  const { held, answer } = holding();
  await using slack = await startLocalUpstream((request, response) => {
    if (request.path === '/auth.test')
      return json({ ok: true, team_id: 'T1', user_id: 'U1' })(request, response);
    if (request.path !== '/apps.connections.open') return answer(request, response);
    return json({ ok: true, url: `${slack.origin.replace('http', 'ws')}/socket` })(request, response);
  });
  await using prepared = await prepareBot({ env: { SLACK_API_URL: slack.origin } });
  const started = prepared.bot.start();
  await expect.poll(() => held.length).toBe(1);
  await prepared.bot.stop();
  expect(await started).toBe('stopped');
  expect(leftOf(prepared)).toEqual(NOTHING);
});

it.for(MODES)(
  'A bot that is stopped while it waits for Slack in %s mode has not started',
  async (mode, { expect }) => {
    await using slack = await startLocalUpstream(json({}, 503));
    await using prepared = await prepareBot({ mode, env: { SLACK_API_URL: slack.origin } });
    const started = prepared.bot.start();
    await expect.poll(() => slack.requests.length, POLL_OPTIONS).toBeGreaterThan(0);
    await prepared.bot.stop();
    expect(await started).toBe('stopped');
    expect(prepared.log.join('')).not.toContain('Floorwalker answers');
  },
);

it.for(MODES)('A bot whose commands are answered in %s mode has started', async (mode, { expect }) => {
  await using prepared = await prepareBot({ mode });
  expect(await prepared.bot.start()).toBe('answering');
});

describe.runIf(postgres.here)(`A bot whose database becomes silent, on ${postgres.name}`, () => {
  it('signs out when it is stopped', async ({ expect }) => {
    const database = await postgres.create();
    const { hostname, port } = new URL(database.url);
    const network = await startBeforeServer({ host: hostname, port: Number(port || 5432) });
    const DATABASE_URL = Object.assign(new URL(database.url), {
      hostname: '127.0.0.1',
      port: network.port,
    }).href;
    const { bot, simulator, workspace } = await prepareBot({ env: { DATABASE_URL } });
    await bot.start();
    await expect.poll(() => simulator.gateway.sessions.length, POLL_OPTIONS).toBe(1);
    network.silence();
    await expect.poll(() => network.unheard, POLL_OPTIONS).toBeGreaterThan(0);
    const stopped = bot.stop();
    await expect.poll(() => simulator.gateway.sessions, POLL_OPTIONS).toEqual([]);
    // Waiting statements fail now, so the stop completes or reports an error.
    await network[Symbol.asyncDispose]();
    await stopped.catch(() => undefined);
    await Promise.all([workspace.stop(), simulator.stop(), database.remove()]);
  });
});
