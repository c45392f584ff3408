import type { types } from '@slack/bolt';
import { needsAttention, type QueueStatus } from '../../domain/floor/queue-status.ts';
import type { FloorView } from '../../queries/floor-view.ts';
import { table } from '../block-kit/elements.ts';
import type { Message } from '../block-kit/message.ts';
import { QUEUE_NAME_MAX } from '../block-kit/name-lengths.ts';
import { type Part, sentenceParts } from '../block-kit/parts.ts';
import { toMessage } from '../block-kit/render.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { COLUMNS_NOTE, QUEUE_LABELS, QUEUES } from '../replies/queue-replies.ts';
import { titleParts } from './answer-context.ts';
import { floorButton, floorButtons, queueMenu } from './floor-buttons.ts';
import {
  type FloorMessageOptions,
  isEveryQueueListed,
  missingOfMany,
  provenanceOfQueues,
} from './floor-parts.ts';
import { queueFigures, queueLine, queueTitle } from './queue-words.ts';

/** Queues on a page. With the longest names and figures, the table and its menu fit in one message. */
const PAGE_SIZE = 20;

export interface QueueTableOptions extends FloorMessageOptions {
  /** Index of the page, from 0. An index beyond the last page shows the last page. */
  readonly page: number;
}

export function queueTableMessage(options: QueueTableOptions): Message {
  const { centre, view, surface } = options;
  const all = view.now.kind === 'known' ? view.now.value.queues : [];
  const page = pageOf(all, options.page);
  const note = all.length === 0 ? [] : [[COLUMNS_NOTE]];
  return toMessage([
    ...titleParts(QUEUES.title, options),
    ...sentenceParts([...introOf(all, page, view), ...missingOfMany(view)]),
    ...tableOf(page.queues, view.waits.kind === 'known'),
    { kind: 'context', lines: [...note, ...provenanceOfQueues(options)] },
    floorButtons({
      centre,
      question: { kind: 'queues', page: page.index },
      subject: QUEUES.title,
      surface,
      showsNames: false,
      more: [...pageButtons(centre, page), ...queueMenu(centre, page.queues)],
    }),
  ]);
}

interface Page {
  readonly index: number;
  readonly last: number;
  readonly queues: readonly QueueStatus[];
}

function pageOf(all: readonly QueueStatus[], wanted: number): Page {
  const last = Math.max(0, Math.ceil(all.length / PAGE_SIZE) - 1);
  const index = Math.min(wanted, last);
  return { index, last, queues: all.slice(index * PAGE_SIZE, (index + 1) * PAGE_SIZE) };
}

function introOf(all: readonly QueueStatus[], page: Page, view: FloorView): Sentence[] {
  if (view.now.kind !== 'known') return [];
  // A connection without queue names may not list queues without agents.
  if (all.length === 0) return isEveryQueueListed(view) ? [[QUEUES.none]] : [];
  const from = page.index * PAGE_SIZE + 1;
  const shown = page.last === 0 ? [] : [' ', QUEUES.shown(from, from + page.queues.length - 1, all.length)];
  return [[QUEUES.counted(all.length, all.filter(needsAttention).length), ...shown]];
}

const WORDS = { is_wrapped: true };
const NUMBERS = { align: 'right' } as const;

function tableOf(queues: readonly QueueStatus[], measuresWaits: boolean): Part[] {
  const [first] = queues;
  if (first === undefined) return [];
  const labels = queueFigures(first, measuresWaits).map(({ label }) => label);
  const { block } = table({
    headings: [QUEUE_LABELS.queue, ...labels],
    rows: queues.map((queue) => [
      queueTitle(queue, QUEUE_NAME_MAX.cell),
      ...queueFigures(queue, measuresWaits).map(({ value }) => value),
    ]),
    columns: [WORDS, ...labels.map((label) => (label === QUEUE_LABELS.issue ? WORDS : NUMBERS))],
  });
  const lines = queues.map((queue): Sentence => [queueLine(queue, measuresWaits, QUEUE_NAME_MAX.cell)]);
  return [{ kind: 'table', block, lines }];
}

function pageButtons(centre: string, { index, last }: Page): types.Button[] {
  return [
    ...(index === 0 ? [] : [pageButton(centre, ACTIONS.previousPage, QUEUES.previous(PAGE_SIZE), index - 1)]),
    ...(index === last ? [] : [pageButton(centre, ACTIONS.nextPage, QUEUES.next(PAGE_SIZE), index + 1)]),
  ];
}

function pageButton(centre: string, action: string, text: string, page: number): types.Button {
  return floorButton({ centre, action, text, subject: QUEUES.title, question: { kind: 'queues', page } });
}
