import { describe, expect, test } from 'vitest';
import { CMS_ROUTES, GATEWAY_ROUTES } from '../../route-names.ts';
import { open } from '../support/contact-center-client.ts';

/** The address of every interface of the gateway, by its name in faults and in the request log. */
const GATEWAY_ADDRESSES: Record<
  (typeof GATEWAY_ROUTES)[number],
  readonly [method: string, path: string, body?: unknown]
> = {
  'sign-in': ['PUT', 'onlineagent/900'],
  'sign-out': ['DELETE', 'onlineagent/900/logout'],
  poll: ['GET', 'agentevent/900?calldata=1'],
  agentstatus: ['GET', 'onlineagent/900/agentstatus'],
  updateGuid: ['PUT', 'onlineagent/900/updateGuid'],
  syncagentinfo: ['POST', 'onlineagent/900/syncagentinfo'],
  agentskills: ['GET', 'onlineagent/900/agentskills'],
  agentskillsbyworkno: ['GET', 'onlineagent/900/agentskillsbyworkno/1099'],
  callnums: ['GET', 'calldata/900/callnums'],
  statisticsEx: ['GET', 'calldata/900/statisticsEx'],
  allcallinfoEx: ['GET', 'calldata/900/allcallinfoEx/1099'],
  callinfobycallid: ['GET', 'calldata/900/callinfobycallid/{call}'],
  allonlineagents: ['GET', 'agentgroup/900/allonlineagents'],
  agentbyworkno: ['GET', 'agentgroup/900/agentbyworkno/1099'],
  agentbyskill: ['GET', 'agentgroup/900/agentbyskill/1'],
  restreason: ['GET', 'agentgroup/900/restreason'],
  agentvdnskill: ['GET', 'queuedevice/900/agentvdnskill'],
  skillwaitnum: ['GET', 'queuedevice/900/skillwaitnum/1'],
  queryacdstat: ['POST', 'queuedevice/900/queryacdstat', { skills: [1, 2] }],
};

/** The page of a list. */
const FIRST = { offset: 0, limit: 100 };

/** The request of every interface of the CMS, with the documented parameters in the documented form. */
const CMS_REQUESTS: Record<(typeof CMS_ROUTES)[number], readonly [path: string, body: object | undefined]> = {
  queryagentcalls: ['openapi/agent/queryagentcalls', flat({ agentId: 1099 })],
  'agentgroup-queryagentcalls': ['openapi/agentgroup/queryagentcalls', flat({ agentIds: [1099] })],
  systemstate: ['openapi/agentgroup/systemstate', wrapped(FIRST)],
  agentbyworkno: ['openapi/agent/agentbyworkno', flat({ agentId: 1099 })],
  'agentgroup-agentbyworkno': ['openapi/agentgroup/agentbyworkno', wrapped({ agentId: 1099 })],
  agentsinskill: ['openapi/realindex/agent/agentsinskill', wrapped({ skillIds: [1, 2] })],
  totalagentabstractex3: ['openapi/vdn/totalagentabstractex3', flat(FIRST)],
  totalagentstate: ['openapi/vdn/totalagentstate', flat({})],
  queryAgentByStatus: ['openapi/vdn/queryAgentByStatus', flat({ status: '4', ...FIRST })],
  'hisindex-agent': [
    'openapi/hisindex/agent',
    flat({ agentIds: [1099], indexIds: ['IDX_COUNT_AGENT_CONNECTED'] }),
  ],
  'skill-rindex': [
    'openapi/skill/rindex',
    flat({ skillIds: [1, 2], indexIds: ['IDX_COUNT_REAL_SKILL_QUEUE'] }),
  ],
  'configures-skills': ['openapi/configures/skills', flat({})],
  restreasons: ['openapi/agentgroup/restreasons/1/170', undefined],
  ping: ['ping', { say: 'hello' }],
};

function flat(parameters: object): object {
  return { ccId: 1, vdn: 170, ...parameters };
}

function wrapped(parameters: object): object {
  return { queryParam: flat(parameters) };
}

describe('of the gateway', () => {
  test.for(GATEWAY_ROUTES)('%s is served', async (route) => {
    const { guid, gateway, simulator, signIn } = await open();
    const current = route === 'sign-in' ? '' : await guid();
    // Some interfaces answer only during a call.
    const isIdle = ['sign-in', 'sign-out'].includes(route);
    const call = isIdle ? undefined : simulator.world.startCall(900, { direction: 'in' });
    simulator.world.agent(900).queues.push(1);
    const [method, path, body] = GATEWAY_ADDRESSES[route];
    if (route === 'sign-in') await signIn('');
    else
      await gateway(path.replace('{call}', String(call?.id)), {
        method,
        guid: current,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const [asked] = simulator.requests.of('gateway', route).slice(-1);
    expect([asked?.status, asked?.code, asked?.agentId]).toEqual([200, '0', 900]);
  });
});

describe('of the CMS', () => {
  test.for(CMS_ROUTES)('%s is served', async (route) => {
    const { cms, simulator } = await open();
    const reply = await cms(...CMS_REQUESTS[route]);
    const [asked] = simulator.requests.of('cms', route).slice(-1);
    expect([reply.status, asked?.code]).toEqual([200, '0100000']);
  });

  test.for(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=GBK'])(
    'a body that is declared as %s is rejected by both',
    async (type) => {
      const { cms, signIn, gateway, guid } = await open();
      const headers = { 'content-type': type };
      expect((await cms(...CMS_REQUESTS.systemstate, { headers })).status).toBe(415);
      await signIn();
      const body = JSON.stringify({ skills: [1] });
      const asked = { method: 'POST', guid: await guid(), headers, body };
      expect((await gateway('queuedevice/900/queryacdstat', asked)).status).toBe(415);
    },
  );

  test('the gateway demands the header for a request without a body too', async () => {
    const { guid, send, simulator } = await open();
    const url = `${simulator.gatewayUrl}/agentgateway/resource/calldata/900/callnums`;
    expect((await send(url, { headers: { guid: await guid() } })).status).toBe(415);
  });

  test.for([
    ['an integer in quotes', 'agent/agentbyworkno', flat({ agentId: '1099' })],
    ['a fraction', 'agent/agentbyworkno', flat({ agentId: 1099.5 })],
    [
      'an integer in quotes in a list',
      'skill/rindex',
      flat({ skillIds: ['1'], indexIds: ['IDX_COUNT_REAL_SKILL_QUEUE'] }),
    ],
    ['an offset that begins no page', 'agentgroup/systemstate', flat({ offset: 50, limit: 100 })],
    ['a flat body where it is wrapped', 'agentgroup/agentbyworkno', flat({ agentId: 1099 })],
    ['a wrapped body where it is flat', 'agent/queryagentcalls', wrapped({ agentId: 1099 })],
  ] as const)('%s is an illegal parameter', async ([, path, body]) => {
    const { cms } = await open();
    expect((await cms(`openapi/${path}`, body)).json()['resultCode']).toBe('0100002');
  });
});
