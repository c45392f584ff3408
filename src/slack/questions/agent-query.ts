import { z } from 'zod';
import { AGENT_VIEWS, type AgentView } from '../../domain/commands/agent-command.ts';
import { type AgentId, toAgentId } from '../../domain/floor/agent-id.ts';
import { NUMBER } from './button-value.ts';

export interface AgentQuery {
  readonly agentId: AgentId;
  readonly view: AgentView;
}

const agentId = NUMBER.pipe(z.custom<AgentId>((value) => toAgentId(Number(value)) !== undefined));

export const AGENT_QUERY = z.codec(
  z.tuple([agentId, z.enum(['card', ...AGENT_VIEWS])]),
  z.custom<AgentQuery>(),
  {
    decode: ([agentId, view]) => ({ agentId, view }),
    encode: ({ agentId, view }): [AgentId, AgentView] => [agentId, view],
  },
);
