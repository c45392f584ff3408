import { type Agent, secondsInState } from '../../world/agent.ts';
import { CTI } from '../../world/agent-states.ts';
import { type CmsContext, type CmsRoute, ILLEGAL_PARAMETER } from '../route.ts';

/** Interfaces with counts and lists of the whole VDN. */
export const floorRoutes: readonly CmsRoute[] = [
  {
    // Page 0635: the counts cover the agents of one page only. Pages list all agents of the VDN by id, signed in or
    // not (inferred).
    name: 'systemstate',
    method: 'POST',
    path: 'openapi/agentgroup/systemstate',
    body: 'either',
    envelope: 'full',
    answer(context) {
      const page = isWholePage(context) ? pageOf(context, 100) : undefined;
      if (page === undefined) return ILLEGAL_PARAMETER;
      const count = (...states: readonly number[]): number =>
        page.filter(({ state }) => states.includes(state)).length;
      return {
        payload: {
          busyAgent: count(CTI.busy),
          talkingNum: count(CTI.talking),
          idleAgent: count(CTI.idle),
          totalLoginAgent: page.length - count(CTI.signedOut),
        },
      };
    },
  },
  {
    // Page 0598. `count` is the number of agents in the VDN; locationId has no effect.
    name: 'totalagentabstractex3',
    method: 'POST',
    path: 'openapi/vdn/totalagentabstractex3',
    body: 'flat',
    envelope: 'full',
    answer(context) {
      const page = pageOf(context, 1000);
      if (page === undefined) return ILLEGAL_PARAMETER;
      return { payload: page.map((agent) => stateRow(agent, context)), count: agentsOf(context).length };
    },
  },
  {
    // Page 0610: one reply has the counts of all states.
    name: 'totalagentstate',
    method: 'POST',
    path: 'openapi/vdn/totalagentstate',
    body: 'flat',
    envelope: 'full',
    answer: (context) => ({ payload: agentsOf(context).map(({ id, state }) => ({ agentId: id, state })) }),
  },
  {
    // Page 0638: this interface has an envelope of its own and sends numbers as strings.
    name: 'queryAgentByStatus',
    method: 'POST',
    path: 'openapi/vdn/queryAgentByStatus',
    body: 'flat',
    envelope: 'return-code',
    takesTexts: true,
    answer(context) {
      const status = context.parameters.text('status');
      const page = pageOf(context, 1000, (agent) => status === undefined || String(agent.state) === status);
      if (page === undefined) return ILLEGAL_PARAMETER;
      return { payload: page.map((agent) => stateRow(agent, context)) };
    },
  },
];

function agentsOf({ world, isOurs }: CmsContext): readonly Agent[] {
  return isOurs ? world.agents() : [];
}

/** Whether the offset is a multiple of the limit, as page 0635 alone demands. */
function isWholePage({ parameters }: CmsContext): boolean {
  const offset = parameters.integer('offset', 0, Number.MAX_SAFE_INTEGER) ?? 0;
  const limit = parameters.integer('limit', 1, Number.MAX_SAFE_INTEGER) ?? 1;
  return offset % limit === 0;
}

function pageOf(
  context: CmsContext,
  most: number,
  among: (agent: Agent) => boolean = () => true,
): readonly Agent[] | undefined {
  const offset = context.parameters.integer('offset', 0, Number.MAX_SAFE_INTEGER);
  const limit = context.parameters.integer('limit', 1, most);
  if (offset === undefined || limit === undefined) return undefined;
  const { maxRowsPerPage = limit, movedBetweenPages } = context.rules;
  const from = offset === 0 ? 0 : Math.max(0, offset + movedBetweenPages);
  return agentsOf(context)
    .filter(among)
    .slice(from, from + Math.min(limit, maxRowsPerPage));
}

function stateRow(agent: Agent, { world }: CmsContext): Record<string, unknown> {
  return {
    agentId: agent.id,
    currentState: agent.state,
    currentStateTime: secondsInState(agent, world.time.now()),
    locationId: 0,
  };
}
