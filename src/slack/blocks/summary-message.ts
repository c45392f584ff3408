import type { types } from '@slack/bolt';
import { localAt } from '../../domain/calendar/local-time.ts';
import type { DayReport } from '../../summaries/day-report.ts';
import { clamp } from '../block-kit/escaping.ts';
import { LIMITS } from '../block-kit/limits.ts';
import {
  type Block,
  fallbackText,
  type Message,
  ownMarkup,
  plainText,
  sentencesBlock,
  sentenceText,
} from '../block-kit/message.ts';
import { withFewerOptions, withShorterMenus } from '../block-kit/message-forms.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { dayReply, dayText, headlineReply, minutesText, SUMMARY } from '../replies/summary-replies.ts';
import { summaryButtons } from './summary-buttons.ts';
import { stateChart, unobservedHours } from './summary-chart.ts';
import { summaryFigures } from './summary-figures.ts';
import { summaryFooter } from './summary-footer.ts';
import { queueName, scopeName } from './summary-names.ts';
import { queueTable } from './summary-table.ts';

/** How a summary came to be where it is read. */
export interface SummaryOccasion {
  /** The subscription that it is posted for; `null` for one that a person asked for alone. */
  readonly subscriptionNumber: number | null;
  /** Somebody had it posted now, not the schedule. */
  readonly isRequested: boolean;
  /** Whether the reader may set up a subscription, and is offered one. */
  readonly offersSubscription: boolean;
  /** When it was due and by how much it is late, where that is worth a word. */
  readonly late: { readonly dueAt: number; readonly byMs: number } | null;
}

/** Where room is short, the table gets it rather than the menu of queues, which keeps so many. */
const SHORT_MENU = 6;
/** Characters of JSON for the note about queues that the table leaves out. */
const LEFT_OUT_NOTE = 300;

/** Two samples at the longest `SAMPLE_SECONDS`, five minutes: before that there may be no figures. */
const FIRST_FIGURES_MS = 10 * 60_000;

export const ASKED_ALONE: SummaryOccasion = {
  subscriptionNumber: null,
  isRequested: false,
  offersSubscription: true,
  late: null,
};

/** One message that a team lead would forward: what the day looked like, and what is worth talking about. */
export function summaryMessage(report: DayReport, occasion: SummaryOccasion): Message {
  const { question, names, headline, comparison, day } = report;
  const { date, zone, queues } = question;
  const title = SUMMARY.title(scopeName(names, queues), dayText(date));
  const whose = 'queue' in headline && headline.queue !== null ? queueName(names, headline.queue) : null;
  const said = headlineReply(headline, {
    whose,
    date,
    weekdays: comparison.weekdays,
    startedAt: justStartedAt(report),
  });
  const notes = [dayReply(day), isUnkept(report) ? [SUMMARY.noSet] : null].filter((note) => note !== null);
  const period = periodLines(report, occasion, zone);
  const figures = summaryFigures(report);
  const footer = summaryFooter(report);
  const frame = (chart: Block[], table: Block[], buttons: Block[]): Block[] => [
    { type: 'header', text: plainText(title, LIMITS.header) },
    { type: 'context', elements: [ownMarkup(period.join('\n'))] },
    sentencesBlock([boldly(said), ...notes]),
    ...figureBlocks(figures),
    ...chart,
    ...table,
    ...buttons,
    { type: 'context', elements: [ownMarkup(clamp(footer.join('\n'), LIMITS.sectionText))] },
  ];
  const buttons = summaryButtons(report, occasion);
  const chart = chartBlocks(report);
  const others = frame(chart, [], withFewerOptions(buttons, SHORT_MENU));
  const table = tableBlocks(report, LIMITS.messageSize - JSON.stringify(others).length - LEFT_OUT_NOTE);
  const blocks = withShorterMenus(frame(chart, table, buttons));
  const plainer = blocks.filter(({ type }) => type !== 'data_visualization');
  return {
    text: fallbackText(
      [
        `${sentenceText([title])}.`,
        ...period.map((line) => `${line}.`),
        sentenceText(said),
        ...notes.map(sentenceText),
        ...figures.map(({ label, text }) => `${label}: ${text}.`),
        ...footer.map((line) => `${line}.`),
      ],
      '\n',
    ),
    blocks,
    ...(plainer.length < blocks.length
      ? { plainer: { without: 'data_visualization', blocks: plainer } }
      : {}),
  };
}

/** The time of day at which the bot started, where the report ends too soon after that to have figures. */
function justStartedAt({ startedAt, interval, question }: DayReport): string | null {
  const observedMs = interval.to - startedAt;
  const isJust = startedAt >= interval.from && observedMs > 0 && observedMs < FIRST_FIGURES_MS;
  return isJust ? localAt(startedAt, question.zone).time : null;
}

function periodLines({ question: { until } }: DayReport, occasion: SummaryOccasion, zone: string): string[] {
  const { late, isRequested } = occasion;
  return [
    until === null ? SUMMARY.wholeDay(zone) : SUMMARY.until(localAt(until, zone).time, zone),
    ...(late === null ? [] : [SUMMARY.late(localAt(late.dueAt, zone).time, minutesText(late.byMs / 60_000))]),
    ...(isRequested ? [SUMMARY.askedFor] : []),
  ];
}

function boldly(sentence: Sentence): Sentence {
  return sentence.map((phrase) => (typeof phrase === 'string' ? { bold: phrase } : phrase));
}

/** There are samples, and no figures of these queues together. */
function isUnkept({ summary }: DayReport): boolean {
  return summary.whole === null && summary.coverage.seconds > 0;
}

function figureBlocks(figures: ReturnType<typeof summaryFigures>): Block[] {
  if (figures.length === 0) return [];
  const fields = figures.map(({ label, text }): types.MrkdwnElement => ownMarkup(`*${label}*\n${text}`));
  return [{ type: 'section', fields: fields.slice(0, LIMITS.sectionFields) }];
}

function chartBlocks({ summary }: DayReport): Block[] {
  const chart = stateChart(summary);
  if (chart === null) return [];
  const missing = unobservedHours(summary);
  const note = SUMMARY.noChartFor(missing.join(', '));
  return [chart, ...(missing.length === 0 ? [] : [context(note)])];
}

/** @param room for all of them, in characters of JSON */
function tableBlocks(report: DayReport, room: number): Block[] {
  const table = queueTable(report, room);
  if (table === null) return [];
  return [table.block, ...(table.leftOut === 0 ? [] : [context(SUMMARY.queuesLeftOut(table.leftOut))])];
}

function context(words: string): Block {
  return { type: 'context', elements: [ownMarkup(words)] };
}
