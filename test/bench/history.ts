import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { type Observation, sampleOf } from '../../src/domain/analytics/sample.ts';
import type { SummaryQuestion } from '../../src/domain/analytics/summary-question.ts';
import { rollUp } from '../../src/history/upkeep.ts';
import { createBusyFloor } from '../support/floors/busy-floor.ts';
import { createHistory, type History } from '../support/floors/history.ts';
import { createSqlite, openDatabase } from '../support/peers/databases.ts';
import { type BenchRow, median, milliseconds, timed, times } from './figures.ts';
import { repeatDay } from './repeat-day.ts';

const DAY_MS = 24 * 3_600_000;
const STEP_MS = 30_000;
const QUEUES = 200;
const AGENTS = 10_000;
const DAY = { from: Date.UTC(2026, 10, 19), to: Date.UTC(2026, 10, 20) };
const RUNS = 15;

const QUESTION: SummaryQuestion = {
  interval: DAY,
  queues: [],
  knownQueues: [],
  zone: 'UTC',
  openingHours: () => null,
};

/** Measures a day of 10,000 agents in 200 queues, sampled every 30 s into a SQLite file and then summarised. */
export async function measureHistory(): Promise<BenchRow[]> {
  const file = await createSqlite();
  try {
    const database = await openDatabase(file.url);
    const history = createHistory(database);
    const sampling = await sampleDay(history);
    const adding = await timed(() => rollUp(history, DAY.to));
    const quarterBytes = await packedBytes('floor_quarter');
    const sampleBytes = await packedBytes('floor_sample');
    for (const days of [1, 7, 14, 21, 28]) await repeatDay(database, DAY, days);
    const telling = await measureReports(history);
    await database.close();
    return [
      ...sampling.rows,
      row(
        'samples, bytes per queue and day',
        perQueue(sampleBytes),
        'the same as JSON',
        sampleBytes / sampling.jsonBytes,
      ),
      row(
        'quarters, bytes per queue and day',
        perQueue(quarterBytes),
        'its samples',
        quarterBytes / sampleBytes,
      ),
      row(
        'adding up one quarter of 200 queues',
        milliseconds(adding.ms / adding.value),
        'one sample interval',
        adding.ms / adding.value / STEP_MS,
      ),
      ...telling,
    ];

    async function packedBytes(table: 'floor_quarter' | 'floor_sample'): Promise<number> {
      const rows = await database.db.selectFrom(table).select('packed').execute();
      return rows.reduce((sum, { packed }) => sum + packed.length, 0);
    }
  } finally {
    await file.remove();
  }
}

async function sampleDay({ samples }: History): Promise<{ rows: BenchRow[]; jsonBytes: number }> {
  const floorAt = createBusyFloor({ agents: AGENTS, queues: QUEUES, from: DAY.from });
  const comparing: number[] = [];
  const writing: number[] = [];
  const parsing: number[] = [];
  let jsonBytes = 0;
  let before: Observation | null = null;
  for (let at = DAY.from; at <= DAY.to; at += STEP_MS) {
    const now: Observation = { snapshot: floorAt(at), takenAt: at };
    const { ms, value } = await timed(() => sampleOf(now, before, STEP_MS * 1.5));
    const write = await timed(() => samples.record(value));
    jsonBytes += JSON.stringify(value.groups).length;
    if (now.snapshot.agents.size === AGENTS) {
      comparing.push(ms);
      writing.push(write.ms);
      if (comparing.length % 100 === 0) {
        const reply = JSON.stringify([...now.snapshot.agents.values()]);
        parsing.push((await timed(() => JSON.parse(reply))).ms);
      }
    }
    before = now;
  }
  const sample = median(comparing) + median(writing);
  const what = `a sample of 10,000 agents: compared ${milliseconds(median(comparing))}, written ${milliseconds(median(writing))}`;
  return {
    rows: [row(what, milliseconds(sample), 'JSON.parse of the same agents', sample / median(parsing))],
    jsonBytes,
  };
}

async function measureReports(history: History): Promise<BenchRow[]> {
  const fromQuarters: number[] = [];
  const reading: number[] = [];
  const stall = monitorEventLoopDelay({ resolution: 1 });
  stall.enable();
  for (let run = 0; run < RUNS; run += 1) {
    fromQuarters.push((await timed(() => history.floor.report(QUESTION))).ms);
    reading.push((await timed(() => history.quarters.during(DAY))).ms);
  }
  // A blocked loop does not measure itself, so it runs beyond the end.
  await delay(100);
  const stalledMs = stall.max / 1e6;
  stall.disable();
  // A set of queues without a subscription is computed from the samples.
  const someQueues = { ...QUESTION, queues: [3, 4, 50] };
  const fromSamples = await timed(() => history.floor.report(someQueues));
  const report = median(fromQuarters);
  return [
    row(
      'report of a day of 200 queues and the five days that it is compared with',
      milliseconds(report),
      'reading the quarters of the day',
      report / median(reading),
    ),
    row(
      'a set of three queues that was not kept, from samples',
      milliseconds(fromSamples.ms),
      'that report',
      fromSamples.ms / report,
    ),
    row(
      'longest stall of the event loop meanwhile',
      milliseconds(stalledMs),
      'the report',
      stalledMs / report,
    ),
  ];
}

function perQueue(bytes: number): string {
  return `${Math.round(bytes / QUEUES / ((DAY.to - DAY.from) / DAY_MS)).toLocaleString('en')} B`;
}

function row(what: string, figure: string, against: string, ratio: number): BenchRow {
  return { what, figure, against, ratio: times(ratio) };
}

if (import.meta.main) console.table(await measureHistory());
