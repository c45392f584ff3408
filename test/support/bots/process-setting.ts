import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { startSimulator } from '../../../sandbox/contact-center/simulator.ts';
import { botEnvironment, startOpsWorkspace } from './running-bot.ts';

/** Starts a contact centre and a workspace for a bot that is a process of its own, with the environment that it needs. */
export async function startProcessSetting() {
  const simulator = await startSimulator({ seed: 7, life: false, pollWaitMs: 50 });
  const workspace = await startOpsWorkspace();
  const directory = await mkdtemp(join(tmpdir(), 'floorwalker-test-'));
  const ca = join(directory, 'ca.pem');
  await writeFile(ca, simulator.ca);
  const env = { ...botEnvironment(simulator, workspace), GATEWAY_CA_FILE: ca, CMS_CA_FILE: ca };
  return {
    simulator,
    workspace,
    env,
    async signedIn() {
      await vi.waitUntil(() => simulator.gateway.sessions.length === 1, { timeout: 60_000 });
    },
    signOuts: () => simulator.requests.count('gateway', 'sign-out'),
    /** The gateway part of the start is complete and the Slack part is not. */
    async signedInWhileSlackIsAsked(asked: string) {
      const isThere = () =>
        simulator.gateway.sessions.length === 1 && workspace.requests.some(({ method }) => method === asked);
      await vi.waitUntil(isThere, { timeout: 60_000 });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([workspace.stop(), simulator.stop(), rm(directory, { recursive: true })]);
    },
  };
}
