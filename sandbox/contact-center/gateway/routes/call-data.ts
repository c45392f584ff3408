import { type Agent, talkSecondsToday } from '../../world/agent.ts';
import type { GatewayRoute, QueryContext } from '../route.ts';
import { legalAgentId } from '../route.ts';

/** The reply of `statisticsEx` for an agent without a call, which the documents leave open. */
export type StatisticsOutsideCall = 'zeros' | 'values' | '100-007';

interface CallDataOptions {
  readonly statisticsOutsideCall: () => StatisticsOutsideCall;
}

/**
 * Interfaces about calls and call figures. The first agent in the path is the caller, so they cover a signed-in agent's
 * own calls.
 */
export function callDataRoutes({ statisticsOutsideCall }: CallDataOptions): readonly GatewayRoute[] {
  return [
    {
      // Page 0426: its table declares the result as a string, its sample has a number.
      name: 'callnums',
      method: 'GET',
      path: 'calldata/{agentid}/callnums',
      answer: (context) => ({ result: callerOf(context).calls.length }),
    },
    {
      // Page 0428: the agent must be in a call.
      name: 'statisticsEx',
      method: 'GET',
      path: 'calldata/{agentid}/statisticsEx',
      answer(context) {
        const agent = callerOf(context);
        const elsewhere = agent.calls.length === 0 ? statisticsOutsideCall() : 'values';
        if (elsewhere === '100-007') return { retcode: '100-007' };
        if (elsewhere === 'zeros') return { result: { talktime: 0, answernums: 0, calloutnums: 0 } };
        const { answered, placed } = agent.today;
        const talktime = talkSecondsToday(agent, context.world.time.now());
        return { result: { talktime, answernums: answered, calloutnums: placed } };
      },
    },
    {
      // Page 0425: the agent may be any of the VDN. An agent without a call has an empty list (inferred).
      name: 'allcallinfoEx',
      method: 'GET',
      path: 'calldata/{agentid}/allcallinfoEx/{workno}',
      answer({ world, parameters }) {
        const id = legalAgentId(parameters['workno']);
        if (id === undefined) return { retcode: '000-002' };
        const agent = world.find(id);
        if (agent === undefined || agent.signedInAt === undefined) return { retcode: '100-006' };
        return { result: agent.calls.map((call) => call.id) };
      },
    },
    {
      name: 'callinfobycallid',
      method: 'GET',
      path: 'calldata/{agentid}/callinfobycallid/{callid}',
      answer({ world, parameters }) {
        for (const agent of world.agents()) {
          const call = agent.calls.find(({ id }) => id === parameters['callid']);
          if (call === undefined) continue;
          return {
            result: {
              callfeature: call.direction === 'in' ? 0 : 7,
              callid: call.id,
              caller: call.direction === 'in' ? '' : agent.phone,
              called: call.direction === 'in' ? agent.phone : '',
              callskill: world.queues().find(({ id }) => id === call.queueId)?.name ?? '',
              callskillid: call.queueId ?? 0,
              orgicallednum: '',
              calldata: '',
              begintime: world.time.reported(call.startedAt),
              endtime: null,
              userPriority: 0,
              trunkNo: 65_535,
              logontimes: 0,
              mediaType: 5,
              waitTime: 0,
            },
          };
        }
        return { retcode: '400-001' };
      },
    },
  ];
}

function callerOf({ world, caller }: QueryContext): Agent {
  return world.agent(caller);
}
