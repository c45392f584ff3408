import type { AgentOnFloor } from '../../domain/floor/snapshot.ts';
import { FORMAT } from '../block-kit/format.ts';
import type { Message } from '../block-kit/message.ts';
import { QUEUE_NAME_MAX } from '../block-kit/name-lengths.ts';
import { sentenceParts } from '../block-kit/parts.ts';
import { toMessage } from '../block-kit/render.ts';
import { bold, type Sentence } from '../block-kit/sentence.ts';
import type { StateQuestion } from '../questions/floor-question.ts';
import { stateInWords } from '../replies/agent-words.ts';
import { FLOOR } from '../replies/floor-replies.ts';
import { QUEUE } from '../replies/queue-replies.ts';
import { STATE_LIST } from '../replies/state-list-replies.ts';
import { agentMenu } from './agent-buttons.ts';
import { agentInWords } from './agent-groups.ts';
import { titleParts } from './answer-context.ts';
import { floorButtons } from './floor-buttons.ts';
import { type FloorMessageOptions, missingOfAgents } from './floor-parts.ts';
import { provenanceOf } from './provenance.ts';
import { queueTitle } from './queue-words.ts';

const AGENTS_MAX = 100;

interface StateListOptions extends FloorMessageOptions {
  readonly question: StateQuestion;
}

/** The agents in one state, longest first, so those over the limit come first. For readers who may see single agents. */
export function stateListMessage(options: StateListOptions): Message {
  const { centre, question, surface, view } = options;
  const title = STATE_LIST.title(stateInWords(question.state).words, queueTitles(options));
  const agents = agentsIn(options);
  const shown = agents.slice(0, AGENTS_MAX);
  return toMessage([
    ...titleParts(title, options),
    ...sentenceParts([...contentOf(options, agents, shown), ...missingOfAgents(view)]),
    { kind: 'context', lines: provenanceOf([view.now], options.time, options.now) },
    floorButtons({
      centre,
      question,
      subject: title,
      surface,
      showsNames: shown.length > 0,
      more: agentMenu(centre, shown),
    }),
  ]);
}

function contentOf(
  { question, view }: StateListOptions,
  agents: readonly AgentOnFloor[],
  shown: readonly AgentOnFloor[],
): Sentence[] {
  if (view.now.kind !== 'known') return [];
  const { limitMinutes } = question;
  const isOver = ({ secondsInState }: AgentOnFloor) =>
    limitMinutes !== null && (secondsInState ?? 0) > limitMinutes * 60;
  const limit = limitMinutes === null ? null : FORMAT.total(limitMinutes);
  const more = agents.length - shown.length;
  const unread = view.now.value.queues.filter(
    ({ id, agentsKnown }) => !agentsKnown && question.queues.includes(id),
  ).length;
  const isUnknown = unread > 0 && agents.length === 0;
  return [
    ...(isUnknown ? [] : [[bold(STATE_LIST.counted(agents.length, agents.filter(isOver).length, limit))]]),
    ...shown.map((agent) => STATE_LIST.agent(agentInWords(agent), agent.reason, isOver(agent))),
    ...(more === 0 ? [] : [[QUEUE.more(more)]]),
    ...(unread === 0 ? [] : [[FLOOR.agentsUnread(unread)]]),
  ];
}

/** Longest in the state first. */
function agentsIn({ question, view }: StateListOptions): readonly AgentOnFloor[] {
  if (view.now.kind !== 'known') return [];
  const wanted = new Set(question.queues);
  return view.now.value.agents.filter(
    ({ state, queues }) =>
      state === question.state && (wanted.size === 0 || queues?.some((id) => wanted.has(id)) === true),
  );
}

function queueTitles({ question, view }: StateListOptions): string[] {
  const known = view.now.kind === 'known' ? view.now.value.queues : [];
  return question.queues.map((id) =>
    queueTitle({ id, name: known.find((queue) => queue.id === id)?.name ?? null }, QUEUE_NAME_MAX.list),
  );
}
