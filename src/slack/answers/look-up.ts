import type { Clock } from '../../clock.ts';
import type { Asker } from '../../domain/access/asker.ts';
import type { AgentMentions } from '../../domain/commands/agent-mentions.ts';
import type { AgentId } from '../../domain/floor/agent-id.ts';
import type { AgentCard } from '../../queries/answers.ts';
import type { QueryService } from '../../queries/query-service.ts';
import type { Message } from '../block-kit/message.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { createTimeWriter } from '../block-kit/time-text.ts';
import { agentCardMessage } from '../blocks/agent-card.ts';
import { agentListMessage, noAgentsMessage } from '../blocks/agent-list.ts';
import type { CardPlace } from '../blocks/answer-buttons.ts';
import type { LookUp } from '../questions/action-value.ts';
import { leftOutOf } from '../replies/mention-replies.ts';
import { refusalReply } from '../replies/refusal-replies.ts';

/** Asks the query service and puts the answer into words and blocks. */
export interface AgentLookUps {
  card(asker: Asker, lookUp: LookUp, place: CardPlace): Promise<LookUpAnswer>;
  /** Why this person may look up no agent; `null` where they may. */
  refusal(asker: Asker): Promise<Message | null>;
  /** The agents that a message speaks of; a refusal is said once. */
  mentioned(asker: Asker, mentions: AgentMentions): Promise<Message>;
}

export interface LookUpAnswer {
  readonly kind: 'answered' | 'refused';
  readonly message: Message;
}

/** Maximum number of a message's agents that are shown. */
const AGENTS_SHOWN_MAX = 5;
/** Maximum number of a message's numbers that are looked up. */
const AGENTS_CHECKED_MAX = 12;

export function createAgentLookUps(options: {
  queries: Pick<QueryService, 'agent' | 'agentRefusal'>;
  clock: Clock;
  timeZone: string;
}): AgentLookUps {
  const { queries, clock, timeZone } = options;
  const moment = () => {
    const now = clock.now();
    return { now, time: createTimeWriter({ timeZone, now }) };
  };
  return {
    async card(asker, lookUp, place) {
      const reply = await queries.agent(asker, lookUp.agentId, lookUp.view);
      if (reply.kind === 'refused')
        return { kind: 'refused', message: sentencesMessage(refusalReply(reply.refusal)) };
      const sharedBy = place === 'shared' ? asker.userId : null;
      const message = agentCardMessage({ card: reply.answer, lookUp, place, sharedBy, ...moment() });
      return { kind: 'answered', message };
    },
    async refusal(asker) {
      const refusal = await queries.agentRefusal(asker);
      return refusal && sentencesMessage(refusalReply(refusal));
    },
    async mentioned(asker, { marked, others, passedOver, hasPhoneNumbers }) {
      const ids = [...marked, ...others];
      // A number that stands for itself may be an amount or a year: the contact centre knows.
      const isOpen = (id: AgentId) => !marked.includes(id);
      const [first, more] = [
        ids.slice(0, AGENTS_SHOWN_MAX),
        ids.slice(AGENTS_SHOWN_MAX, AGENTS_CHECKED_MAX).filter(isOpen),
      ];
      const replies = await Promise.all([
        ...first.map((agentId) => queries.agent(asker, agentId, 'card')),
        ...more.map((agentId) => queries.agent(asker, agentId, 'state')),
      ]);
      const refused = replies.find((reply) => reply.kind === 'refused');
      if (refused !== undefined) return sentencesMessage(refusalReply(refused.refusal));
      const cards = replies.flatMap((reply) => (reply.kind === 'answered' ? reply.answer : []));
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
        : agentListMessage({ cards: agents.slice(0, AGENTS_SHOWN_MAX), leftOut, ...moment() });
    },
  };
}
