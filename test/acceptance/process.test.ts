import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { afterAll, describe, it } from 'vitest';
import { startProcessSetting } from '../support/bots/process-setting.ts';
import { CHANNEL, MODES, PEOPLE, textOf } from '../support/bots/running-bot.ts';
import { wholeOr, wholeOrNamed } from '../support/clocks/whole-run.ts';

const TERMINATED_ONCE_LISTENING = `data:text/javascript,${encodeURIComponent(`
  process.on('newListener', (event) => {
    if (event === 'SIGTERM') queueMicrotask(() => process.kill(process.pid, event));
  });
`)}`;
/** Returns a module with a statement that causes an uncaught error on SIGUSR2. */
const failingBy = (statement: string) =>
  `--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${statement} });`)}`;
const UNCAUGHT = {
  'an exception': "setImmediate(() => { throw new Error('boom'); });",
  'a rejection': "Promise.reject(new Error('boom'));",
  'a rejection without a reason': 'Promise.reject();',
  'an exception again and again': "setInterval(() => { throw new Error('boom'); }, 1);",
  'an exception that cannot be described':
    "setImmediate(() => { throw new Proxy(new Error('boom'), { get() { throw new Error('no'); } }); });",
  'an exception while it stops':
    "process.kill(process.pid, 'SIGTERM'); setTimeout(() => { throw new Error('boom'); }, 5);",
  'an exception and a signal':
    "setImmediate(() => { process.kill(process.pid, 'SIGTERM'); throw new Error('boom'); });",
};
/** The entry that `npm start`, containers and services run. */
const ENTRY = new URL('../../bin/floorwalker.mjs', import.meta.url).pathname;

const started: ChildProcess[] = [];
// Ends the processes of failed tests.
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

describe.concurrent('the process', () => {
  // Signals to both modes are in process-one.test.ts too.
  it.for(wholeOr(MODES, ['http'] as const))(
    'completes accepted questions, signs out and exits 0 on SIGTERM: %s mode',
    async (mode, { expect }) => {
      await using floor = await startProcessSetting();
      const bot = startProcess({ ...floor.env, SLACK_MODE: mode });
      const port = await bot.answering;
      if (mode === 'http') floor.workspace.useHttp(`http://127.0.0.1:${port}/slack/events`);
      for (const upstream of ['gateway', 'cms'] as const)
        floor.simulator.faults.add({ upstream, kind: 'slow', ms: 700 });

      const { acked, seq } = await floor.workspace.as(PEOPLE.supervisor).command(CHANNEL, '/agent', '1099');
      expect(acked).toBe(true);
      bot.child.kill('SIGTERM');
      const event = await floor.workspace.next(({ type }) => type === 'ephemeral_posted', { since: seq });
      expect(event.type === 'ephemeral_posted' && textOf(event.message)).toMatch(/Available for/);
      floor.simulator.faults.clear();
      // After ten seconds the bot would exit with 1.
      expect(await bot.exited).toBe(0);
      expect(floor.simulator.gateway.sessions).toEqual([]);
    },
  );

  it('answers health checks before Slack answers, without secrets', async ({ expect }) => {
    await using floor = await startProcessSetting();
    const bot = startProcess(floor.env);
    const port = await bot.answering;
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      ready: true,
      connections: [{ name: 'CC-Gateway' }, { name: 'CC-CMS' }],
    });
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/anything`)).status).toBe(404);
    bot.child.kill('SIGINT');
    expect(await bot.exited).toBe(0);
  });

  it('names every error of the configuration, and exits 1', async ({ expect }) => {
    const bot = startProcess({
      SLACK_BOT_TOKEN: 'a-secret-in-the-wrong-place',
      GATEWAY_URL: 'http://gateway',
    });
    expect(await bot.exited).toBe(1);
    expect(bot.output()).toContain('SLACK_BOT_TOKEN must begin with xoxb-');
    expect(bot.output()).toContain('GATEWAY_URL');
    expect(bot.output()).toContain('SLACK_APP_TOKEN is missing');
    expect(bot.output()).not.toContain('a-secret-in-the-wrong-place');
  });

  it('names a variable that is similar to a known one, and starts', async ({ expect }) => {
    await using floor = await startProcessSetting();
    const bot = startProcess({
      ...floor.env,
      SUPERVISOR: '',
      SLACK_BOT_TOKENS: 'a-secret-in-the-wrong-place',
    });
    await bot.answering;
    expect(bot.output()).toContain('"variable":"SUPERVISOR","suggested":"SUPERVISORS"');
    expect(bot.output()).toContain('"variable":"SLACK_BOT_TOKENS","suggested":"SLACK_BOT_TOKEN"');
    expect(bot.output()).not.toContain('a-secret-in-the-wrong-place');
    bot.child.kill('SIGTERM');
    expect(await bot.exited).toBe(0);
  });

  it('exits 1 with a reason if Slack rejects the token', async ({ expect }) => {
    await using floor = await startProcessSetting();
    const bot = startProcess({ ...floor.env, SLACK_BOT_TOKEN: 'xoxb-revoked' });
    expect(await bot.exited).toBe(1);
    expect(bot.output()).toContain('SLACK_BOT_TOKEN');
    expect(bot.output()).not.toContain('xoxb-revoked');
  });

  describe.concurrent.for(wholeOr(MODES, ['socket'] as const))('in %s mode', (SLACK_MODE) => {
    it.for(wholeOrNamed(Object.entries(UNCAUGHT), ['an exception and a signal']))(
      'signs out once and exits 1 after %s that nothing catches',
      async ([, statement], { expect }) => {
        await using floor = await startProcessSetting();
        const bot = startProcess({ ...floor.env, SLACK_MODE, NODE_OPTIONS: failingBy(statement) });
        await bot.answering;
        await floor.signedIn();
        bot.child.kill('SIGUSR2');
        expect(await bot.exited, bot.output()).toBe(1);
        expect(floor.signOuts()).toBe(1);
        expect(floor.simulator.gateway.sessions).toEqual([]);
      },
    );

    it.for(
      wholeOrNamed(
        [
          ['SIGTERM', 0],
          ['SIGINT', 0],
          ['SIGUSR2', 1],
        ] as const,
        ['SIGUSR2'],
      ),
    )(
      'answers while its output is not read, and signs out and exits on %s with %i',
      async ([signal, exitCode], { expect }) => {
        await using floor = await startProcessSetting();
        const NODE_OPTIONS = failingBy(UNCAUGHT['an exception']);
        const bot = startProcess({ ...floor.env, SLACK_MODE, NODE_OPTIONS, LOG_LEVEL: 'trace' });
        const port = await bot.answering;
        await floor.signedIn();
        if (SLACK_MODE === 'http') floor.workspace.useHttp(`http://127.0.0.1:${port}/slack/events`);
        bot.child.stdout?.destroy();
        bot.child.stderr?.destroy();
        const ana = floor.workspace.as(PEOPLE.supervisor);
        const { acked, seq } = await ana.command(CHANNEL, '/agent', '1099');
        expect(acked).toBe(true);
        await floor.workspace.next(({ type }) => type === 'ephemeral_posted', { since: seq });
        bot.child.kill(signal);
        expect(await bot.exited).toBe(exitCode);
        expect(floor.signOuts()).toBe(1);
      },
    );
  });

  // In a shortened run, Slack and the sign-out answer a bot that ends after an uncaught error.
  describe.concurrent.for(wholeOr(MODES, []))('in %s mode, without an answer', (SLACK_MODE) => {
    it('exits 1 after an exception if the gateway does not answer the sign-out', async ({ expect }) => {
      await using floor = await startProcessSetting();
      const NODE_OPTIONS = failingBy(UNCAUGHT['an exception']);
      const bot = startProcess({ ...floor.env, SLACK_MODE, NODE_OPTIONS });
      await bot.answering;
      await floor.signedIn();
      floor.simulator.faults.add({ upstream: 'gateway', kind: 'hang' });
      bot.child.kill('SIGUSR2');
      expect(await bot.exited, bot.output()).toBe(1);
    });

    it('signs out and exits 1 after an exception while Slack does not answer the start', async ({
      expect,
    }) => {
      await using floor = await startProcessSetting();
      floor.workspace.faults.add({ kind: 'timeout', method: 'auth.test', times: 1000 });
      const NODE_OPTIONS = failingBy(UNCAUGHT['an exception']);
      const bot = startProcess({ ...floor.env, SLACK_MODE, NODE_OPTIONS });
      await floor.signedInWhileSlackIsAsked('auth.test');
      bot.child.kill('SIGUSR2');
      expect(await bot.exited, bot.output()).toBe(1);
      expect(floor.signOuts()).toBe(1);
      expect(bot.output()).not.toContain('Floorwalker answers');
    });
  });

  it('exits 0 if SIGTERM comes at the moment when it starts to handle it', async ({ expect }) => {
    await using floor = await startProcessSetting();
    const bot = startProcess({ ...floor.env, NODE_OPTIONS: `--import=${TERMINATED_ONCE_LISTENING}` });
    expect(await bot.exited, bot.output()).toBe(0);
    expect(bot.output()).not.toContain('Floorwalker answers');
    expect(floor.simulator.gateway.sessions).toEqual([]);
  });

  describe.concurrent.for(
    wholeOr(
      [
        ['socket', 'auth.test'],
        ['http', 'auth.test'],
        ['socket', 'apps.connections.open'],
      ] as const,
      [['socket', 'apps.connections.open']] as const,
    ),
  )('in %s mode, while Slack does not get past %s', ([mode, method]) => {
    it.for(
      wholeOrNamed(
        [
          ['answers 503', { kind: 'status', status: 503, method, times: 1000 }],
          ['does not answer at all', { kind: 'timeout', method, times: 1000 }],
        ] as const,
        ['does not answer at all'],
      ),
    )('signs out and exits 0 on SIGTERM: Slack %s', async ([, fault], { expect }) => {
      await using floor = await startProcessSetting();
      floor.workspace.faults.add(fault);
      const bot = startProcess({ ...floor.env, SLACK_MODE: mode });
      await floor.signedInWhileSlackIsAsked(method);
      bot.child.kill('SIGTERM');
      expect(await bot.exited, bot.output()).toBe(0);
      expect(floor.simulator.gateway.sessions).toEqual([]);
      expect(bot.output()).not.toContain('Floorwalker answers');
    });

    it('signs out and exits 1 with a reason if Slack later rejects the token for good', async ({
      expect,
    }) => {
      await using floor = await startProcessSetting();
      floor.workspace.faults.add({ kind: 'status', status: 503, method, times: 1000 });
      const bot = startProcess({ ...floor.env, SLACK_MODE: mode });
      await floor.signedInWhileSlackIsAsked(method);
      floor.workspace.faults.clear();
      floor.workspace.faults.add({ kind: 'platform-error', error: 'token_revoked', method, times: 1000 });
      expect(await bot.exited).toBe(1);
      expect(bot.output()).toContain(method === 'auth.test' ? 'SLACK_BOT_TOKEN' : 'SLACK_APP_TOKEN');
      expect(floor.simulator.gateway.sessions).toEqual([]);
    });
  });

  it.for(wholeOr(MODES, ['socket'] as const))(
    'exits 1 without a session if its port is in use: %s mode',
    async (mode, { expect }) => {
      await using floor = await startProcessSetting();
      const PORT = new URL(floor.workspace.apiUrl).port;
      const bot = startProcess({ ...floor.env, SLACK_MODE: mode, HOST: '127.0.0.1', PORT });
      expect(await bot.exited).toBe(1);
      expect(bot.output()).toContain(`HOST and PORT: cannot listen on 127.0.0.1, port ${PORT} (EADDRINUSE)`);
      expect(floor.simulator.gateway.sessions).toEqual([]);
    },
  );
});

/** Runs `npm start` as a supervisor of processes would, with the given environment only. */
function startProcess(env: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, [ENTRY], {
    env,
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let output = '';
  const answering = Promise.withResolvers<number>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const port = /"port":(\d+),"msg":"Floorwalker answers"/.exec(output)?.[1];
      if (port !== undefined) answering.resolve(Number(port));
    });
  }
  const exited = once(child, 'exit').then(([code]: unknown[]) => code);
  // Callers that await an answer get the rejection; this line prevents an unhandled one.
  answering.promise.catch(() => undefined);
  void exited.then((code) => answering.reject(new Error(`exited with ${String(code)}: ${output}`)));
  return { child, answering: answering.promise, exited, output: () => output };
}
