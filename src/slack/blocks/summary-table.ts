import type { Compared, Metric } from '../../domain/analytics/comparison.ts';
import type { ScopeSummary } from '../../domain/analytics/summary.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import type { DayReport } from '../../summaries/reports/day-report.ts';
import { table } from '../block-kit/elements.ts';
import { FORMAT } from '../block-kit/format.ts';
import { QUEUE_NAME_MAX } from '../block-kit/name-lengths.ts';
import { metricText, referenceText, SUMMARY, TABLE } from '../replies/summary-replies.ts';
import { queueName } from './summary-names.ts';

type Reference = 'yesterday' | 'weekday';

// The headings are longer than the figures, so they wrap.
const NUMBERS = { align: 'right', is_wrapped: true } as const;

/**
 * The queues with the most issues first, as many as fit.
 *
 * @param room maximum size of the block, in characters of JSON
 */
export function queueTable(report: DayReport, room: number): ReturnType<typeof table> | null {
  const order = worstQueues(report);
  // The figures already show a single queue; a day without samples has none.
  if (order.length < 2 || report.summary.coverage.seconds === 0) return null;
  const references = referencesOf(report);
  const headings = headingsOf(report, references);
  return table({
    headings,
    rows: order.map((queue) => queueRow(report, queue, references)),
    columns: headings.map((_, index) => (index === 0 ? { is_wrapped: true } : NUMBERS)),
    room,
  });
}

/** Ordered by the time without agents plus the time with all agents busy, longest first. */
export function worstQueues({ summary }: DayReport): QueueId[] {
  return [...summary.queues]
    .toSorted(
      ([one, left], [other, right]) => unavailableSeconds(right) - unavailableSeconds(left) || one - other,
    )
    .map(([queue]) => queue);
}

function unavailableSeconds(scope: ScopeSummary | null): number {
  return scope === null ? -1 : (scope.unstaffed?.seconds ?? 0) + scope.allBusy.seconds;
}

function referencesOf({ comparison }: DayReport): Reference[] {
  return [
    ...(comparison.hasYesterday ? (['yesterday'] as const) : []),
    ...(comparison.weekdays > 0 ? (['weekday'] as const) : []),
  ];
}

function headingsOf(report: DayReport, references: readonly Reference[]): string[] {
  const against = (what: string) =>
    references.map((reference) =>
      TABLE.against(what, referenceText(reference, report.question.date, report.comparison.weekdays)),
    );
  return [
    TABLE.queue,
    TABLE.staffed,
    ...against(TABLE.staffed),
    TABLE.allBusy,
    ...against(TABLE.allBusy),
    ...(report.summary.openingHours === null ? [] : [TABLE.unstaffed]),
    TABLE.occupancy,
  ];
}

function queueRow(report: DayReport, queue: QueueId, references: readonly Reference[]): string[] {
  const scope = report.summary.queues.get(queue) ?? null;
  const metrics = report.comparison.queues.get(queue);
  const changes = (metric: Metric) =>
    references.map((reference) => changeText(metric, metrics?.get(metric), reference));
  const known = (text: (scope: ScopeSummary) => string | null) =>
    (scope === null ? null : text(scope)) ?? SUMMARY.none;
  return [
    queueName(report.names, queue, QUEUE_NAME_MAX.narrowCell),
    known(({ staffed }) => staffed && FORMAT.number(staffed.mean)),
    ...changes('staffed-mean'),
    known(({ allBusy }) => FORMAT.total(allBusy.seconds / 60)),
    ...changes('all-busy-minutes'),
    ...(report.summary.openingHours === null
      ? []
      : [known(({ unstaffed }) => unstaffed && FORMAT.total(unstaffed.seconds / 60))]),
    known(({ occupancy }) => (occupancy === null ? null : FORMAT.percent(occupancy))),
  ];
}

/** `+12 min`, `−0.5` or `same`; a dash if the other day has no figure. */
function changeText(metric: Metric, compared: Compared | undefined, reference: Reference): string {
  const was = compared?.[reference] ?? null;
  if (compared === undefined || was === null) return SUMMARY.none;
  const change = metricText(metric, Math.abs(compared.value - was));
  if (/^0(?: min)?$/.test(change) || change === 'under 1 min') return TABLE.same;
  return `${compared.value > was ? '+' : '−'}${change}`;
}
