import type { Metric, ScopeComparison } from '../../domain/analytics/comparison.ts';
import { METRICS } from '../../domain/analytics/comparison.ts';
import { RECORDED_STATES } from '../../domain/analytics/recorded-state.ts';
import type { ScopeSummary } from '../../domain/analytics/summary.ts';
import type { DayReport } from '../../summaries/reports/day-report.ts';
import { sanitizeLine } from '../block-kit/escaping.ts';
import { QUEUE_NAME_MAX } from '../block-kit/name-lengths.ts';

/** The UTF-8 byte-order mark. Without it Excel decodes the file with the Windows code page, such as GBK. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The figures of a summary: one row per queue and one for the whole scope, without names of agents. */
export function summaryCsv(report: DayReport): string {
  const { summary, comparison, names, question } = report;
  const rows = [
    HEADER,
    row('whole', question.queues.join(' '), summary.whole, comparison.whole),
    ...[...summary.queues].map(([queue, scope]) =>
      row(
        String(queue),
        sanitizeLine(names.get(queue) ?? '', QUEUE_NAME_MAX.file),
        scope,
        comparison.queues.get(queue) ?? new Map(),
      ),
    ),
  ];
  const lead = [question.date, question.zone, instant(summary.coverage.until), round(summary.coverage.share)];
  const [header = [], ...body] = rows;
  const lines = [[...LEAD, ...header], ...body.map((cells) => [...lead, ...cells])].map((cells) =>
    cells.map(cell).join(','),
  );
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

export function csvName({ centre, question: { date, queues } }: DayReport): string {
  return `${centre}-floor-${date}${queues.length === 0 ? '' : `-queues-${queues.slice(0, 5).join('-')}`}.csv`;
}

const LEAD = ['date', 'zone', 'observed_until', 'observed_share'];
const HEADER = [
  'queue',
  'name',
  ...RECORDED_STATES.map((state) => `${state.replace('-', '_')}_agent_hours`),
  'staffed_low',
  'available_mean',
  'longest_all_busy_minutes',
  'longest_uncovered_minutes',
  'shared_agents_mean',
  'spare_available_mean',
  ...METRICS.flatMap((metric) => {
    const name = metric.replaceAll('-', '_');
    return [name, `${name}_day_before`, `${name}_same_weekday_mean`];
  }),
];

/** Unknown figures stay empty, because unknown is not 0. */
function row(id: string, name: string, scope: ScopeSummary | null, metrics: ScopeComparison): string[] {
  const minutes = (stretch: { from: number; to: number } | null | undefined) =>
    scope === null ? '' : round(stretch ? (stretch.to - stretch.from) / 60_000 : 0);
  return [
    id,
    name,
    ...RECORDED_STATES.map((_, state) => known(scope && (scope.stateSeconds[state] ?? 0) / 3600)),
    known(scope?.staffed?.min),
    known(scope?.available?.mean),
    minutes(scope?.allBusy.longest),
    scope?.unstaffed === null ? '' : minutes(scope?.unstaffed.longest),
    known(scope?.sharedAgents),
    known(scope?.spareAvailable),
    ...METRICS.flatMap((metric: Metric) => {
      const compared = metrics.get(metric);
      return [known(compared?.value), known(compared?.yesterday), known(compared?.weekday)];
    }),
  ];
}

function known(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : round(value);
}

function round(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function instant(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString();
}

/** A spreadsheet would evaluate a name that begins like a formula; quotation marks alone do not prevent this. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
