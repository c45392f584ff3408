import { localAt } from '../../domain/calendar/local-time.ts';
import type { DayReport } from '../../summaries/reports/day-report.ts';
import { roomBeside } from '../block-kit/elements.ts';
import { FORMAT } from '../block-kit/format.ts';
import type { Message } from '../block-kit/message.ts';
import { withShorterMenus } from '../block-kit/message-forms.ts';
import type { Part } from '../block-kit/parts.ts';
import { blocksOf, toMessage } from '../block-kit/render.ts';
import { bold, type Sentence } from '../block-kit/sentence.ts';
import { dayReply, dayText, headlineReply, SUMMARY } from '../replies/summary-replies.ts';
import { type SummaryOccasion, summaryButtons } from './summary-buttons.ts';
import { stateChart, unobservedHours } from './summary-chart.ts';
import { summaryFigures } from './summary-figures.ts';
import { summaryFooter } from './summary-footer.ts';
import { queueName, scopeName } from './summary-names.ts';
import { queueTable } from './summary-table.ts';

/** Number of queues that the menu keeps if room is short. The table gets the remaining room. */
const SHORT_MENU_MAX = 6;
/** Size of the note about left-out queues, in characters of JSON. */
const LEFT_OUT_NOTE_SIZE = 300;

/** Two samples at the maximum of `SAMPLE_SECONDS`, five minutes. Before this there may be no figures. */
const FIRST_FIGURES_AFTER_MS = 10 * 60_000;

export const PRIVATE_ANSWER: SummaryOccasion = {
  subscriptionNumber: null,
  isRequested: false,
  offersSubscription: true,
  late: null,
};

/** The message of a summary: headline, figures, chart, table of queues, buttons. */
export function summaryMessage(report: DayReport, occasion: SummaryOccasion): Message {
  const { question, names } = report;
  const partsWith = (table: Part[], buttons: Part): Part[] => [
    { kind: 'heading', text: SUMMARY.title(scopeName(names, question.queues), dayText(question.date)) },
    { kind: 'context', lines: periodLines(report, occasion), isStacked: true },
    { kind: 'sentences', sentences: headlineLines(report) },
    { kind: 'figures', figures: summaryFigures(report) },
    ...chartParts(report),
    ...table,
    buttons,
    { kind: 'context', lines: summaryFooter(report), isStacked: true },
  ];
  const others = blocksOf(partsWith([], summaryButtons(report, occasion, SHORT_MENU_MAX)));
  const table = tableParts(report, roomBeside(others) - LEFT_OUT_NOTE_SIZE);
  return withShorterMenus(toMessage(partsWith(table, summaryButtons(report, occasion)), '\n'));
}

/** The headline in bold, then what is special about the day. */
function headlineLines(report: DayReport): Sentence[] {
  const { question, names, headline, comparison, day } = report;
  const queue = headline.kind === 'change' || headline.kind === 'stands-out' ? headline.queue : null;
  const said = headlineReply(headline, {
    whose: queue === null ? null : queueName(names, queue),
    date: question.date,
    weekdays: comparison.weekdays,
    startedAt: justStartedAt(report),
  });
  const special = dayReply(day);
  return [
    boldly(said),
    ...(special === null ? [] : [special]),
    ...(isGroupNotRecorded(report) ? [[SUMMARY.noSet]] : []),
  ];
}

/** The time at which the bot started, if the report ends before the first figures; else `null`. */
function justStartedAt({ startedAt, interval, question }: DayReport): string | null {
  const observedMs = interval.to - startedAt;
  const isJust = startedAt >= interval.from && observedMs > 0 && observedMs < FIRST_FIGURES_AFTER_MS;
  return isJust ? localAt(startedAt, question.zone).time : null;
}

function periodLines({ question: { until, zone } }: DayReport, occasion: SummaryOccasion): Sentence[] {
  const { late, isRequested } = occasion;
  return [
    until === null ? SUMMARY.wholeDay(zone) : SUMMARY.until(localAt(until, zone).time, zone),
    ...(late === null
      ? []
      : [SUMMARY.late(localAt(late.dueAt, zone).time, FORMAT.total(late.byMs / 60_000))]),
    ...(isRequested ? [SUMMARY.askedFor] : []),
  ].map((line) => [line]);
}

function boldly(sentence: Sentence): Sentence {
  return sentence.map((phrase) => (typeof phrase === 'string' ? bold(phrase) : phrase));
}

/** Returns true if there are samples, but none of these queues as one group. */
function isGroupNotRecorded({ summary }: DayReport): boolean {
  return summary.whole === null && summary.coverage.seconds > 0;
}

function chartParts({ summary }: DayReport): Part[] {
  const block = stateChart(summary);
  if (block === null) return [];
  const missing = unobservedHours(summary);
  const note = missing.length === 0 ? undefined : SUMMARY.noChartFor(missing.join(', '));
  return [{ kind: 'chart', block, note }];
}

/** @param room maximum size of the table and its note, in characters of JSON */
function tableParts(report: DayReport, room: number): Part[] {
  const shown = queueTable(report, room);
  if (shown === null) return [];
  const { block, leftOut } = shown;
  const note = leftOut === 0 ? undefined : SUMMARY.queuesLeftOut(leftOut);
  return [{ kind: 'table', block, lines: null, note }];
}
