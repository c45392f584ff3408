import { compare } from '../../../src/domain/analytics/comparison.ts';
import { headline } from '../../../src/domain/analytics/headline.ts';
import { type Observation, type Sample, sampleOf } from '../../../src/domain/analytics/sample.ts';
import { scopeOf } from '../../../src/domain/analytics/scope.ts';
import type { CallTotals, Summary } from '../../../src/domain/analytics/summary.ts';
import { ALWAYS_OPEN, type Calendar } from '../../../src/domain/calendar/calendar.ts';
import { localDay, localHours, shiftDays } from '../../../src/domain/calendar/local-day.ts';
import type { LocalDate } from '../../../src/domain/calendar/local-time.ts';
import { WEEKDAYS } from '../../../src/domain/calendar/weekday.ts';
import type { QueueId } from '../../../src/domain/floor/snapshot.ts';
import {
  createDayReports,
  type DayReport,
  type ReportSource,
} from '../../../src/summaries/reports/day-report.ts';
import { createBusyFloor } from './busy-floor.ts';
import { CENTRE } from './centre-key.ts';
import { summariseSamples } from './measured.ts';

/** A day as history returns it, made of samples in memory. */
export interface SummaryDay {
  readonly date: LocalDate;
  readonly zone?: string;
  readonly queueCount?: number;
  readonly agents?: number;
  readonly asked?: readonly QueueId[];
  readonly names?: ReadonlyMap<QueueId, string>;
  readonly calendar?: Calendar;
  readonly calls?: CallTotals;
  /** Earlier days that have samples too. */
  readonly before?: readonly number[];
  /** The instant at which the report ends. */
  readonly until?: number;
  /** Whether an instant has no sample. */
  readonly without?: (at: number) => boolean;
}

const STEP_SECONDS = 120;

export async function reportOf(day: SummaryDay): Promise<DayReport> {
  const { date, zone = 'UTC', asked = [], calendar = ALWAYS_OPEN, names = new Map() } = day;
  const reports = createDayReports({
    centre: CENTRE,
    source: sourceOf(day, zone),
    queueNames: () => Promise.resolve(names),
    calendar,
    timeZone: zone,
    sampleSeconds: STEP_SECONDS,
    clock: { now: () => localDay(date, zone).to, monotonic: () => 1 },
  });
  return reports.report({ date, zone, until: day.until ?? null, queues: asked });
}

function sourceOf(day: SummaryDay, zone: string): ReportSource {
  const { agents = 60, queueCount = 6, calls = null, before = [] } = day;
  const whole = localDay(day.date, zone);
  return {
    async report({ interval, queues, openingHours }) {
      const scope = scopeOf(queues);
      const summaryOf = (days: number, samples: readonly Sample[]): Summary => {
        const shifted = shiftDays(interval, -days, zone);
        return summariseSamples(samples, {
          interval: shifted,
          scope,
          queues: scope.queues ?? Array.from({ length: queueCount }, (_, index) => index + 1),
          openingHours: openingHours(shifted),
          hours: localHours(shifted, zone),
          calls: scope.queues === null && days === 0 ? calls : null,
        });
      };
      const samplesOf = (days: number) => {
        const { from, to } = shiftDays(whole, -days, zone);
        // Earlier days have fewer agents, so that the comparison finds a change.
        return sampled(
          { agents: Math.max(0, agents - days), queues: queueCount, from },
          from,
          to,
          day.without,
        );
      };
      const summary = summaryOf(0, samplesOf(0));
      const others = before.map((days) => ({ days, summary: summaryOf(days, samplesOf(days)) }));
      const comparison = compare(summary, {
        yesterday: others.find(({ days }) => days === 1)?.summary ?? null,
        weekdays: others.filter(({ days }) => days % 7 === 0).map((other) => other.summary),
      });
      return { summary, comparison, headline: headline(summary, comparison) };
    },
  };
}

function sampled(
  floor: Parameters<typeof createBusyFloor>[0],
  from: number,
  to: number,
  without: (at: number) => boolean = () => false,
): Sample[] {
  const floorAt = createBusyFloor(floor);
  const samples: Sample[] = [];
  let last: Observation | null = null;
  for (let at = from; at <= to; at += STEP_SECONDS * 1000) {
    const observation: Observation = { snapshot: floorAt(at), takenAt: at };
    if (without(at)) continue;
    samples.push(sampleOf(observation, last, STEP_SECONDS * 1500));
    last = observation;
  }
  return samples;
}

const NAMES = new Map([
  [1, 'Sales'],
  [2, 'Support'],
  [3, 'Billing'],
  [4, 'Returns'],
  [5, 'Réservations'],
  [6, 'Social chat'],
]);

export const HOSTILE = new Map([
  [1, '<!channel> *now*'],
  [2, '=cmd|"/c calc"!A1'],
  [3, '‮gnp.exe'],
  [4, '<@U123> <https://evil.example|click>'],
  [5, 'x'.repeat(3000)],
  [6, '\u0000\n\ttabs "quotes", commas'],
]);

const OFFICE: Calendar = {
  holidays: new Map([['12-25', 'Christmas <!here>']]),
  hours: new Map(
    WEEKDAYS.filter((day) => day !== 'sun').map((day) => [day, [{ from: '08:00', to: '20:00' }]] as const),
  ),
  onClosedDays: 'say',
};

const CALLS: CallTotals = { answered: 1512, outbound: 97, talkSeconds: 260_520, atLeast: true };
const HOUR_MS = 3_600_000;
const FRIDAY = '2026-11-20';
const at = (hour: number) => Date.parse(`${FRIDAY}T00:00Z`) + hour * HOUR_MS;

export const DAYS = {
  'busy day': {
    date: FRIDAY,
    names: NAMES,
    calendar: OFFICE,
    calls: CALLS,
    before: [1, 7, 14],
    until: at(18),
  },
  'first day': { date: FRIDAY, names: NAMES, until: at(18) },
  'empty day': { date: '2026-11-22', names: NAMES, calendar: OFFICE, agents: 0, before: [1] },
  holiday: { date: '2026-12-25', names: NAMES, calendar: OFFICE, agents: 3 },
  'no data': { date: FRIDAY, names: NAMES, calendar: OFFICE, without: () => true },
  gaps: {
    date: FRIDAY,
    names: NAMES,
    calls: CALLS,
    before: [1],
    without: (instant) => instant % (6 * HOUR_MS) > 4 * HOUR_MS,
  },
  '200 queues': { date: FRIDAY, queueCount: 200, agents: 400, before: [1, 7], until: at(18) },
  'hostile names': { date: FRIDAY, names: HOSTILE, before: [1, 7] },
  'day of 23 hours': { date: '2026-03-29', zone: 'Europe/Madrid', names: NAMES, before: [1] },
  'day of 25 hours': { date: '2026-10-25', zone: 'Europe/Madrid', names: NAMES, before: [1] },
  'two queues': {
    date: FRIDAY,
    names: NAMES,
    asked: [1, 2],
    calendar: OFFICE,
    before: [1, 7],
    until: at(18),
  },
  'one queue': { date: FRIDAY, names: NAMES, asked: [3], before: [7], until: at(18) },
} satisfies Record<string, SummaryDay>;
