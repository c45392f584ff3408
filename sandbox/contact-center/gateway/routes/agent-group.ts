import { parseJsonObject } from '../../json.ts';
import { CTI, gatewayStatus } from '../../world/agent-states.ts';
import type { GatewayRoute } from '../route.ts';
import { legalAgentId, legalSkillId } from '../route.ts';
import { agentRow } from './agent-rows.ts';

/** Interfaces about the agents of the caller's VDN. */
export const agentGroupRoutes: readonly GatewayRoute[] = [
  {
    // Page 0416. The list has signed-in agents only, once per queue that they serve. Queues without agents are left
    // out (inferred).
    name: 'allonlineagents',
    method: 'GET',
    path: 'agentgroup/{agentid}/allonlineagents',
    answer({ world }) {
      const queues = world.queues();
      if (queues.length === 0) return { retcode: '600-005' };
      const rows = new Map<number, Record<string, unknown>[]>(queues.map(({ id }) => [id, []]));
      for (const agent of world.agents()) {
        if (agent.state === CTI.signedOut || agent.queues.length === 0) continue;
        const row = agentRow(agent, world);
        for (const queueId of agent.queues) rows.get(queueId)?.push(row);
      }
      return {
        result: queues
          .map(({ id, mediaType }) => ({ skillId: id, agent: rows.get(id) ?? [], skillMediaType: mediaType }))
          .filter(({ agent }) => agent.length > 0),
      };
    },
  },
  {
    // Page 0415. A signed-out agent is listed as signed out (inferred); an unknown id is answered with 300-002.
    name: 'agentbyworkno',
    method: 'GET',
    path: 'agentgroup/{agentid}/agentbyworkno/{workno}',
    answer({ world, parameters }) {
      const id = legalAgentId(parameters['workno']);
      if (id === undefined) return { retcode: '000-002' };
      const agent = world.find(id);
      return agent === undefined ? { retcode: '300-002' } : { result: agentRow(agent, world) };
    },
  },
  {
    // Page 0414. The body is optional. It has both a limit and states, or neither.
    name: 'agentbyskill',
    method: 'GET',
    path: 'agentgroup/{agentid}/agentbyskill/{skillid}',
    answer({ world, parameters, exchange }) {
      const skillId = legalSkillId(parameters['skillid']);
      const filter = readFilter(exchange.body);
      if (skillId === undefined || filter === undefined) return { retcode: '000-002' };
      if (world.queues().length === 0) return { retcode: '600-005' };
      const agents = world
        .agents()
        .filter(({ state, queues }) => state !== CTI.signedOut && queues.includes(skillId))
        .filter(({ state }) => filter.states === undefined || filter.states.includes(gatewayStatus(state)));
      return { result: agents.slice(0, filter.limit).map((agent) => agentRow(agent, world)) };
    },
  },
  {
    name: 'restreason',
    method: 'GET',
    path: 'agentgroup/{agentid}/restreason',
    answer: ({ world }) => ({
      result: [...world.restReasons].map(([restReasonId, restReason]) => ({ restReasonId, restReason })),
    }),
  },
];

const NO_FILTER = { limit: Number.POSITIVE_INFINITY, states: undefined };

function readFilter(body: Buffer): { limit: number; states: readonly number[] | undefined } | undefined {
  if (body.length === 0) return NO_FILTER;
  const fields = parseJsonObject(body);
  if (fields === undefined) return undefined;
  const { agentLimit, agentStatus } = fields;
  if (agentLimit === undefined && agentStatus === undefined) return NO_FILTER;
  const limit = Number(agentLimit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500 || !Array.isArray(agentStatus)) return undefined;
  return { limit, states: agentStatus.map(Number) };
}
