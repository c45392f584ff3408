import type { Clock } from '../clock.ts';
import type { Asker } from '../domain/asker.ts';
import type { QueryService } from '../queries/query-service.ts';
import type { LookUp } from './action-value.ts';
import type { CardPlace } from './blocks/agent-buttons.ts';
import { agentCardMessage } from './blocks/agent-card.ts';
import { agentListMessage } from './blocks/agent-list.ts';
import { type Message, sentencesMessage } from './blocks/message.ts';
import { refusalReply } from './replies/refusal-replies.ts';
import { createTimeWriter } from './time-text.ts';

/** Asks the query service and puts the answer into words and blocks. */
export interface AgentLookUps {
  card(asker: Asker, lookUp: LookUp, place: CardPlace): Promise<LookUpAnswer>;
  /** Several at once; a refusal is said once. */
  list(asker: Asker, lookUps: readonly LookUp[], found: number): Promise<Message>;
}

export interface LookUpAnswer {
  readonly kind: 'answered' | 'refused';
  readonly message: Message;
}

export function createAgentLookUps(options: {
  queries: Pick<QueryService, 'agent'>;
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
    async list(asker, lookUps, found) {
      const replies = await Promise.all(
        lookUps.map(({ agentId, view }) => queries.agent(asker, agentId, view)),
      );
      const refused = replies.find((reply) => reply.kind === 'refused');
      if (refused !== undefined) return sentencesMessage(refusalReply(refused.refusal));
      const cards = replies.flatMap((reply) => (reply.kind === 'answered' ? reply.answer : []));
      return agentListMessage({ cards, found, ...moment() });
    },
  };
}
