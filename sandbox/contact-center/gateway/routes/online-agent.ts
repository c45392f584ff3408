import { CTI } from '../../world/agent-states.ts';
import type { GatewayRoute } from '../route.ts';
import { legalAgentId } from '../route.ts';
import type { Sessions } from '../sessions.ts';

/** Interfaces about the caller's own state, GUID and skills. */
export function onlineAgentRoutes(sessions: Sessions): readonly GatewayRoute[] {
  return [
    {
      // Page 0355. agentState uses the gateway's third table: 1 available, 2 wrap-up, 3 on break, 4 busy, 7 occupied,
      // 8 alerting, 9 talking.
      name: 'agentstatus',
      method: 'GET',
      path: 'onlineagent/{agentid}/agentstatus',
      answer({ world, caller }) {
        const { state } = world.agent(caller);
        return { result: { agentState: AGENT_STATE[state] ?? 255, isWorking: state === CTI.wrapUp } };
      },
    },
    {
      // Page 0358.
      name: 'updateGuid',
      method: 'PUT',
      path: 'onlineagent/{agentid}/updateGuid',
      answer({ session }) {
        if (session === undefined) return { retcode: '100-006' };
        sessions.rotate(session);
        return { result: { guid: session.guid } };
      },
    },
    {
      // Page 0359: a request empties the queue of events.
      name: 'syncagentinfo',
      method: 'POST',
      path: 'onlineagent/{agentid}/syncagentinfo',
      answer({ world, caller, session }) {
        if (session !== undefined) session.events = [];
        return { result: { state: AGENT_STATE[world.agent(caller).state] ?? 255 } };
      },
    },
    {
      // Page 1206.
      name: 'agentskills',
      method: 'GET',
      path: 'onlineagent/{agentid}/agentskills',
      answer: ({ world, caller }) => skillsOf(world, caller),
    },
    {
      // Page 1207.
      name: 'agentskillsbyworkno',
      method: 'GET',
      path: 'onlineagent/{agentid}/agentskillsbyworkno/{workno}',
      answer({ world, parameters }) {
        const id = legalAgentId(parameters['workno']);
        return id === undefined ? { retcode: '000-002' } : skillsOf(world, id);
      },
    },
  ];
}

const AGENT_STATE: Readonly<Record<number, number>> = { 1: 1, 2: 7, 3: 7, 4: 8, 5: 9, 6: 2, 7: 4, 8: 3 };

function skillsOf(
  world: Parameters<GatewayRoute['answer']>[0]['world'],
  id: number,
): ReturnType<GatewayRoute['answer']> {
  const agent = world.find(id);
  if (agent === undefined || agent.queues.length === 0) return { retcode: '600-001' };
  return {
    result: world
      .queues()
      .filter((queue) => agent.queues.includes(queue.id))
      .map(({ id: skillId, name, mediaType }) => ({ name, id: skillId, mediatype: mediaType })),
  };
}
