import { parseJsonObject } from '../../json.ts';
import { CTI } from '../../world/agent-states.ts';
import type { Queue } from '../../world/queues.ts';
import type { World } from '../../world/world.ts';
import type { GatewayRoute } from '../route.ts';
import { legalSkillId } from '../route.ts';

/** Interfaces about the skill queues of the caller's VDN. */
export const queueDeviceRoutes: readonly GatewayRoute[] = [
  {
    // Page 0409.
    name: 'agentvdnskill',
    method: 'GET',
    path: 'queuedevice/{agentid}/agentvdnskill',
    answer({ world }) {
      const queues = world.queues();
      if (queues.length === 0) return { retcode: '600-005' };
      return {
        result: queues.map(({ id, name, mediaType }) => ({
          name,
          id,
          mediatype: mediaType,
          serviceType: 1,
          realFlag: 1,
        })),
      };
    },
  },
  {
    // Page 0410.
    name: 'skillwaitnum',
    method: 'GET',
    path: 'queuedevice/{agentid}/skillwaitnum/{skillid}',
    answer({ world, parameters }) {
      const skillId = legalSkillId(parameters['skillid']);
      if (skillId === undefined) return { retcode: '000-002' };
      const queue = world.queues().find(({ id }) => id === skillId);
      return queue === undefined ? { retcode: '100-007' } : { result: queue.waiting.length };
    },
  },
  {
    // Page 1023: a request names up to 100 queues; queueTime is the longest wait in seconds.
    name: 'queryacdstat',
    method: 'POST',
    path: 'queuedevice/{agentid}/queryacdstat',
    answer({ world, exchange }) {
      const skills = readSkills(exchange.body);
      if (skills === undefined) return { retcode: '000-002' };
      return {
        result: world
          .queues()
          .filter(({ id }) => skills.includes(id))
          .map((queue) => acdRow(queue, world)),
      };
    },
  },
];

function acdRow(queue: Queue, world: World): Record<string, unknown> {
  const agents = world
    .agents()
    .filter(({ state, queues }) => state !== CTI.signedOut && queues.includes(queue.id));
  const longest = queue.waiting[0];
  return {
    pilotNbr: '',
    deviceNo: queue.id,
    queueSize: queue.waiting.length,
    queueTime: longest === undefined ? 0 : Math.floor((world.time.now() - longest.since) / 1000),
    loadFactor: 0,
    loggedOnAgents: agents.length,
    availAgents: agents.filter(({ state }) => state === CTI.idle).length,
    transferFlg: 0,
    skillDescrip: queue.name,
  };
}

function readSkills(body: Buffer): readonly number[] | undefined {
  const skills = parseJsonObject(body)?.['skills'];
  if (!Array.isArray(skills) || skills.length === 0 || skills.length > 100) return undefined;
  const legal = skills.filter((id): id is number => Number.isInteger(id) && id >= 1 && id <= 5000);
  return legal.length === skills.length ? legal : undefined;
}
