import { beforeEach, expect, test } from 'vitest';
import { ALWAYS_OPEN, type Calendar } from '../../../../src/domain/calendar/calendar.ts';
import type { Interval } from '../../../../src/domain/calendar/interval.ts';
import {
  createDayReports,
  type DayReports,
  type ReportSource,
} from '../../../../src/summaries/reports/day-report.ts';
import { createManualClock, type ManualClock } from '../../../support/clocks/manual-clock.ts';
import { reportOf } from '../../../support/floors/summary-days.ts';

const QUESTION = { date: '2026-11-20', zone: 'UTC', until: null, queues: [] };

let clock: ManualClock;
let computed: (readonly number[])[];
let fails: boolean;
let reports: DayReports;

beforeEach(async () => {
  const figures = await reportOf({ date: QUESTION.date, agents: 2, queueCount: 1 });
  const source: ReportSource = {
    async report({ queues }) {
      computed.push(queues);
      await Promise.resolve();
      if (fails) throw new Error('the database is away');
      return figures;
    },
  };
  clock = createManualClock(Date.UTC(2026, 10, 21, 8));
  computed = [];
  fails = false;
  reports = createDayReports({
    centre: '1-170',
    source,
    queueNames: () => Promise.resolve(new Map()),
    calendar: ALWAYS_OPEN,
    timeZone: 'UTC',
    sampleSeconds: 30,
    clock,
  });
});

test('a thousand channels with one day at once share one computation', async () => {
  const all = await Promise.all(Array.from({ length: 1_000 }, () => reports.report(QUESTION)));
  await reports.report(QUESTION);
  expect(computed).toHaveLength(1);
  expect(new Set(all.map(({ summary }) => summary)).size).toBe(1);
});

test('other queues are another report', async () => {
  await Promise.all([[], [1], [2, 1], [1]].map((queues) => reports.report({ ...QUESTION, queues })));
  expect(computed).toEqual([[], [1], [2, 1]]);
});

test('the next report has data that was added meanwhile', async () => {
  await reports.report(QUESTION);
  clock.advance(59_000);
  await reports.report(QUESTION);
  expect(computed).toHaveLength(1);
  clock.advance(2_000);
  await reports.report(QUESTION);
  expect(computed).toHaveLength(2);
});

test('opening hours are in the contact centre’s zone, whatever the zone of the report', async () => {
  const asked: (readonly Interval[] | null)[] = [];
  const calendar: Calendar = {
    onClosedDays: 'skip',
    holidays: new Map(),
    hours: new Map([['fri', [{ from: '08:00', to: '20:00' }]]]),
  };
  const elsewhere = createDayReports({
    centre: '1-170',
    source: {
      async report({ openingHours, interval }) {
        asked.push(openingHours(interval));
        return reportOf({ date: QUESTION.date, agents: 2, queueCount: 1 });
      },
    },
    queueNames: () => Promise.resolve(new Map()),
    calendar,
    timeZone: 'Europe/Madrid',
    sampleSeconds: 30,
    clock,
  });
  await elsewhere.report({ ...QUESTION, zone: 'America/New_York' });
  const [from, to] = [Date.parse('2026-11-20T07:00Z'), Date.parse('2026-11-20T19:00Z')];
  expect(asked).toEqual([[{ from, to }]]);
});

test('a failure rejects all waiting callers, and none after them', async () => {
  fails = true;
  const both = await Promise.allSettled([reports.report(QUESTION), reports.report(QUESTION)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fails = false;
  await expect(reports.report(QUESTION)).resolves.toMatchObject({ question: QUESTION });
  expect(computed).toHaveLength(2);
});
