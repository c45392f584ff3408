import type { QueueView } from '../../domain/commands/queue-command.ts';
import { isClosed, needsAttention, occupancyNow, type QueueStatus } from '../../domain/floor/queue-status.ts';
import { FORMAT } from '../block-kit/format.ts';
import type { Message } from '../block-kit/message.ts';
import { QUEUE_NAME_MAX } from '../block-kit/name-lengths.ts';
import { type Figure, type Part, sentenceParts } from '../block-kit/parts.ts';
import { toMessage } from '../block-kit/render.ts';
import { bold, emoji, type Sentence } from '../block-kit/sentence.ts';
import { FLOOR } from '../replies/floor-replies.ts';
import { count, issuesInWords, QUEUE, QUEUE_LABELS } from '../replies/queue-replies.ts';
import { refusalReply } from '../replies/refusal-replies.ts';
import { agentMenu, longestHeading } from './agent-buttons.ts';
import { groupAgents, groupSentences } from './agent-groups.ts';
import { titleParts } from './answer-context.ts';
import { floorButtons } from './floor-buttons.ts';
import { type FloorMessageOptions, missingOfQueues, provenanceOfQueues } from './floor-parts.ts';
import { ofAgents, queueTitle, waitFigures } from './queue-words.ts';
import { stateCounts } from './state-counts.ts';

const AGENTS_MAX: Readonly<Record<QueueView, number>> = { status: 20, agents: 100 };

export interface QueueCardOptions extends FloorMessageOptions {
  readonly queue: QueueStatus;
  readonly show: QueueView;
}

/** One queue: issues, agents by state, calls waiting, spare capacity, and single agents if the reader may see them. */
export function queueCardMessage(options: QueueCardOptions): Message {
  const { centre, queue, show, view, surface } = options;
  const title = queueTitle(queue, QUEUE_NAME_MAX.title);
  const isStatus = show === 'status';
  const groups = groupAgents(queue.agents, AGENTS_MAX[show]);
  return toMessage([
    ...titleParts(isStatus ? title : QUEUE.agents(title), options),
    ...(isStatus ? statusParts(options) : []),
    ...(groups.length === 0
      ? []
      : [longestHeading(centre, QUEUE.longestFirst, surface === 'shared' ? [] : queue.agents)]),
    ...sentenceParts([...groupSentences(groups), ...notesAbout(options)]),
    ...sentenceParts(missingOfQueues(view)),
    { kind: 'context', lines: [...(isStatus ? [[FLOOR.loadNote]] : []), ...provenanceOfQueues(options)] },
    floorButtons({
      centre,
      question: { kind: 'queue', id: queue.id, view: show },
      subject: title,
      surface,
      showsNames: queue.agents.length > 0,
      more: agentMenu(
        centre,
        groups.flatMap(({ agents }) => agents),
      ),
    }),
  ]);
}

/** The emoji repeats the meaning of the words. */
function statusParts(options: QueueCardOptions): Part[] {
  const { queue } = options;
  const well = isClosed(queue) || !queue.agentsKnown ? ':white_circle:' : ':white_check_mark:';
  const icon = needsAttention(queue) ? ':warning:' : well;
  const spare = queue.signedIn === 0 ? [] : [[QUEUE.spare(queue.available, queue.dedicatedAvailable)]];
  return [
    { kind: 'paragraph', lines: [[emoji(icon), bold(issueTitle(queue))]] },
    { kind: 'figures', figures: figuresOf(options) },
    ...sentenceParts(spare),
  ];
}

function figuresOf({ queue, view }: QueueCardOptions): Figure[] {
  const load = occupancyNow(queue.counts);
  return [
    ...ofAgents(queue, [{ label: QUEUE_LABELS.signedIn, value: count(queue.signedIn) }]),
    ...(view.waits.kind === 'known' ? waitFigures(queue) : []),
    ...stateCounts(queue.counts).map(({ label, agents }) => ({ label, value: count(agents) })),
    ...(load === null ? [] : [{ label: FLOOR.load, value: FORMAT.percent(load) }]),
  ];
}

function issueTitle(queue: QueueStatus): string {
  if (isClosed(queue)) return QUEUE.closed(queue.wait !== null);
  if (!needsAttention(queue) && queue.agentsKnown) return QUEUE.allIsWell(queue.wait !== null);
  const words = issuesInWords(queue.issues) || QUEUE.agentsUnknown;
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** Why agents are not listed, and how to list all of them. */
function notesAbout({ queue, show, view }: QueueCardOptions): Sentence[] {
  if (!queue.agentsKnown) return [[QUEUE.agentsUnread]];
  if (queue.signedIn === 0) return [[QUEUE.nobody]];
  if (view.agentsRefused !== null)
    return show === 'agents' ? refusalReply(view.agentsRefused) : [[QUEUE.agentsWithheld]];
  const isFolded = show === 'status' && queue.signedIn > AGENTS_MAX.status;
  return isFolded ? [QUEUE.moreByCommand(queue.id)] : [];
}
