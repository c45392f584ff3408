import type { AgentView } from '../domain/agent-command.ts';
import type { AgentId } from '../domain/agent-id.ts';
import type { Asker } from '../domain/asker.ts';
import type { AgentCard, FloorOverview, Reply } from './answers.ts';

/**
 * The one place that answers questions about the floor, for commands, buttons, shortcuts and App Home alike.
 * It decides who may know, which upstream answers, what comes next when that one cannot, and how long an answer
 * keeps. Never throws; answers within the time budget.
 */
export interface QueryService {
  /** One agent: the whole card, or the part that was asked for. */
  agent(asker: Asker, agentId: AgentId, view: AgentView): Promise<Reply<AgentCard>>;
  /** The floor's totals: figures about nobody in particular, so every full member may see them. */
  floor(asker: Asker): Promise<Reply<FloorOverview>>;
}
