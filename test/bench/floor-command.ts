import { parseFloor } from '../support/commands/parse-floor.ts';
import { type BenchRow, milliseconds, timed, times } from './figures.ts';

const PARTS = ['"', '“', '<', '#', 'mon-', ',', '1', 'queues '];
const SHORT = 10_000;
const LONG = 100_000;
const RUNS = 5;

/**
 * Measures that ten times the text takes about ten times as long, whatever part is repeated; the row has the worst of
 * {@link PARTS}.
 */
export async function measureFloorCommand(): Promise<BenchRow[]> {
  const rows: { readonly short: number; readonly long: number; readonly part: string }[] = [];
  for (const part of PARTS) {
    await quickest(part, SHORT);
    rows.push({ part, short: await quickest(part, SHORT), long: await quickest(part, LONG) });
  }
  const [worst] = rows.toSorted((a, b) => b.long / b.short - a.long / a.short);
  if (worst === undefined) return [];
  return [
    {
      what: `/floor subscribe with ${JSON.stringify(worst.part)} repeated ${LONG} times, the worst of ${PARTS.length}`,
      figure: milliseconds(worst.long),
      against: `repeated ${SHORT} times, ${milliseconds(worst.short)}`,
      ratio: times(worst.long / worst.short),
    },
  ];
}

/** Returns the minimum of some runs in milliseconds, which other load on the machine affects least. */
async function quickest(part: string, repeats: number): Promise<number> {
  const text = `subscribe ${part.repeat(repeats)}`;
  const all: number[] = [];
  for (let run = 0; run < RUNS; run += 1) all.push((await timed(async () => parseFloor(text))).ms);
  return Math.min(...all);
}
