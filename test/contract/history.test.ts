import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SummaryQuestion } from '../../src/domain/analytics/summary-question.ts';
import { localDay } from '../../src/domain/calendar/local-day.ts';
import { toAgentId } from '../../src/domain/floor/agent-id.ts';
import type { AgentState } from '../../src/domain/floor/agent-state.ts';
import { removeOutdated, rollUp } from '../../src/history/upkeep.ts';
import type { AppDatabase } from '../../src/storage/database.ts';
import { createHistory, type History } from '../support/floors/history.ts';
import { summariseSamples } from '../support/floors/measured.ts';
import { type Part, sampleFloor } from '../support/floors/played-floor.ts';
import { summaryRequest } from '../support/floors/summary-request.ts';
import { backends, type TestDatabase } from '../support/peers/databases.ts';

const NINE = Date.UTC(2026, 10, 19, 9, 0, 0);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const at = (minutes: number) => NINE + minutes * 60_000;
const HOUR = { from: at(0), to: at(60) };
const agentId = toAgentId(1001) ?? expect.fail();

/** Nine agents in three queues and pairs of queues, each with a different cycle of states. */
const RHYTHM: AgentState[] = ['available', 'ringing', 'on-call', 'wrap-up', 'available', 'on-break'];
const PARTS: Part[] = [[1], [2], [3], [1, 2], [1, 3], [2, 3], [1, 2, 3], [1], []].map((queues, index) => ({
  id: 1001 + index,
  queues,
  states: Array.from({ length: 40 }, (_, step) => [
    at(-10) + step * (100 + index * 17) * 1000,
    RHYTHM[(step + index) % RHYTHM.length] ?? 'available',
  ]),
}));

function question(over: Partial<SummaryQuestion> = {}): SummaryQuestion {
  return { interval: HOUR, queues: [], knownQueues: [], zone: 'UTC', openingHours: notKnown, ...over };
}

function notKnown(): null {
  return null;
}

for (const backend of backends)
  describe.runIf(backend.here)(`History, on ${backend.name}`, () => {
    let database: TestDatabase;
    let open: AppDatabase;
    let history: History;

    beforeAll(async () => {
      database = await backend.create();
      open = await database.open();
    });
    afterAll(() => database.remove());

    beforeEach(async () => {
      for (const table of ['floor_sample', 'floor_quarter', 'agent_counter', 'call_quarter'] as const) {
        await open.db.deleteFrom(table).execute();
      }
      history = createHistory(open, [[1, 2]]);
    });

    const summarise = async (asked: ReturnType<typeof question>) =>
      (await history.floor.report(asked)).summary;

    async function record(samples: ReturnType<typeof sampleFloor>): Promise<void> {
      for (const sample of samples) await history.samples.record(sample);
    }

    test('returns the samples of the interval unchanged, and no others', async () => {
      const samples = sampleFloor(PARTS, { from: at(-120), to: at(120) });
      await record(samples);
      const expected = samples.filter(({ takenAt, since }) => takenAt > HOUR.from && since < HOUR.to);
      expect(await history.samples.during(HOUR)).toEqual(expected);
      expect(await history.samples.firstAfter(at(0))).toBe(at(0.5));
      expect(await history.samples.firstAfter(at(120))).toBeNull();
    });

    test('of two centres on one database is separate', async () => {
      const other = createHistory(open, [], '1-171');
      const samples = sampleFloor(PARTS, { from: at(0), to: at(60) });
      await record(samples);
      const before = await history.samples.during(HOUR);
      for (const sample of samples.slice(10, 11)) await other.samples.record(sample);
      await rollUp(history, at(60));
      const statistics = { answered: 1, outbound: 0, talkSeconds: 60 };
      await other.calls.add([{ agentId, isSignedIn: true, readAt: at(30), statistics }], NINE - 9 * HOUR_MS);
      expect(await other.samples.during(HOUR)).toHaveLength(1);
      expect(await other.quarters.during(HOUR)).toEqual([]);
      expect(await other.quarters.recordedUntil()).toBeNull();
      expect(await history.calls.totals(HOUR)).toBeNull();
      expect(await other.samples.removeBefore(at(60))).toBe(1);
      expect(await other.quarters.removeBefore(at(60))).toBe(0);
      expect(await history.samples.during(HOUR)).toEqual(before);
    });

    test('stores a repeated sample once', async () => {
      const [first, second] = sampleFloor(PARTS, { from: at(0), to: at(0.5) });
      await record([first, second, second].filter((sample) => sample !== undefined));
      expect(await history.samples.during(HOUR)).toHaveLength(1);
    });

    test('skips a malformed row, which becomes a gap', async () => {
      await record(sampleFloor(PARTS, { from: at(0), to: at(60) }));
      await open.db
        .updateTable('floor_sample')
        .set({ packed: new Uint8Array([9, 9]) })
        .where('taken_at', '=', at(30))
        .execute();
      const { coverage } = await summarise(question());
      expect(coverage).toMatchObject({ seconds: 3_570, longestGap: { from: at(29.5), to: at(30) } });
    });

    test('gives equal results from quarters and from samples', async () => {
      const samples = sampleFloor(PARTS, { from: at(0), to: at(60) });
      await record(samples);
      const fromSamples = await summarise(question());
      expect(fromSamples).toEqual(summariseSamples(samples, summaryRequest(HOUR, { queues: [1, 2, 3] })));
      // The sample on the hour ends the previous quarter, in which there was no other sample.
      expect(await rollUp(history, at(60))).toBe(5);
      await open.db.deleteFrom('floor_sample').execute();
      expect(await summarise(question())).toEqual(fromSamples);
    });

    test('rolls up a quarter after its last sample, and continues from there', async () => {
      const samples = sampleFloor(PARTS, { from: at(0), to: at(60) });
      await record(samples.slice(0, 40));
      expect(await rollUp(history, at(19.5))).toBe(2);
      expect(await history.quarters.recordedUntil()).toBe(at(15));
      await record(samples.slice(40));
      expect(await rollUp(history, at(60))).toBe(3);
      expect(await rollUp(history, at(60))).toBe(0);
      const quarters = await history.quarters.during({ from: at(10), to: at(60) });
      expect(quarters.map(({ from }) => from)).toEqual([at(15), at(30), at(45)]);
    });

    test('continues after any time without the bot, which becomes a gap', async () => {
      await record(sampleFloor(PARTS, { from: at(1), to: at(14) }));
      await record(sampleFloor(PARTS, { from: at(3_001), to: at(3_020) }));
      expect(await rollUp(history, at(3_020))).toBe(2);
      const quarters = await history.quarters.during({ from: at(0), to: at(3_600) });
      expect(quarters.map(({ from, covered }) => [from, covered])).toEqual([
        [at(0), [{ from: at(1), to: at(14) }]],
        [at(3_000), [{ from: at(3_001), to: at(3_015) }]],
      ]);
    });

    test('summarises a set of queues that was stored as one, and names one that was not', async () => {
      const samples = sampleFloor(PARTS, { from: at(0), to: at(60) });
      await record(samples);
      const kept = await summarise(question({ queues: [2, 1] }));
      const other = await summarise(question({ queues: [2, 3] }));
      expect(other.whole?.agentHours).toBeGreaterThan(0);
      await rollUp(history, at(60));
      await open.db.deleteFrom('floor_sample').execute();
      expect(await summarise(question({ queues: [1, 2] }))).toEqual(kept);
      const later = await summarise(question({ queues: [2, 3] }));
      expect(later.whole).toBeNull();
      expect(later.queues).toEqual(other.queues);
      expect(later.coverage.share).toBe(1);
    });

    test('divides by the time in which a set was stored, if that was half of an hour', async () => {
      const three: Part[] = [1, 2, 3].map((id) => ({
        id: 1000 + id,
        queues: [2],
        states: [[at(-1), 'available']],
      }));
      await record(sampleFloor(three, { from: at(0), to: at(30) }));
      await rollUp(createHistory(open, []), at(30));
      await record(sampleFloor(three, { from: at(30.5), to: at(60) }));
      await rollUp(createHistory(open, [[2, 3]]), at(60));
      await open.db.deleteFrom('floor_sample').execute();
      const { hours, whole } = await summarise(question({ queues: [2, 3] }));
      expect(whole).toBeNull();
      const hour = hours.find(({ coveredSeconds }) => coveredSeconds > 0);
      expect(hour && (hour.stateSeconds[0] ?? 0) / hour.coveredSeconds).toBeCloseTo(3);
    });

    test('limits figures to opening hours to the second while there are samples', async () => {
      await record(sampleFloor(PARTS, { from: at(0), to: at(60) }));
      await rollUp(history, at(60));
      const openingHours = () => [{ from: at(20.5), to: at(50) }];
      const seen = await summarise(question({ openingHours, knownQueues: [99] }));
      expect(seen.queues.get(99)?.unstaffed?.seconds).toBe(29.5 * 60);
      await open.db.deleteFrom('floor_sample').execute();
      // The quarter from 30 to 45 is complete.
      const later = await summarise(question({ openingHours, knownQueues: [99] }));
      expect(later.queues.get(99)?.unstaffed?.seconds).toBe(15 * 60);
      expect(later.coverage.share).toBe(1);
    });

    test('compares with equal times of yesterday and of equal weekdays, after samples are removed', async () => {
      const zone = 'Europe/Madrid';
      // The intervals are Thursday 19 November and earlier days, from midnight to 10:00 in Madrid.
      const until = (date: string) => ({
        ...localDay(date, zone),
        to: localDay(date, zone).from + 10 * HOUR_MS,
      });
      const staffed: Record<string, number> = {
        '2026-10-22': 1,
        '2026-10-29': 3,
        '2026-11-05': 5,
        '2026-11-12': 7,
        '2026-11-18': 9,
        '2026-11-19': 6,
      };
      for (const [date, agents] of Object.entries(staffed)) {
        const interval = until(date);
        const parts = Array.from(
          { length: agents },
          (_, index): Part => ({ id: 2000 + index, queues: [1], states: [[interval.from, 'available']] }),
        );
        await record(sampleFloor(parts, { ...interval, stepSeconds: 300 }));
        await rollUp(history, interval.to);
        await removeOutdated(history, interval.to);
      }
      const interval = until('2026-11-19');
      const { comparison, headline } = await history.floor.report(question({ interval, zone }));
      expect(comparison).toMatchObject({ hasYesterday: true, weekdays: 4 });
      expect(comparison.whole.get('staffed-mean')).toEqual({ value: 6, yesterday: 9, weekday: 4 });
      expect(headline).toMatchObject({ kind: 'change', metric: 'staffed-mean', value: 6, was: 4 });
      expect(await history.samples.firstAfter(0)).toBe(localDay('2026-11-18', zone).from);
    });

    test('finds no change between equal days, also in the middle of a quarter', async () => {
      const day = 24 * 60;
      const daily = PARTS.map((part) => ({
        ...part,
        states: [-7 * day, -day, 0].flatMap((shift) =>
          part.states.map(([from, state]) => [from + shift * 60_000, state] as const),
        ),
      }));
      for (const shift of [-7 * day, -day, 0]) {
        await record(sampleFloor(daily, { from: at(shift), to: at(shift + 60) }));
        const read = (minutes: number, answered: number) => ({
          agentId,
          isSignedIn: true,
          readAt: at(shift + minutes),
          statistics: { answered, outbound: 0, talkSeconds: answered * 60 },
        });
        for (const minutes of [5, 25, 40, 55]) {
          await history.calls.add([read(minutes, minutes)], at(shift - 9 * 60));
        }
        await rollUp(history, at(shift + 60));
      }
      // Raw samples of a week ago are removed.
      await history.samples.removeBefore(at(-2 * day));
      const asked = question({ interval: { from: at(0), to: at(37) } });
      const { summary, comparison } = await history.floor.report(asked);
      expect(summary.interval.to).toBe(at(37));
      expect(comparison).toMatchObject({ until: at(30), hasYesterday: true, weekdays: 1 });
      expect([...comparison.whole.keys()]).toEqual(expect.arrayContaining(['answered', 'agent-hours']));
      for (const { value, yesterday, weekday } of comparison.whole.values()) {
        expect(yesterday).toBeCloseTo(value);
        expect(weekday).toBeCloseTo(value);
      }
    });

    test('removes each kind of data after its retention, and no sample that is not rolled up', async () => {
      const now = at(0);
      await record(sampleFloor(PARTS, { from: now - 3 * DAY_MS, to: now - 3 * DAY_MS + HOUR_MS }));
      expect(await removeOutdated(history, now)).toMatchObject({ samples: 0 });
      await rollUp(history, now);
      expect(await removeOutdated(history, now)).toEqual({
        samples: 121,
        quarters: 0,
        agentCounters: 0,
        callQuarters: 0,
      });
      expect(await removeOutdated(history, now + 390 * DAY_MS)).toMatchObject({ quarters: 0 });
      expect(await removeOutdated(history, now + 400 * DAY_MS)).toMatchObject({ quarters: 5 });
    });

    test('has no data before the first sample', async () => {
      const { summary, headline } = await history.floor.report(question());
      expect(summary).toMatchObject({ whole: null, calls: null, coverage: { share: 0 } });
      expect(headline).toEqual({ kind: 'no-data' });
    });
  });
