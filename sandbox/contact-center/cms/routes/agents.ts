import { type Call, secondsInState, signInDate } from '../../world/agent.ts';
import { CTI, gatewayStatus } from '../../world/agent-states.ts';
import { type CmsRoute, ILLEGAL_PARAMETER } from '../route.ts';

/** Interfaces about single agents and lists of agents. */
export const agentRoutes: readonly CmsRoute[] = [
  {
    // Page 0628. Available, signed-out and unknown agents all have no calls (inferred).
    name: 'queryagentcalls',
    method: 'POST',
    path: 'openapi/agent/queryagentcalls',
    body: 'flat',
    envelope: 'full',
    answer({ world, parameters, isOurs }) {
      const id = parameters.agentId();
      if (id === undefined) return ILLEGAL_PARAMETER;
      const agent = isOurs ? world.find(id) : undefined;
      return { payload: (agent?.calls ?? []).map((call) => call.id) };
    },
  },
  {
    // Page 0629.
    name: 'agentgroup-queryagentcalls',
    method: 'POST',
    path: 'openapi/agentgroup/queryagentcalls',
    body: 'flat',
    envelope: 'full',
    answer({ world, parameters, isOurs }) {
      const ids = parameters.agentIds(3000);
      if (ids === undefined) return ILLEGAL_PARAMETER;
      const agents = ids
        .map((id) => (isOurs ? world.find(id) : undefined))
        .filter((agent) => agent !== undefined);
      return { payload: agents.map((agent) => ({ agentId: agent.id, callList: agent.calls.map(callRow) })) };
    },
  },
  {
    // Page 0632, which spells the field of the CTI code in this way.
    name: 'agentbyworkno',
    method: 'POST',
    path: 'openapi/agent/agentbyworkno',
    body: 'flat',
    envelope: 'full',
    answer({ world, parameters, isOurs }) {
      const id = parameters.agentId();
      if (id === undefined) return ILLEGAL_PARAMETER;
      const agent = isOurs ? world.find(id) : undefined;
      if (agent === undefined) return { resultCode: '0100001' };
      return {
        payload: {
          workNo: String(agent.id),
          vdnId: world.vdn,
          citStatus: agent.state,
          name: agent.name,
          phoneNumber: agent.signedInAt === undefined ? '' : agent.phone,
          loginDate: signInDate(agent, world.time),
          currentStateTime: secondsInState(agent, world.time.now()),
          mediaType: agent.signedInAt === undefined ? 'FFF' : agent.mediaType,
          status: gatewayStatus(agent.state),
        },
      };
    },
  },
  {
    // Page 2643, the older version of this interface, with field names in lower case.
    name: 'agentgroup-agentbyworkno',
    method: 'POST',
    path: 'openapi/agentgroup/agentbyworkno',
    body: 'wrapped',
    envelope: 'old',
    answer({ world, parameters, isOurs }) {
      const id = parameters.agentId();
      if (id === undefined) return ILLEGAL_PARAMETER;
      const agent = isOurs ? world.find(id) : undefined;
      if (agent === undefined) return { resultCode: '0100001' };
      return {
        payload: {
          workno: String(agent.id),
          vdnid: world.vdn,
          ctistatus: agent.state,
          name: agent.name,
          phonenumber: agent.signedInAt === undefined ? '' : agent.phone,
          logindate: signInDate(agent, world.time),
          currentstatetime: secondsInState(agent, world.time.now()),
          mediatype: agent.signedInAt === undefined ? 'FFF' : agent.mediaType,
          status: gatewayStatus(agent.state),
        },
      };
    },
  },
  {
    // Signed-in agents per queue (old page 2550: its table is flat, its samples are wrapped; the fields of a row are
    // inferred).
    name: 'agentsinskill',
    method: 'POST',
    path: 'openapi/realindex/agent/agentsinskill',
    body: 'either',
    envelope: 'full',
    answer({ world, parameters, isOurs }) {
      const skillIds = parameters.integers('skillIds', 1000, 1, 5000);
      if (skillIds === undefined) return ILLEGAL_PARAMETER;
      const known = world.queues().filter(({ id }) => isOurs && skillIds.includes(id));
      return {
        payload: known.map(({ id }) => ({
          skillId: id,
          agentIds: world
            .agents()
            .filter(({ state, queues }) => state !== CTI.signedOut && queues.includes(id))
            .map((agent) => agent.id),
        })),
      };
    },
  },
];

function callRow(call: Call): Record<string, unknown> {
  return {
    callId: call.id,
    callStatus: call.answeredAt === undefined ? 4 : 5,
    callInOut: call.direction === 'in' ? 0 : 1,
    mediaType: 5,
    submediaType: 0,
  };
}
