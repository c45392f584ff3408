import type { Clock } from '../../clock.ts';
import type { GrantedAccess } from '../../domain/access/access.ts';
import { addDays, type LocalDate } from '../../domain/calendar/local-time.ts';
import type { NamedQueue } from '../../domain/commands/queue-command.ts';
import type { SummaryDay, WantedSummary } from '../../domain/commands/summary-command.ts';
import { QUEUES_MAX, type QueueProblem, wantedQueues } from '../../domain/commands/wanted-queues.ts';
import type { Fact } from '../../domain/floor/fact.ts';
import {
  createDatabaseGuard,
  DATABASE_WAIT_MS,
  type DatabaseGuardOptions,
  type StorageProblem,
} from '../../storage/database-guard.ts';
import { type DayReport, type DayReports, type ReportQuestion, today } from './day-report.ts';

export interface ReportServiceOptions extends DatabaseGuardOptions {
  readonly reports: DayReports;
  readonly queues: () => Promise<Fact<readonly NamedQueue[]>>;
  /** IANA zone of the contact centre. */
  readonly timeZone: string;
  readonly clock: Pick<Clock, 'now'>;
}

export type ReportResult =
  | { readonly kind: 'report'; readonly report: DayReport }
  | QueueProblem
  | { readonly kind: 'not-yet'; readonly date: LocalDate }
  | StorageProblem;

export type ReportService = ReturnType<typeof createReportService>;

/** Reports for one person. Access to the floor is enough, because a report has no figures of single agents. */
export function createReportService(options: ReportServiceOptions) {
  const { reports, queues, timeZone, clock } = options;
  const { within, orNoStorage } = createDatabaseGuard(options);

  return {
    /** Returns the report of a day, up to now if the day is not over. */
    summary: (_access: GrantedAccess, wanted: WantedSummary): Promise<ReportResult> =>
      within(DATABASE_WAIT_MS.long, () =>
        orNoStorage(async (): Promise<ReportResult> => {
          const date = dateOf(wanted.day);
          if (date > today(clock, timeZone)) return { kind: 'not-yet', date };
          const found = await findQueues(wanted.queues);
          if (found.kind !== 'queues') return found;
          const ids = found.ids.slice(0, QUEUES_MAX);
          return reportOf(reports.questionFor(date, timeZone, ids));
        }),
      ),

    /** Returns the report that a button names again, from the records that are still kept. */
    report: (_access: GrantedAccess, question: ReportQuestion): Promise<ReportResult> =>
      within(DATABASE_WAIT_MS.long, () => orNoStorage(() => reportOf(question))),
  };

  async function findQueues(typed: readonly string[]): Promise<ReturnType<typeof wantedQueues>> {
    return typed.length === 0 ? { kind: 'queues', ids: [] } : wantedQueues(typed, await queues());
  }

  async function reportOf(question: ReportQuestion): Promise<ReportResult> {
    return { kind: 'report', report: await reports.report(question) };
  }

  function dateOf(day: SummaryDay): LocalDate {
    const now = today(clock, timeZone);
    if (day.kind === 'date') return day.date;
    return day.kind === 'today' ? now : addDays(now, -1);
  }
}
