import { LRUCache } from 'lru-cache';
import type { Clock } from '../../clock.ts';
import type { SummaryQuestion, SummaryReport } from '../../domain/analytics/summary-question.ts';
import { type Calendar, type CalendarDay, dayOf } from '../../domain/calendar/calendar.ts';
import type { Interval } from '../../domain/calendar/interval.ts';
import { localDay } from '../../domain/calendar/local-day.ts';
import { type LocalDate, localAt } from '../../domain/calendar/local-time.ts';
import { openingHoursIn } from '../../domain/calendar/opening-hours.ts';
import {
  type CalendarExclusion,
  type Occurrence,
  reportDateOf,
  type Schedule,
} from '../../domain/calendar/schedule.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';

/**
 * The day, its end and the queues of a report. Small enough for the value of a button, which then shows the same report
 * again.
 */
export interface ReportQuestion {
  readonly date: LocalDate;
  /** Zone of the days and hours. */
  readonly zone: string;
  /** End of the report if the day was not over, otherwise `null`. Epoch milliseconds. */
  readonly until: number | null;
  /** Empty for the whole floor. */
  readonly queues: readonly QueueId[];
}

/** The figures of a summary message. */
export interface DayReport extends SummaryReport {
  /** The key of the centre. */
  readonly centre: string;
  readonly question: ReportQuestion;
  readonly interval: Interval;
  readonly day: CalendarDay;
  readonly names: ReadonlyMap<QueueId, string>;
  /** `SAMPLE_SECONDS`. */
  readonly sampleSeconds: number;
  /** Start of this process's observation of the floor, epoch milliseconds. */
  readonly startedAt: number;
}

/** The part of history that reports need. */
export interface ReportSource {
  report(question: SummaryQuestion): Promise<SummaryReport>;
}

export interface DayReportsOptions {
  readonly centre: string;
  readonly source: ReportSource;
  /** Returns the known names; a summary without names is better than none. Never rejects. */
  readonly queueNames: () => Promise<ReadonlyMap<QueueId, string>>;
  readonly calendar: Calendar;
  /** Zone of the contact centre, to which its calendar refers. */
  readonly timeZone: string;
  readonly sampleSeconds: number;
  readonly clock: Clock;
}

/** Maximum number of cached reports; usually fewer different reports fall due in one minute. */
const REPORTS_MAX = 10;
/** Maximum age of a cached report; a burst of posts lasts minutes. */
const REPORT_MAX_AGE_MS = 60_000;

export type DayReports = ReturnType<typeof createDayReports>;

/** Creates the source of day reports. Recent reports are cached and shared by concurrent callers. */
export function createDayReports(options: DayReportsOptions) {
  const { centre, source, queueNames, calendar, timeZone, sampleSeconds, clock } = options;
  const startedAt = clock.now();
  // A thousand channels with the same report at 18:00 share one computation, which takes 250 ms for 200 queues.
  const figures = new LRUCache<string, SummaryReport, SummaryQuestion>({
    max: REPORTS_MAX,
    ttl: REPORT_MAX_AGE_MS,
    perf: { now: () => clock.monotonic() },
    ttlResolution: 0,
    // An evicted computation still completes for the callers that wait for it.
    ignoreFetchAbort: true,
    fetchMethod: (_key, _stale, { context }) => source.report(context),
  });

  return {
    /** Returns the question about a whole day if it is over, otherwise about the day until now. */
    questionFor(date: LocalDate, zone: string, queues: readonly QueueId[]): ReportQuestion {
      const now = clock.now();
      return { date, zone, until: now < localDay(date, zone).to ? now : null, queues };
    },

    async report(question: ReportQuestion): Promise<DayReport> {
      const names = await queueNames();
      const { date, zone, until, queues } = question;
      const whole = localDay(date, zone);
      const interval = { from: whole.from, to: Math.min(whole.to, until ?? whole.to) };
      const knownQueues = queues.length > 0 ? queues : [...names.keys()];
      const scope = { interval, zone, queues, knownQueues };
      const context = {
        ...scope,
        openingHours: (part: Interval) => openingHoursIn(calendar, part, timeZone),
      };
      const computed = await figures.forceFetch(JSON.stringify(scope), { context });
      return {
        centre,
        question,
        interval,
        names,
        day: dayOf(calendar, date),
        sampleSeconds,
        startedAt,
        ...computed,
      };
    },
  };
}

/** Returns the day that a due occurrence reports on, even if the calendar has excluded that day since it fell due. */
export function reportedDay(
  schedule: Schedule,
  occurrence: Occurrence,
  isExcluded: CalendarExclusion,
): LocalDate | null {
  return reportDateOf(schedule, occurrence, isExcluded) ?? reportDateOf(schedule, occurrence);
}

/** The question of an occurrence: a whole past day, or the day of the occurrence until then. */
export function questionOf(
  { date, zone, at }: Occurrence,
  reportDate: LocalDate,
  queues: readonly QueueId[],
): ReportQuestion {
  return { date: reportDate, zone, until: reportDate < date ? null : at, queues };
}

export function today(clock: Pick<Clock, 'now'>, zone: string): LocalDate {
  return localAt(clock.now(), zone).date;
}
