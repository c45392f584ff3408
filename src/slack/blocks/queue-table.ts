import type { types } from '@slack/bolt';
import { needsALook, type QueueStatus } from '../../domain/floor/queue-status.ts';
import type { FloorView } from '../../queries/floor-view.ts';
import { neutralise } from '../block-kit/escaping.ts';
import {
  type Block,
  fallbackText,
  type Message,
  sentencesBlocks,
  sentenceText,
} from '../block-kit/message.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { COLUMNS_NOTE, QUEUE_LABELS, QUEUES } from '../replies/queue-replies.ts';
import { floorButton, floorButtons, queueMenu } from './floor-buttons.ts';
import {
  type FloorMessageOptions,
  footerBlock,
  isEveryQueueTold,
  missingOfMany,
  provenanceOfQueues,
  titleBlocks,
} from './floor-parts.ts';
import { queueFigures, queueLine, queueTitle } from './queue-words.ts';

/** Rows of a page: with the longest names and figures, and a menu of them, within what Slack takes of a message. */
const PAGE = 20;
const LONGEST_NAME = 40;
const LINES_IN_TEXT = 12;

export interface QueueTableOptions extends FloorMessageOptions {
  /** From 0; beyond the last it is the last. */
  readonly page: number;
}

/** All queues, a page at a time, the one that needs help most first. */
export function queueTableMessage(options: QueueTableOptions): Message {
  const { view, place } = options;
  const all = view.now.kind === 'known' ? view.now.value.queues : [];
  const page = pageOf(all, options.page);
  const provenance = provenanceOfQueues(options);
  const intro = [...introOf(all, page, view), ...missingOfMany(view)];
  const measuresWaits = view.waits.kind === 'known';
  const lines = page.queues.map((queue) => queueLine(queue, measuresWaits, LONGEST_NAME));
  const frame = (figures: Block[]): Block[] => [
    ...titleBlocks(QUEUES.title, options),
    ...sentencesBlocks(intro),
    ...figures,
    footerBlock(provenance, all.length === 0 ? [] : [COLUMNS_NOTE]),
    floorButtons({
      question: { kind: 'queues', page: page.index },
      subject: QUEUES.title,
      place,
      showsNames: false,
      more: [...pageButtons(page), ...queueMenu(page.queues)],
    }),
  ];
  const asLines = frame(sentencesBlocks(lines.map((line): Sentence => [line])));
  return {
    text: fallbackText([
      ...intro.map(sentenceText),
      ...lines.slice(0, LINES_IN_TEXT).map(neutralise),
      lines.length > LINES_IN_TEXT ? QUEUES.moreLines(lines.length - LINES_IN_TEXT) : '',
      provenance.text,
    ]),
    blocks: page.queues.length === 0 ? asLines : frame([table(page.queues, measuresWaits)]),
    ...(page.queues.length === 0 ? {} : { plainer: { without: 'table', blocks: asLines } }),
  };
}

interface Page {
  readonly index: number;
  readonly last: number;
  readonly queues: readonly QueueStatus[];
}

function pageOf(all: readonly QueueStatus[], wanted: number): Page {
  const last = Math.max(0, Math.ceil(all.length / PAGE) - 1);
  const index = Math.min(wanted, last);
  return { index, last, queues: all.slice(index * PAGE, (index + 1) * PAGE) };
}

function introOf(all: readonly QueueStatus[], page: Page, view: FloorView): Sentence[] {
  if (view.now.kind !== 'known') return [];
  // Without names a connection may not see a queue at all.
  if (all.length === 0) return isEveryQueueTold(view) ? [[QUEUES.none]] : [];
  const from = page.index * PAGE + 1;
  const shown =
    page.last === 0 ? QUEUES.worstFirst : QUEUES.shown(from, from + page.queues.length - 1, all.length);
  return [[QUEUES.counted(all.length, all.filter(needsALook).length), ' ', shown]];
}

function table(queues: readonly QueueStatus[], measuresWaits: boolean): types.TableBlock {
  const rows = queues.map((queue) => [
    queueTitle(queue, LONGEST_NAME),
    ...queueFigures(queue, measuresWaits).map(({ value }) => value),
  ]);
  const [first] = queues;
  const labels = first === undefined ? [] : queueFigures(first, measuresWaits).map(({ label }) => label);
  const [, , ...figures] = [QUEUE_LABELS.queue, ...labels];
  return {
    type: 'table',
    rows: [[QUEUE_LABELS.queue, ...labels], ...rows].map((row) => row.map(cell)),
    column_settings: [
      { is_wrapped: true },
      { is_wrapped: true },
      ...figures.map(() => ({ align: 'right' as const })),
    ],
  };
}

/** Literal, whatever it holds. */
function cell(text: string): { type: 'raw_text'; text: string } {
  return { type: 'raw_text', text };
}

function pageButtons({ index, last }: Page): types.Button[] {
  return [
    ...(index === 0 ? [] : [pageButton(ACTIONS.previousPage, QUEUES.previous(PAGE), index - 1)]),
    ...(index === last ? [] : [pageButton(ACTIONS.nextPage, QUEUES.next(PAGE), index + 1)]),
  ];
}

function pageButton(actionId: string, words: string, page: number): types.Button {
  return floorButton({ actionId, words, subject: QUEUES.title, question: { kind: 'queues', page } });
}
