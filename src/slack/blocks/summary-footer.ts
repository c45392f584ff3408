import { isComparable } from '../../domain/analytics/comparison.ts';
import { localAt } from '../../domain/calendar/local-time.ts';
import type { DayReport } from '../../summaries/reports/day-report.ts';
import { FORMAT } from '../block-kit/format.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { FOOTER } from '../replies/summary-replies.ts';

const REPORTED_GAP_MIN_MS = 5 * 60_000;

/** End of the data, sample interval, data coverage, and what is not measured. */
export function summaryFooter(report: DayReport): Sentence[] {
  // Without figures, their source and what is missing from them do not matter.
  if (report.summary.coverage.until === null) return [[FOOTER.asOfNothing]];
  const hours = report.summary.openingHours === null ? [FOOTER.openingHours] : [];
  return [
    asOf(report),
    coverage(report),
    ...fitness(report),
    ...comparedUntil(report),
    ...hours,
    FOOTER.notMeasured(notMeasured(report)),
  ].map((line) => [line]);
}

function asOf({ summary, question, sampleSeconds }: DayReport): string {
  const { until } = summary.coverage;
  if (until === null) return FOOTER.asOfNothing;
  const { date, time } = localAt(until, question.zone);
  const at = date === question.date ? time : `${time} on ${date}`;
  return `${FOOTER.asOf(at, question.zone)}, ${FOOTER.sampled(sampleSeconds)}`;
}

function coverage({ summary, question }: DayReport): string {
  const { share, longestGap, malformedRecords } = summary.coverage;
  const at = (instant: number) => localAt(instant, question.zone).time;
  const isLong = longestGap !== null && longestGap.to - longestGap.from >= REPORTED_GAP_MIN_MS;
  return [
    FOOTER.coverage(FORMAT.percent(share)),
    ...(isLong && share > 0 ? [FOOTER.gap(at(longestGap.from), at(longestGap.to))] : []),
    ...(malformedRecords > 0 ? [FOOTER.malformedRecords(malformedRecords)] : []),
  ].join(', ');
}

function fitness({ summary }: DayReport): string[] {
  return isComparable(summary) || summary.coverage.share === 0 ? [] : [FOOTER.notComparable];
}

function comparedUntil({ comparison, interval, question }: DayReport): string[] {
  const isCompared = comparison.hasYesterday || comparison.weekdays > 0;
  if (!isCompared || comparison.until >= interval.to) return [];
  return [FOOTER.comparedUntil(localAt(comparison.until, question.zone).time)];
}

function notMeasured({ summary, question }: DayReport): string[] {
  const isFloor = question.queues.length === 0;
  return [
    ...FOOTER.always,
    ...(isFloor ? [] : [FOOTER.callsOfQueues]),
    ...(isFloor && summary.calls === null ? [FOOTER.calls] : []),
  ];
}
