import type { Agent, DayCounters } from '../../world/agent.ts';
import { CTI } from '../../world/agent-states.ts';
import type { Queue } from '../../world/queues.ts';
import type { World } from '../../world/world.ts';
import { type CmsRoute, ILLEGAL_PARAMETER } from '../route.ts';

/** Historical indicators of agents (page 0693). The page marks only the first three as real-time. */
const AGENT_INDICATORS: Readonly<Record<string, (day: DayCounters) => number>> = {
  IDX_COUNT_AGENT_CONNECTED: (day) => day.answered,
  IDX_COUNT_AGENT_CALL_OUT: (day) => day.placed,
  IDX_COUNT_AGENT_REQUEST: (day) => day.offered,
  IDX_COUNT_AGENT_SIGN_IN: (day) => day.signIns,
  IDX_COUNT_AGENT_REST: (day) => day.rests,
  IDX_COUNT_AGENT_SET_BUSY: (day) => day.busies,
  IDX_COUNT_AGENT_COLLATION: (day) => day.wrapUps,
  IDX_COUNT_AGENT_ABANDON: (day) => Math.max(0, day.offered - day.answered),
  IDX_DURATION_AGENT_CALL_IN: (day) => day.talkInSeconds,
  IDX_DURATION_AGENT_CALL_OUT: (day) => day.talkOutSeconds,
  IDX_DURATION_AGENT_REST: (day) => day.restSeconds,
  IDX_DURATION_AGENT_AVG_COLLATION: (day) =>
    day.wrapUps === 0 ? 0 : Math.round(day.wrapUpSeconds / day.wrapUps),
};
const MARKED_REAL_TIME = new Set([
  'IDX_COUNT_AGENT_CONNECTED',
  'IDX_COUNT_AGENT_CALL_OUT',
  'IDX_COUNT_AGENT_REQUEST',
]);

const QUEUE_INDICATORS: Readonly<
  Record<string, (queue: Queue, agents: readonly Agent[], world: World) => number>
> = {
  IDX_COUNT_REAL_SKILL_QUEUE: ({ waiting }) => waiting.length,
  IDX_COUNT_REAL_SKILL_HANDLE: ({ id }, agents) =>
    agents.reduce((sum, { calls }) => sum + calls.filter(({ queueId }) => queueId === id).length, 0),
  IDX_DURATION_SKILL_MAX_QUEUE_ACK: ({ waiting }, _agents, world) =>
    waiting[0] === undefined ? 0 : Math.floor((world.time.now() - waiting[0].since) / 1000),
  IDX_COUNT_20S_CALL_FOR_5MIN: () => 0,
  IDX_COUNT_REAL_AGENT_SIGN_IN: (_queue, agents) => agents.length,
  IDX_COUNT_REAL_AGENT_CONNECT: countIn(CTI.talking),
  IDX_COUNT_REAL_AGENT_SET_IDLE: countIn(CTI.idle),
  IDX_COUNT_REAL_AGENT_USABLE: countIn(CTI.idle),
  IDX_COUNT_REAL_AGENT_SET_BUSY: countIn(CTI.busy),
  IDX_COUNT_REAL_AGENT_ACW: countIn(CTI.wrapUp),
  IDX_COUNT_REAL_AGENT_REST: countIn(CTI.rest),
  IDX_COUNT_REAL_AGENT_STUDY: countIn(CTI.study),
};

function countIn(wanted: number): (queue: Queue, agents: readonly Agent[]) => number {
  return (_queue, agents) => agents.filter(({ state }) => state === wanted).length;
}

export const indicatorRoutes: readonly CmsRoute[] = [
  {
    // Page 0648. The figures are of today or yesterday in the VDN's zone and are settled every five minutes. Signed-
    // out agents are left out, and values are strings.
    name: 'hisindex-agent',
    method: 'POST',
    path: 'openapi/hisindex/agent',
    body: 'flat',
    envelope: 'full',
    answer({ world, parameters, isOurs, rules }) {
      const agentIds = parameters.integers('agentIds', 100, 0, 999_999);
      const indexIds = parameters.texts('indexIds', 100);
      const offset = parameters.text('enableOffset') ?? 'N';
      // The simulator has no figures per quarter of an hour or half hour.
      if (parameters.has('timeGrain')) return { resultCode: '0100001' };
      if (agentIds === undefined || indexIds === undefined || !['Y', 'N'].includes(offset))
        return ILLEGAL_PARAMETER;
      if (indexIds.some((id) => AGENT_INDICATORS[id] === undefined)) return ILLEGAL_PARAMETER;
      const isReset = world.sinceMidnightMs() >= rules.countersResetLateMs;
      const agents = agentIds.map((id) => (isOurs ? world.find(id) : undefined));
      return {
        payload: agents
          .filter((agent) => agent !== undefined)
          .filter(({ state }) => state !== CTI.signedOut)
          .map((agent) => ({
            id: String(agent.id),
            idxs: indexIds.map((id) => {
              const live = rules.realTimeIndicators && MARKED_REAL_TIME.has(id);
              const today = live ? agent.today : agent.settled;
              const days = offset === 'Y' ? [agent.yesterday] : isReset ? [today] : [agent.yesterday, today];
              return {
                id,
                val: String(days.reduce((sum, day) => sum + (AGENT_INDICATORS[id]?.(day) ?? 0), 0)),
              };
            }),
          })),
      };
    },
  },
  {
    // Old page 2561.
    name: 'skill-rindex',
    method: 'POST',
    path: 'openapi/skill/rindex',
    body: 'flat',
    envelope: 'full',
    answer({ world, parameters, isOurs }) {
      const skillIds = parameters.integers('skillIds', 1000, 1, 5000);
      const indexIds = parameters.texts('indexIds', 12);
      if (skillIds === undefined || indexIds === undefined) return ILLEGAL_PARAMETER;
      if (indexIds.some((id) => QUEUE_INDICATORS[id] === undefined)) return ILLEGAL_PARAMETER;
      const queues = world.queues().filter(({ id }) => isOurs && skillIds.includes(id));
      return {
        payload: queues.map((queue) => {
          const agents = world
            .agents()
            .filter(({ state, queues: served }) => state !== CTI.signedOut && served.includes(queue.id));
          return {
            id: String(queue.id),
            idxs: indexIds.map((id) => ({
              id,
              val: String(QUEUE_INDICATORS[id]?.(queue, agents, world) ?? 0),
            })),
          };
        }),
      };
    },
  },
];
