import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startSimulator } from '../../sandbox/contact-center/simulator.ts';
import { botEnvironment, startOpsWorkspace } from '../support/bots/running-bot.ts';
import { createSqlite } from '../support/peers/databases.ts';

const ENTRY = new URL('../../bin/floorwalker.mjs', import.meta.url).pathname;
const POLL_OPTIONS = { interval: 50 };

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

test('a second process on one SQLite file exits with a reason, and starts after the first was killed', async () => {
  const simulator = await startSimulator({ seed: 7, life: false, pollWaitMs: 50 });
  const workspace = await startOpsWorkspace();
  const database = await createSqlite();
  const path = database.url.slice('sqlite:'.length);
  const cwd = dirname(path);
  const ca = join(cwd, 'ca.pem');
  await writeFile(ca, simulator.ca);
  const files = { GATEWAY_CA_FILE: ca, CMS_CA_FILE: ca, DATABASE_URL: database.url };
  const start = () => run({ ...botEnvironment(simulator, workspace), ...files }, cwd);

  const first = start();
  await expect.poll(first.output, POLL_OPTIONS).toContain('Floorwalker answers');
  const signIns = simulator.requests.count('gateway', 'sign-in');
  const second = start();
  expect(await second.exited).toEqual([1, null]);
  expect(second.output()).toContain('Another Floorwalker uses this database file.');
  expect(second.output()).toContain(path);
  expect(second.output()).not.toContain('Floorwalker answers');
  // The first bot keeps the session.
  expect(simulator.requests.count('gateway', 'sign-in')).toBe(signIns);
  expect(simulator.gateway.sessions).toHaveLength(1);

  first.child.kill('SIGKILL');
  await first.exited;
  const third = start();
  await expect.poll(third.output, POLL_OPTIONS).toContain('Floorwalker answers');
  third.child.kill('SIGTERM');
  expect(await third.exited).toEqual([0, null]);
  await Promise.all([workspace.stop(), simulator.stop(), database.remove()]);
});

function run(env: Record<string, string>, cwd: string) {
  const child = spawn(process.execPath, [ENTRY], { env, cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return { child, exited: once(child, 'exit'), output: () => output };
}
