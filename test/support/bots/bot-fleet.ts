import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { startSimulator } from '../../../sandbox/contact-center/simulator.ts';
import { startWorkspace } from '../../../sandbox/slack-workspace/slack/workspace.ts';
import { ACK_WITHIN_MS } from '../clocks/budget.ts';
import type { TestDatabase } from '../peers/databases.ts';
import { addDueSubscriptions, countUnsettled } from './crash-harness.ts';
import { botEnvironment, PEOPLE } from './running-bot.ts';

export interface FleetBot {
  readonly child: ChildProcess;
  readonly port: number;
  /** The `history` of `/readyz`. */
  history(): Promise<z.infer<typeof report>['history']>;
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

const hello = z.object({ port: z.number() });
const report = z.object({ history: z.looseObject({ leads: z.boolean(), database: z.string() }) });
const NO_MESSAGE_TIMEOUT_MS = 15_000;
const CHANNELS = Array.from({ length: 20 }, (_, index) => `C0FLEET${index}`);

export type BotFleet = Awaited<ReturnType<typeof createBotFleet>>;

/** Starts whole bots as processes on one database, workspace and contact centre. */
export async function createBotFleet(database: TestDatabase, env: Record<string, string> = {}) {
  const simulator = await startSimulator({ seed: 7, life: false, pollWaitMs: 200 });
  const workspace = await startWorkspace({
    manifest: parse(readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8')),
    ackWithinMs: ACK_WITHIN_MS,
    users: [{ id: PEOPLE.supervisor, name: 'ana' }],
    channels: CHANNELS.map((id, index) => ({ id, name: `ops-${index}` })),
  });
  const folder = await mkdtemp(join(tmpdir(), 'floorwalker-fleet-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, simulator.ca);
  const { db } = await database.open();
  const bots = new Set<FleetBot>();

  async function start(itsOwn: Record<string, string> = {}): Promise<FleetBot> {
    const child = fork(new URL('./quick-bot.ts', import.meta.url), [], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        ...botEnvironment(simulator, workspace),
        GATEWAY_CA_FILE: caFile,
        CMS_CA_FILE: caFile,
        DATABASE_URL: database.url,
        LOG_LEVEL: 'error',
        ...env,
        ...itsOwn,
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [message]: unknown[] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    const { port } = hello.parse(message);
    const bot: FleetBot = {
      child,
      port,
      async history() {
        const response = await fetch(`http://127.0.0.1:${port}/readyz`);
        return report.parse(await response.json()).history;
      },
      async end(signal) {
        bots.delete(bot);
        if (child.exitCode !== null || child.signalCode !== null) return;
        const exit = once(child, 'exit');
        child.kill(signal);
        await exit;
      },
    };
    bots.add(bot);
    return bot;
  }

  return {
    simulator,
    workspace,
    db,
    start,
    /** Adds subscriptions that are due in the present minute of this clock. */
    addDue: (count: number, now = Date.now()) =>
      addDueSubscriptions(db, count, {
        teamId: workspace.teamId,
        ownerId: PEOPLE.supervisor,
        channels: CHANNELS,
        now,
      }),
    /** The number of posts by the key in their metadata. */
    copies(): Map<string, number> {
      const posts = CHANNELS.flatMap((id) => workspace.messages.in(id));
      const keys = posts.map(({ metadata }) => JSON.stringify(metadata));
      return new Map([...Map.groupBy(keys, (key) => key)].map(([key, all]) => [key, all.length]));
    },
    /** Resolves when this many more messages are in channels, or when no more arrive. */
    async posts(count: number): Promise<void> {
      let posts = 0;
      const isLast = ({ type }: { type: string }) => type === 'message_posted' && ++posts === count;
      await workspace.next(isLast, { timeoutMs: NO_MESSAGE_TIMEOUT_MS }).catch(() => undefined);
    },
    unsettled: () => countUnsettled(db),
    async [Symbol.asyncDispose]() {
      await Promise.all([...bots].map((bot) => bot.end('SIGKILL')));
      await Promise.all([workspace.stop(), simulator.stop(), database.remove()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
