import type { types } from '@slack/bolt';
import type { Compared, Metric } from '../../domain/comparison.ts';
import type { QueueId } from '../../domain/snapshot.ts';
import type { ScopeSummary } from '../../domain/summary.ts';
import type { DayReport } from '../../summaries/day-report.ts';
import { LIMITS } from '../limits.ts';
import {
  metricText,
  minutesText,
  numberText,
  percentText,
  referenceText,
  SUMMARY,
  TABLE,
} from '../replies/summary-replies.ts';
import { queueName } from './summary-names.ts';

export interface QueueTable {
  readonly block: types.TableBlock;
  /** Queues for which there was no room. */
  readonly leftOut: number;
}

type Reference = 'yesterday' | 'weekday';

/** The queues with most trouble first; as many as Slack takes. */
export function queueTable(report: DayReport): QueueTable | null {
  const order = queuesByTrouble(report);
  // Of one queue the figures above say all, and of a day that nobody observed there are none.
  if (order.length < 2 || report.summary.coverage.seconds === 0) return null;
  const references = referencesOf(report);
  const header = headerRow(report, references);
  const rows = [header];
  let characters = charactersIn(header);
  for (const queue of order) {
    const row = queueRow(report, queue, references);
    characters += charactersIn(row);
    if (rows.length >= LIMITS.tableRows || characters > LIMITS.tableText) break;
    rows.push(row);
  }
  // Wrapped, because the headings are longer than any figure under them.
  const right = { align: 'right', is_wrapped: true } as const;
  return {
    block: {
      type: 'table',
      rows: rows.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
      column_settings: [{ is_wrapped: true }, ...header.slice(1).map(() => right)],
    },
    leftOut: order.length - (rows.length - 1),
  };
}

/** Longest without anybody staffed first, then with everybody busy. */
export function queuesByTrouble({ summary }: DayReport): QueueId[] {
  return [...summary.queues]
    .toSorted(([one, left], [other, right]) => trouble(right) - trouble(left) || one - other)
    .map(([queue]) => queue);
}

function trouble(scope: ScopeSummary | null): number {
  return scope === null ? -1 : (scope.uncovered?.seconds ?? 0) + scope.allBusy.seconds;
}

function referencesOf({ comparison }: DayReport): Reference[] {
  return [
    ...(comparison.hasYesterday ? (['yesterday'] as const) : []),
    ...(comparison.weekdays > 0 ? (['weekday'] as const) : []),
  ];
}

function headerRow(report: DayReport, references: readonly Reference[]): string[] {
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
    ...(report.summary.openingHours === null ? [] : [TABLE.uncovered]),
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
    queueName(report.names, queue, LIMITS.tableName),
    known(({ staffed }) => staffed && numberText(staffed.mean)),
    ...changes('staffed-mean'),
    known(({ allBusy }) => minutesText(allBusy.seconds / 60)),
    ...changes('all-busy-minutes'),
    ...(report.summary.openingHours === null
      ? []
      : [known(({ uncovered }) => uncovered && minutesText(uncovered.seconds / 60))]),
    known(({ occupancy }) => (occupancy === null ? null : percentText(occupancy))),
  ];
}

/** `+12 min`, `−0.5`, `same`; a dash where that day does not know. */
function changeText(metric: Metric, compared: Compared | undefined, reference: Reference): string {
  const was = compared?.[reference] ?? null;
  if (compared === undefined || was === null) return SUMMARY.none;
  const change = metricText(metric, Math.abs(compared.value - was));
  if (/^0(?: min)?$/.test(change) || change === 'under 1 min') return TABLE.same;
  return `${compared.value > was ? '+' : '−'}${change}`;
}

function charactersIn(row: readonly string[]): number {
  return row.reduce((sum, text) => sum + text.length, 0);
}
