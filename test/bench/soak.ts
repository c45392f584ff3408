import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval as every, setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { type Simulator, startSimulator } from '../../sandbox/contact-center/simulator.ts';
import { botEnvironment, CHANNEL, startOpsWorkspace } from '../support/bots/running-bot.ts';
import type { Footprint } from './report-footprint.ts';

/**
 * Runs the bot of `npm start` under continuous questions while its upstreams break in every way in turn: `node
 * test/bench/soak.ts [minutes] [commands per second]`. Each minute it prints the resources after a garbage collection,
 * and at the end the slopes without the first sixth. Above 5 commands per second the bot rejects questions beyond the
 * workspace's limit.
 */
const [minutes = 60, perSecond = 4] = process.argv.slice(2).map(Number);
const BROKEN_MS = 6_000;
const WELL_MS = 9_000;
const MINUTE_MS = 60_000;
const LAST_ANSWERS_MS = 10_000;
const PEOPLE = Array.from({ length: 10 }, (_, index) => `U0SOAK${index}`);
const COMMANDS = [
  ['/agent', '1099 stats'],
  ['/agent', '1042'],
  ['/agent', '1003 calls'],
  ['/agent', 'nobody'],
  ['/queue', ''],
  ['/queue', 'Sales'],
  ['/floor', 'now'],
  ['/floor', 'summary today'],
] as const;
/** The bot does not retry after a wrong password, so this scenario would not end by itself. */
const NEEDS_A_PERSON = 'gateway-password-changed';

const footprint = z.object({
  rssMb: z.number(),
  heapMb: z.number(),
  resources: z.record(z.string(), z.number()),
});

const folder = await mkdtemp(join(tmpdir(), 'floorwalker-soak-'));
const simulator = await startSimulator({ seed: 7 });
const workspace = await startOpsWorkspace(undefined, [], {
  users: PEOPLE.map((id) => ({ id, name: id.toLowerCase() })),
});
const bot = await startBot();
const over = new AbortController();
const counts = { asked: 0, acked: 0, answered: 0, faults: 0 };
workspace.on(({ type }) => {
  if (type === 'ephemeral_posted') counts.answered += 1;
});

const jobs = [askWithoutPause(), breakInTurn(simulator)];
const taken = await weighEachMinute();
over.abort();
await Promise.all(jobs);
await setTimeout(LAST_ANSWERS_MS);

console.log(
  `\nasked ${counts.asked}, acknowledged ${counts.acked}, answered ${counts.answered}; faults ${counts.faults}`,
);
const kept = taken.slice(Math.ceil(taken.length / 6));
console.log(
  `per hour: rss ${slope(kept, 'rssMb').toFixed(2)} MB, heap ${slope(kept, 'heapMb').toFixed(2)} MB`,
);

const exit = once(bot, 'exit');
bot.kill('SIGTERM');
const [code]: unknown[] = await exit;
console.log(`exit ${String(code)}`);
await Promise.all([workspace.stop(), simulator.stop()]);
await rm(folder, { recursive: true });

async function startBot(): Promise<ChildProcess> {
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, simulator.ca);
  const child = fork(new URL('../../src/main.ts', import.meta.url), [], {
    cwd: folder,
    execArgv: ['--expose-gc', '--import', new URL('./report-footprint.ts', import.meta.url).href],
    env: {
      PATH: process.env['PATH'],
      ...botEnvironment(simulator, workspace),
      GATEWAY_CA_FILE: ca,
      CMS_CA_FILE: ca,
      SUPERVISORS: '*',
      DATABASE_URL: `sqlite:${join(folder, 'floorwalker.db')}`,
      SAMPLE_SECONDS: '30',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const connected = (event: { type: string; change?: string }) =>
    event.type === 'connection' && event.change === 'opened';
  await workspace.next(connected, { timeoutMs: 20_000 });
  return child;
}

async function askWithoutPause(): Promise<void> {
  const pending = new Set<Promise<void>>();
  for await (const _ of ticks(1_000 / perSecond)) {
    const question = ask(COMMANDS[counts.asked % COMMANDS.length] ?? COMMANDS[0]);
    pending.add(question);
    void question.finally(() => pending.delete(question));
  }
  await Promise.all(pending);
}

async function ask([command, text]: (typeof COMMANDS)[number]): Promise<void> {
  const person = PEOPLE[counts.asked % PEOPLE.length] ?? '';
  counts.asked += 1;
  const { acked } = await workspace.as(person).command(CHANNEL, command, text);
  if (acked) counts.acked += 1;
}

/** Starts and ends every scenario in turn, repeatedly. */
async function breakInTurn({ scenarios }: Simulator): Promise<void> {
  const rows = scenarios.filter(({ name }) => name !== NEEDS_A_PERSON);
  let turn = 0;
  for await (const _ of ticks(BROKEN_MS + WELL_MS)) {
    const scenario = rows[turn % rows.length];
    turn += 1;
    counts.faults += 1;
    await scenario?.start();
    await setTimeout(BROKEN_MS);
    await scenario?.stop();
  }
}

async function weighEachMinute(): Promise<Footprint[]> {
  const weighed: Footprint[] = [];
  console.log('| minute | rss MB | heap MB | open |\n|---|---|---|---|');
  for await (const _ of ticks(MINUTE_MS)) {
    const reply = once(bot, 'message');
    bot.send('weigh');
    const [message]: unknown[] = await reply;
    const { rssMb, heapMb, resources } = footprint.parse(message);
    weighed.push({ rssMb, heapMb, resources });
    const open = Object.entries(resources).map(([kind, count]) => `${kind} ${count}`);
    console.log(`| ${weighed.length} | ${rssMb.toFixed(1)} | ${heapMb.toFixed(1)} | ${open.join(', ')} |`);
    if (weighed.length >= minutes) break;
  }
  return weighed;
}

async function* ticks(ms: number): AsyncGenerator<void> {
  try {
    yield* every(ms, undefined, { signal: over.signal });
  } catch (error) {
    if (!over.signal.aborted) throw error;
  }
}

/** Returns the slope per hour of a figure that is taken each minute, by least squares. */
function slope(rows: readonly Footprint[], figure: 'rssMb' | 'heapMb'): number {
  const middle = (rows.length - 1) / 2;
  const mean = rows.reduce((sum, row) => sum + row[figure], 0) / rows.length;
  const rise = rows.reduce((sum, row, minute) => sum + (minute - middle) * (row[figure] - mean), 0);
  const run = rows.reduce((sum, _, minute) => sum + (minute - middle) ** 2, 0);
  return (60 * rise) / run;
}
