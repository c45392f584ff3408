import { startRunningBot } from '../support/bots/running-bot.ts';
import { type BenchRow, median, milliseconds, timed, times } from './figures.ts';

const ASKERS = 200;
const ROUNDS = 7;

/** Measures many concurrent questions about one agent beside a single one. Both include Slack's part. */
export async function measureSameQuestion(): Promise<BenchRow[]> {
  await using bot = await startRunningBot({ timing: { queries: { freshMs: 1 } } });
  await bot.ask('/agent', '1099 stats');
  const alone: number[] = [];
  const together: number[] = [];
  const calls: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push((await timed(() => bot.ask('/agent', '1099 stats'))).ms);
    const before = bot.simulator.requests.count('cms', 'hisindex-agent');
    const all = await timed(() =>
      Promise.all(Array.from({ length: ASKERS }, () => bot.ask('/agent', '1099 stats'))),
    );
    together.push(all.ms / ASKERS);
    calls.push(bot.simulator.requests.count('cms', 'hisindex-agent') - before);
  }
  return [
    {
      what: `${ASKERS} people ask the same at once, per person`,
      figure: `${milliseconds(median(together))}; ${median(calls)} upstream calls for all`,
      against: `one person, ${milliseconds(median(alone))}`,
      ratio: times(median(together) / median(alone)),
    },
  ];
}
