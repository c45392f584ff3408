import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { HAS_CHROMIUM, IN_CHROMIUM, startTabs } from '../../sandbox/local-page/test/support/open-tab.ts';
import { askFirst, npmRunDemo } from '../support/bots/npm-run-demo.ts';
import { type BenchRow, median, milliseconds, timed, times } from './figures.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const ROUNDS = 5;

/**
 * Measures `npm run demo` from the command to the address and to the first answer in a browser, beside the loading time
 * of the bot alone.
 */
export async function measureFirstAnswer(): Promise<BenchRow[]> {
  const tabs = HAS_CHROMIUM ? await startTabs() : undefined;
  const loaded: number[] = [];
  const addressed: number[] = [];
  const answered: number[] = [];
  // The first round fills caches, because the figures are for a warm checkout.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const load = await timed(loadBot);
    const begun = performance.now();
    await using demo = npmRunDemo();
    const address = await demo.address;
    const toAddress = performance.now() - begun;
    if (tabs !== undefined) await askFirst(tabs, address);
    const toAnswer = performance.now() - begun;
    await tabs?.close();
    if (round === 0) continue;
    loaded.push(load.ms);
    addressed.push(toAddress);
    answered.push(toAnswer);
  }
  await tabs?.stop();
  const against = `the bot loaded, ${milliseconds(median(loaded))}`;
  const on = `${availableParallelism()} cores`;
  const row = (what: string, figures: readonly number[]): BenchRow => ({
    what: `npm run demo, ${what}, ${on}`,
    figure: milliseconds(median(figures)),
    against,
    ratio: times(median(figures) / median(loaded)),
  });
  return [
    row('to the address', addressed),
    tabs === undefined
      ? { what: 'npm run demo, to the first answer', figure: IN_CHROMIUM, against: '-', ratio: '-' }
      : row('to the first answer on the page', answered),
  ];
}

/** Loads the bot without a configuration: it lists the missing variables and exits. */
async function loadBot(): Promise<void> {
  const child = spawn(process.execPath, [MAIN], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] },
    stdio: 'ignore',
  });
  await once(child, 'exit');
}
