import type { types } from '@slack/bolt';
import type { DayReport } from '../../summaries/day-report.ts';
import { LIMITS } from '../block-kit/limits.ts';
import { type Block, plainText } from '../block-kit/message.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { writeReport } from '../questions/report-value.ts';
import { SUMMARY_BUTTONS } from '../replies/summary-replies.ts';
import type { SummaryOccasion } from './summary-message.ts';
import { queueName } from './summary-names.ts';
import { queuesByTrouble } from './summary-table.ts';

export function summaryButtons(report: DayReport, occasion: SummaryOccasion): Block[] {
  const csv: types.Button = {
    ...button(ACTIONS.summaryCsv, SUMMARY_BUTTONS.csv, writeReport(report.question)),
    accessibility_label: SUMMARY_BUTTONS.csvLabel,
  };
  const elements = [csv, ...queueMenu(report), ...ofSubscription(occasion)];
  return [{ type: 'actions', elements }];
}

/** Nothing to choose from where there is but one, or nothing is known. */
function queueMenu(report: DayReport): types.StaticSelect[] {
  const queues = queuesByTrouble(report).slice(0, LIMITS.selectOptions);
  if (queues.length < 2 || report.summary.coverage.seconds === 0) return [];
  const options = queues.map(
    (queue): types.PlainTextOption => ({
      text: plainText(queueName(report.names, queue), LIMITS.optionText),
      value: writeReport({ ...report.question, queues: [queue] }),
    }),
  );
  return [
    {
      type: 'static_select',
      action_id: ACTIONS.summaryQueue,
      placeholder: plainText(SUMMARY_BUTTONS.queue, LIMITS.placeholder),
      options,
    },
  ];
}

function ofSubscription({ subscriptionNumber: number, offersSubscription }: SummaryOccasion): types.Button[] {
  if (number === null)
    return offersSubscription ? [button(ACTIONS.subscribe, SUMMARY_BUTTONS.subscribe, 'new')] : [];
  const { title, text, confirm, deny } = SUMMARY_BUTTONS.confirmMute;
  return [
    {
      ...button(ACTIONS.editSubscription, SUMMARY_BUTTONS.settings, String(number)),
      accessibility_label: SUMMARY_BUTTONS.settingsLabel(number),
    },
    {
      ...button(ACTIONS.muteSubscription, SUMMARY_BUTTONS.mute, String(number)),
      accessibility_label: SUMMARY_BUTTONS.muteLabel(number),
      confirm: {
        title: plainText(title, LIMITS.confirmTitle),
        text: plainText(text, LIMITS.confirmText),
        confirm: plainText(confirm, LIMITS.confirmButton),
        deny: plainText(deny, LIMITS.confirmButton),
      },
    },
  ];
}

function button(actionId: string, words: string, value: string): types.Button {
  return { type: 'button', action_id: actionId, text: plainText(words, LIMITS.buttonText), value };
}
