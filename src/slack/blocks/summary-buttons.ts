import type { types } from '@slack/bolt';
import type { DayReport } from '../../summaries/reports/day-report.ts';
import { button, option, selectMenu } from '../block-kit/elements.ts';
import type { Part } from '../block-kit/parts.ts';
import { writeValue } from '../questions/button-value.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { REPORT } from '../questions/report-value.ts';
import { SUBSCRIPTION } from '../questions/subscription-value.ts';
import { SUMMARY_BUTTONS } from '../replies/summary-replies.ts';
import { queueName } from './summary-names.ts';
import { worstQueues } from './summary-table.ts';

export interface SummaryOccasion {
  /** The subscription that the summary belongs to; `null` for an answer to one person. */
  readonly subscriptionNumber: number | null;
  /** A person requested the post; it was not scheduled. */
  readonly isRequested: boolean;
  /** The reader may set up a subscription, so a button offers one. */
  readonly offersSubscription: boolean;
  /** Due time and lateness in milliseconds; `null` if the post is on time. */
  readonly late: { readonly dueAt: number; readonly byMs: number } | null;
}

/** @param menuMax maximum number of queues that the menu offers */
export function summaryButtons(report: DayReport, occasion: SummaryOccasion, menuMax?: number): Part {
  const csv = button({
    action: ACTIONS.summaryCsv,
    text: SUMMARY_BUTTONS.csv,
    value: writeValue(REPORT, report.centre, report.question),
    label: SUMMARY_BUTTONS.csvLabel,
  });
  return {
    kind: 'buttons',
    elements: [csv, ...queueMenu(report, menuMax), ...ofSubscription(report.centre, occasion)],
  };
}

/** No menu if there are fewer than two queues, or no data. */
function queueMenu(report: DayReport, menuMax?: number): types.StaticSelect[] {
  const queues = worstQueues(report).slice(0, menuMax);
  if (queues.length < 2 || report.summary.coverage.seconds === 0) return [];
  return selectMenu({
    action: ACTIONS.summaryQueue,
    placeholder: SUMMARY_BUTTONS.queue,
    options: queues.map((queue) =>
      option(
        queueName(report.names, queue),
        writeValue(REPORT, report.centre, { ...report.question, queues: [queue] }),
      ),
    ),
  });
}

function ofSubscription(
  centre: string,
  { subscriptionNumber: number, offersSubscription }: SummaryOccasion,
): types.Button[] {
  if (number === null)
    return offersSubscription
      ? [button({ action: ACTIONS.subscribe, text: SUMMARY_BUTTONS.subscribe, value: centre })]
      : [];
  const value = writeValue(SUBSCRIPTION, centre, number);
  return [
    button({
      action: ACTIONS.editSubscription,
      text: SUMMARY_BUTTONS.settings,
      value,
      label: SUMMARY_BUTTONS.settingsLabel(number),
    }),
    button({
      action: ACTIONS.pausePosted,
      text: SUMMARY_BUTTONS.pause,
      value,
      label: SUMMARY_BUTTONS.pauseLabel(number),
      confirm: SUMMARY_BUTTONS.confirmPause,
    }),
  ];
}
