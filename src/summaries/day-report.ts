import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';
import type { SummaryQuestion, SummaryReport } from '../domain/analytics/summary-question.ts';
import { type Calendar, type CalendarDay, dayOf } from '../domain/calendar/calendar.ts';
import type { Interval } from '../domain/calendar/interval.ts';
import { localDay } from '../domain/calendar/local-day.ts';
import { type LocalDate, localAt } from '../domain/calendar/local-time.ts';
import { openingHoursIn } from '../domain/calendar/opening-hours.ts';
import type { Occurrence } from '../domain/calendar/schedule.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';

/** Which day, or how much of it, of which queues: small enough to travel in a button, and the same report again. */
export interface ReportQuestion {
  readonly date: LocalDate;
  /** In whose days and hours. */
  readonly zone: string;
  /** The instant at which the report ends, where the day was not over; else `null`. Epoch milliseconds. */
  readonly until: number | null;
  /** Empty for the whole floor. */
  readonly queues: readonly QueueId[];
}

/** What a summary message is made of: figures, their words are Slack's. */
export interface DayReport extends SummaryReport {
  readonly question: ReportQuestion;
  readonly interval: Interval;
  readonly day: CalendarDay;
  readonly names: ReadonlyMap<QueueId, string>;
  /** `SAMPLE_SECONDS`. */
  readonly sampleSeconds: number;
  /** Since when this process observes the floor, epoch milliseconds. */
  readonly startedAt: number;
}

/** History, as far as reports need it. */
export interface ReportSource {
  report(question: SummaryQuestion): Promise<SummaryReport>;
}

export interface DayReportsOptions {
  readonly source: ReportSource;
  /** As far as they are known now; a summary without names is better than none. Never rejects. */
  readonly queueNames: () => Promise<ReadonlyMap<QueueId, string>>;
  readonly calendar: Calendar;
  /** The contact centre's: its calendar is meant in it. */
  readonly timeZone: string;
  readonly sampleSeconds: number;
  readonly clock: Clock;
}

/** As many different ones as fall due in one minute, as a rule: of all queues, and of a team's. */
const REPORTS_KEPT = 10;
/** A burst lasts minutes; what is learnt of a day that late is worth no new reckoning for each channel. */
const KEPT_MS = 60_000;

export type DayReports = ReturnType<typeof createDayReports>;

export function createDayReports(options: DayReportsOptions) {
  const { source, queueNames, calendar, timeZone, sampleSeconds, clock } = options;
  const startedAt = clock.now();
  // A thousand channels that get the same day at 18:00 share one reckoning: of 200 queues it takes a quarter of a second.
  const figures = new LRUCache<string, SummaryReport, SummaryQuestion>({
    max: REPORTS_KEPT,
    ttl: KEPT_MS,
    perf: { now: () => clock.monotonic() },
    ttlResolution: 0,
    // Whoever waits for a reckoning gets it, also when others have taken its place.
    ignoreFetchAbort: true,
    fetchMethod: (_key, _stale, { context }) => source.report(context),
  });

  return {
    /** A day in full once it is over, else until now. */
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
      const asked = { interval, zone, queues, knownQueues };
      const context = {
        ...asked,
        openingHours: (part: Interval) => openingHoursIn(calendar, part, timeZone),
      };
      const reckoned = await figures.forceFetch(JSON.stringify(asked), { context });
      return { question, interval, names, day: dayOf(calendar, date), sampleSeconds, startedAt, ...reckoned };
    },
  };
}

/** A run tells of a whole day that is over, or of its own until then. */
export function questionOf(
  { date, zone, at }: Occurrence,
  tells: LocalDate,
  queues: readonly QueueId[],
): ReportQuestion {
  return { date: tells, zone, until: tells < date ? null : at, queues };
}

export function today(clock: Pick<Clock, 'now'>, zone: string): LocalDate {
  return localAt(clock.now(), zone).date;
}
