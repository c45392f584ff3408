import type { Access } from '../../domain/access/access.ts';
import type { AgentMentions } from '../../domain/commands/agent-mentions.ts';
import type { AgentId } from '../../domain/floor/agent-id.ts';
import type { AgentCard } from '../../queries/answers.ts';
import type { QueryService } from '../../queries/query-service.ts';
import type { Message } from '../block-kit/message.ts';
import { agentCardMessage } from '../blocks/agent-card.ts';
import { agentListMessage, noAgentsMessage } from '../blocks/agent-list.ts';
import type { Surface } from '../blocks/answer-buttons.ts';
import type { AnswerContext } from '../blocks/answer-context.ts';
import type { AgentQuery } from '../questions/agent-query.ts';
import { leftOutOf } from '../replies/mention-replies.ts';
import { type QueryAnswer, refusedAnswer, refusedMessage } from './refused.ts';

export interface AgentAnswerDeps {
  readonly queries: Pick<QueryService, 'agent'>;
  readonly answerContext: () => AnswerContext;
}

const AGENTS_SHOWN_MAX = 5;
const AGENTS_CHECKED_MAX = 12;

export async function agentAnswer(
  { queries, answerContext }: AgentAnswerDeps,
  access: Access,
  query: AgentQuery,
  surface: Surface,
): Promise<QueryAnswer> {
  if (access.kind === 'refused') return refusedAnswer(access.refusal);
  if (access.agentsRefused !== null) return refusedAnswer(access.agentsRefused);
  const card = await queries.agent(access, query.agentId, query.view);
  const sharedBy = surface === 'shared' ? access.requester.userId : null;
  const message = agentCardMessage({ card, query, surface, sharedBy, ...answerContext() });
  return { kind: 'answered', message };
}

export async function mentionedAgentsMessage(
  { queries, answerContext }: AgentAnswerDeps,
  access: Access,
  { marked, others, passedOver, hasPhoneNumbers }: AgentMentions,
): Promise<Message> {
  if (access.kind === 'refused') return refusedMessage(access.refusal);
  if (access.agentsRefused !== null) return refusedMessage(access.agentsRefused);
  const ids = [...marked, ...others];
  // A number without the word "agent" may be an amount or a year. It is an agent only if the contact centre knows it.
  const isOpen = (id: AgentId) => !marked.includes(id);
  const [first, more] = [
    ids.slice(0, AGENTS_SHOWN_MAX),
    ids.slice(AGENTS_SHOWN_MAX, AGENTS_CHECKED_MAX).filter(isOpen),
  ];
  const cards = await Promise.all([
    ...first.map((agentId) => queries.agent(access, agentId, 'card')),
    ...more.map((agentId) => queries.agent(access, agentId, 'state')),
  ]);
  const isNone = ({ agentId, state }: AgentCard) => state.kind === 'unknown-agent' && isOpen(agentId);
  const agents = cards.filter((card) => !isNone(card));
  const leftOut = leftOutOf({
    shown: Math.min(agents.length, AGENTS_SHOWN_MAX),
    agents: [
      ...marked.slice(AGENTS_SHOWN_MAX),
      ...agents.slice(AGENTS_SHOWN_MAX).map(({ agentId }) => agentId),
    ],
    noAgents: cards.filter(isNone).map(({ agentId }) => agentId),
    unchecked: ids.slice(AGENTS_CHECKED_MAX).filter(isOpen),
    passedOver,
    hasPhoneNumbers,
  });
  return agents.length === 0
    ? noAgentsMessage(leftOut)
    : agentListMessage({ cards: agents.slice(0, AGENTS_SHOWN_MAX), leftOut, ...answerContext() });
}
