import type { QueueView } from '../../domain/commands/queue-command.ts';
import { isClosed, loadNow, needsALook, type QueueStatus } from '../../domain/floor/queue-status.ts';
import { neutralise } from '../block-kit/escaping.ts';
import { LIMITS } from '../block-kit/limits.ts';
import {
  type Block,
  fallbackText,
  type Message,
  ownMarkup,
  sentencesBlock,
  sentencesBlocks,
  sentenceText,
} from '../block-kit/message.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { FLOOR } from '../replies/floor-replies.ts';
import { count, QUEUE, QUEUE_LABELS, troublesInWords } from '../replies/queue-replies.ts';
import { refusalReply } from '../replies/refusal-replies.ts';
import { groupAgents, groupSentences, groupText } from './agent-groups.ts';
import { agentMenu, longestHeading } from './agent-menus.ts';
import { floorButtons } from './floor-buttons.ts';
import {
  type FloorMessageOptions,
  fieldsBlocks,
  footerBlock,
  missingOfQueues,
  provenanceOfQueues,
  titleBlocks,
} from './floor-parts.ts';
import { ofAgents, type QueueFigure, queueTitle, waitFigures } from './queue-words.ts';
import { stateCounts } from './state-counts.ts';

const LONGEST_NAME = 100;
/** Beyond it the list is folded. */
const MOST_AGENTS: Readonly<Record<QueueView, number>> = { status: 20, agents: 100 };

export interface QueueCardOptions extends FloorMessageOptions {
  readonly queue: QueueStatus;
  readonly show: QueueView;
}

/** One queue: what is wrong, who is in which state, callers waiting, spare capacity; the agents for who may see them. */
export function queueCardMessage(options: QueueCardOptions): Message {
  const { queue, show, view, place } = options;
  const title = queueTitle(queue, LONGEST_NAME);
  const groups = groupAgents(queue.agents, MOST_AGENTS[show]);
  const figures = show === 'status' ? figuresOf(options) : [];
  const spare = show === 'status' && queue.signedIn > 0 ? QUEUE.spare(queue.idle, queue.idleHereOnly) : '';
  const missing = missingOfQueues(view);
  const notes = notesAbout(options);
  const provenance = provenanceOfQueues(options);
  const blocks: Block[] = [
    ...titleBlocks(show === 'agents' ? QUEUE.agents(title) : title, options),
    ...(show === 'status' ? [troubleBlock(queue), ...fieldsBlocks(figures)] : []),
    ...(spare === '' ? [] : [sentencesBlock([[spare]])]),
    ...(groups.length === 0
      ? []
      : [longestHeading(QUEUE.longestFirst, place === 'shared' ? [] : queue.agents)]),
    ...sentencesBlocks([...groupSentences(groups), ...notes]),
    ...sentencesBlocks(missing),
    footerBlock(provenance, show === 'status' ? [FLOOR.loadNote] : []),
    floorButtons({
      question: { kind: 'queue', id: queue.id, view: show },
      subject: title,
      place,
      showsNames: queue.agents.length > 0,
      more: agentMenu(groups.flatMap(({ agents }) => agents)),
    }),
  ];
  const text = fallbackText([
    `${neutralise(show === 'agents' ? QUEUE.agents(title) : title)}.`,
    show === 'status' ? `${troubleWords(queue)}.` : '',
    ...figures.map(({ label, value }) => `${label}: ${value}.`),
    spare,
    neutralise(groupText(groups)),
    ...[...notes, ...missing].map(sentenceText),
    provenance.text,
  ]);
  return { text, blocks: blocks.slice(0, LIMITS.messageBlocks) };
}

function figuresOf({ queue, view }: QueueCardOptions): QueueFigure[] {
  const load = loadNow(queue.counts);
  return [
    ...ofAgents(queue, [{ label: QUEUE_LABELS.signedIn, value: count(queue.signedIn) }]),
    ...(view.waits.kind === 'known' ? waitFigures(queue) : []),
    ...stateCounts(queue.counts).map(({ label, agents }) => ({ label, value: count(agents) })),
    ...(load === null ? [] : [{ label: FLOOR.load, value: FLOOR.percent(load) }]),
  ];
}

function troubleWords(queue: QueueStatus): string {
  if (isClosed(queue)) return QUEUE.closed;
  if (!needsALook(queue) && queue.agentsKnown) return QUEUE.allIsWell;
  const words = troublesInWords(queue.troubles) || QUEUE.agentsNotTold;
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** Words say it; the sign only stands beside them. */
function troubleBlock(queue: QueueStatus): Block {
  const well = isClosed(queue) || !queue.agentsKnown ? ':white_circle:' : ':white_check_mark:';
  const sign = needsALook(queue) ? ':warning:' : well;
  return { type: 'section', text: ownMarkup(`${sign} *${troubleWords(queue)}*`) };
}

/** What is to be said of the people who are not listed. */
function notesAbout({ queue, show, view }: QueueCardOptions): Sentence[] {
  if (!queue.agentsKnown) return [[QUEUE.agentsUnread]];
  if (queue.signedIn === 0) return [[QUEUE.nobody]];
  if (view.agentsRefused !== null)
    return show === 'agents' ? refusalReply(view.agentsRefused) : [[QUEUE.agentsWithheld]];
  const isFolded = show === 'status' && queue.signedIn > MOST_AGENTS.status;
  return isFolded ? [QUEUE.moreByCommand(queue.id)] : [];
}
