import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createManualClock } from '../../../sandbox/contact-center/clock.ts';
import { type Simulator, startSimulator } from '../../../sandbox/contact-center/simulator.ts';
import { seedHistory } from '../../../sandbox/demo/demo-history.ts';
import { type DemoPages, startDemoPages } from '../../../sandbox/demo/demo-page/demo-pages.ts';
import { startWorkspace, type Workspace } from '../../../sandbox/slack-workspace/slack/workspace.ts';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/configuration/config.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import { QUESTION_MS } from '../clocks/budget.ts';
import { CENTRE } from '../floors/centre-key.ts';
import { botEnvironment } from './running-bot.ts';
import { UNLIMITED } from './slack-layer.ts';

/** All parts of `npm run demo` in this process: the real bot over real sockets, and the pages. */
export interface Scene extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly workspace: Workspace;
  readonly pages: DemoPages & { readonly workspace: string };
}

interface SceneOptions {
  /**
   * The instant at which time stands still, in epoch milliseconds. Without it time runs, on a floor without activity.
   */
  readonly standsAt?: number;
  /** Whether the bot has a history for summaries. */
  readonly hasPast?: boolean;
}

const ZONE = 'Europe/Madrid';
/**
 * Time in milliseconds that the floor runs before time stands still: enough for calls, breaks and the figures of a day.
 */
const MORNING_MS = 3 * 3_600_000;

export async function startScene({ standsAt, hasPast = false }: SceneOptions = {}): Promise<Scene> {
  const clock = standsAt === undefined ? undefined : createStillClock(standsAt);
  const simulator = await startSimulator({
    seed: 1,
    timeZone: ZONE,
    life: clock !== undefined,
    // While time stands still, a poll waits as long as the bot allows, so that pictures do not depend on polls.
    pollWaitMs: clock === undefined ? 200 : 20_000,
    ...(clock && { clock }),
  });
  clock?.pass(MORNING_MS);
  const workspace = await startWorkspace({
    manifest: parse(readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8')),
    team: { name: 'Demo workspace' },
    timeZone: ZONE,
    ...(clock && { clock }),
  });
  const folder = await mkdtemp(join(tmpdir(), 'floorwalker-scene-'));
  const database = `sqlite:${folder}/floorwalker.db`;
  const env = {
    ...botEnvironment(simulator, workspace),
    SUPERVISORS: '*',
    TIME_ZONE: ZONE,
    LOG_LEVEL: 'error',
    ...(hasPast && { DATABASE_URL: database }),
  };
  const config = readConfig(env, () => simulator.ca);
  if (config.kind === 'problems') throw new Error(config.problems.join('\n'));
  const logger = createLogger({
    level: 'error',
    secrets: config.config.secrets,
    destination: { write: () => undefined },
  });
  const now = clock?.now ?? Date.now;
  if (hasPast) {
    await seedHistory({ url: database, centre: CENTRE, until: now(), timeZone: ZONE, seed: 1, logger });
  }
  const bot = createApp(config.config, {
    clock: { now, monotonic: () => performance.now() },
    logger,
    // A source that is named on a picture does not depend on the speed of the machine.
    timing: { allowance: UNLIMITED, queries: { budgetMs: QUESTION_MS, hedgeAfterMs: QUESTION_MS } },
  });
  await bot.start();
  const { workspace: workspaceUrl, ...pages } = await startDemoPages({
    simulator,
    workspace,
    port: 0,
    simulatedUntil: hasPast ? now() : undefined,
  });
  if (workspaceUrl === undefined) throw new Error('the workspace has no page');
  return {
    simulator,
    workspace,
    pages: { ...pages, workspace: workspaceUrl },
    async [Symbol.asyncDispose]() {
      await pages.stop();
      await bot.stop();
      await Promise.all([workspace.stop(), simulator.stop(), rm(folder, { recursive: true })]);
    },
  };
}

/** A clock that moves through `pass` first. After that it shows one instant, while timers run normally. */
function createStillClock(end: number) {
  const passing = createManualClock(end - MORNING_MS);
  let isStill = false;
  return {
    now: () => passing.now(),
    after(delayMs: number, task: () => void): () => void {
      if (!isStill) return passing.after(delayMs, task);
      const timer = setTimeout(task, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
    pass(ms: number): void {
      passing.advance(ms);
      isStill = true;
    },
  };
}
