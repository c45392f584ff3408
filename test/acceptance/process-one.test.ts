import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../sandbox/contact-center/simulator.ts';
import { botEnvironment, MODES, startOpsWorkspace } from '../support/bots/running-bot.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';

/** The bot to start; `.ci/run` names a production install. */
const ENTRY =
  process.env['TEST_ENTRY'] ?? fileURLToPath(new URL('../../bin/floorwalker.mjs', import.meta.url));
/** A namespace as in a container: processes are numbered anew, and the end of process 1 ends all others. */
const NAMESPACE = ['--pid', '--fork', '--mount-proc', '--kill-child'];

const { status, stderr, error } = spawnSync('unshare', [...NAMESPACE, 'true'], { encoding: 'utf8' });
const why = status === 0 ? '' : ` (skipped: unshare says ${error?.message ?? stderr.trim()})`;

describe.runIf(status === 0)(`node bin/floorwalker.mjs as process 1${why}`, () => {
  it.each(
    wholeOr(
      MODES.flatMap((mode) => (['SIGTERM', 'SIGINT'] as const).map((signal) => [mode, signal] as const)),
      [['socket', 'SIGTERM']] as const,
    ),
  )('signs out once and exits 0: %s mode, %s', async (mode, signal) => {
    const simulator = await startSimulator({ seed: 7, life: false, pollWaitMs: 50 });
    const workspace = await startOpsWorkspace();
    const folder = await mkdtemp(join(tmpdir(), 'floorwalker-one-'));
    const ca = join(folder, 'ca.pem');
    await writeFile(ca, simulator.ca);
    const env = {
      ...botEnvironment(simulator, workspace),
      SLACK_MODE: mode,
      GATEWAY_CA_FILE: ca,
      CMS_CA_FILE: ca,
    };
    const container = spawn('unshare', [...NAMESPACE, process.execPath, ENTRY], {
      env: { ...env, PATH: process.env['PATH'] },
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void container.kill('SIGKILL'));
    const exited = once(container, 'exit');
    let output = '';
    container.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await expect.poll(() => output).toContain('Floorwalker answers');
    await expect.poll(() => simulator.gateway.sessions.length).toBe(1);

    const { pid = 0 } = container;
    const processOne = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
    expect(readFileSync(`/proc/${processOne}/status`, 'utf8')).toMatch(/^NSpid:\s.*\s1$/m);
    process.kill(processOne, signal);
    expect(await exited).toEqual([0, null]);
    expect(simulator.requests.count('gateway', 'sign-out')).toBe(1);
    expect(simulator.gateway.sessions).toEqual([]);
    await Promise.all([workspace.stop(), simulator.stop(), rm(folder, { recursive: true })]);
  });
});
