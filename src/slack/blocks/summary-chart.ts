import { inState, type RecordedState } from '../../domain/analytics/recorded-state.ts';
import type { HourlyStates, Summary } from '../../domain/analytics/summary.ts';
import type { ChartBlock } from '../block-kit/chart-block.ts';
import { barChart, fitsChart } from '../block-kit/elements.ts';
import { SERIES, SUMMARY } from '../replies/summary-replies.ts';

/** The series of the chart in their order; Slack takes at most six. */
const STATES_OF: readonly (readonly [keyof typeof SERIES, readonly RecordedState[]])[] = [
  ['available', ['available']],
  ['ringing', ['ringing']],
  ['on-call', ['on-call']],
  ['wrap-up', ['wrap-up']],
  ['not-ready', ['not-ready']],
  ['away', ['on-break', 'training', 'other']],
];

interface Column {
  readonly label: string;
  readonly coveredSeconds: number;
  readonly stateSeconds: readonly number[];
}

/** One hour of the local clock, or two consecutive ones. */
interface Span extends Pick<HourlyStates, 'hour' | 'coveredSeconds' | 'stateSeconds'> {
  readonly lastHour?: number;
}

/** Mean agents by state and hour; `null` without agents. An hour without samples has no column. */
export function stateChart({ hours }: Summary): ChartBlock | null {
  const columns = labelled(merged(trimmed(hours.filter(isObserved))));
  const series = STATES_OF.map(([name, states]) => ({
    name: SERIES[name],
    values: columns.map((column) => meanIn(column, states)),
  })).filter(({ values }) => values.some((value) => value > 0));
  if (series.length === 0) return null;
  const categories = columns.map(({ label }) => label);
  return barChart({ title: SUMMARY.chart, axis: SUMMARY.chartAgents, categories, series });
}

/** Hours of the day without samples, as `03:00`. */
export function unobservedHours({ hours }: Summary): string[] {
  return hours.filter((hour) => !isObserved(hour)).map(({ hour }) => hourText(hour));
}

function isBusy({ stateSeconds }: HourlyStates): boolean {
  return stateSeconds.some((seconds) => seconds > 0);
}

function isObserved({ coveredSeconds }: HourlyStates): boolean {
  return coveredSeconds > 0;
}

/** Without the hours before the first agent signs in and after the last one signs out. */
function trimmed(hours: readonly HourlyStates[]): readonly HourlyStates[] {
  const first = hours.findIndex(isBusy);
  return first === -1 ? [] : hours.slice(first, hours.findLastIndex(isBusy) + 1);
}

/** Merges hours in pairs if the chart has no room for a column per hour. */
function merged(hours: readonly HourlyStates[]): readonly Span[] {
  if (fitsChart(hours.length)) return hours;
  return hours.flatMap((hour, index): Span[] => {
    const next = hours[index + 1];
    if (index % 2 === 1) return [];
    if (next === undefined) return [hour];
    const stateSeconds = hour.stateSeconds.map((seconds, state) => seconds + (next.stateSeconds[state] ?? 0));
    const coveredSeconds = hour.coveredSeconds + next.coveredSeconds;
    return [{ hour: hour.hour, lastHour: next.hour, coveredSeconds, stateSeconds }];
  });
}

/** The hour that is repeated when clocks go back has two columns with different labels. */
function labelled(hours: readonly Span[]): Column[] {
  const seen = new Set<string>();
  return hours.map((hour) => {
    const text = spanText(hour);
    const label = seen.has(text) ? `${text} again` : text;
    seen.add(label);
    return { ...hour, label };
  });
}

/** `09:00`, or `09–11` for two hours. */
function spanText({ hour, lastHour }: Span): string {
  if (lastHour === undefined) return hourText(hour);
  return `${twoDigits(hour)}–${twoDigits((lastHour + 1) % 24)}`;
}

function hourText(hour: number): string {
  return `${twoDigits(hour)}:00`;
}

function twoDigits(hour: number): string {
  return String(hour).padStart(2, '0');
}

function meanIn({ stateSeconds, coveredSeconds }: Column, states: readonly RecordedState[]): number {
  const seconds = states.reduce((sum, state) => sum + inState(stateSeconds, state), 0);
  return Math.round((seconds / coveredSeconds) * 10) / 10;
}
