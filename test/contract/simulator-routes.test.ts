import { describe, expect, test } from 'vitest';
import { CMS_ROUTES, GATEWAY_ROUTES } from '../../sandbox/contact-center/route-names.ts';
import { open } from '../support/contact-center-client.ts';

/** Every interface of the gateway, by the name that faults and the request log know it under. */
const GATEWAY_ADDRESSES: Record<(typeof GATEWAY_ROUTES)[number], readonly [method: string, path: string]> = {
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
  callinfobycallid: ['GET', 'calldata/900/callinfobycallid/1605492949-1447'],
  allonlineagents: ['GET', 'agentgroup/900/allonlineagents'],
  agentbyworkno: ['GET', 'agentgroup/900/agentbyworkno/1099'],
  agentbyskill: ['GET', 'agentgroup/900/agentbyskill/1'],
  restreason: ['GET', 'agentgroup/900/restreason'],
  agentvdnskill: ['GET', 'queuedevice/900/agentvdnskill'],
  skillwaitnum: ['GET', 'queuedevice/900/skillwaitnum/1'],
  queryacdstat: ['POST', 'queuedevice/900/queryacdstat'],
};

/** And of the CMS. */
const CMS_ADDRESSES: Record<(typeof CMS_ROUTES)[number], string> = {
  queryagentcalls: 'openapi/agent/queryagentcalls',
  'agentgroup-queryagentcalls': 'openapi/agentgroup/queryagentcalls',
  systemstate: 'openapi/agentgroup/systemstate',
  agentbyworkno: 'openapi/agent/agentbyworkno',
  'agentgroup-agentbyworkno': 'openapi/agentgroup/agentbyworkno',
  agentsinskill: 'openapi/realindex/agent/agentsinskill',
  totalagentabstractex3: 'openapi/vdn/totalagentabstractex3',
  totalagentstate: 'openapi/vdn/totalagentstate',
  queryAgentByStatus: 'openapi/vdn/queryAgentByStatus',
  'hisindex-agent': 'openapi/hisindex/agent',
  'skill-rindex': 'openapi/skill/rindex',
  'configures-skills': 'openapi/configures/skills',
  restreasons: 'openapi/agentgroup/restreasons/1/170',
  ping: 'ping',
};

describe('of the gateway', () => {
  test.for(GATEWAY_ROUTES)('%s is served', async (route) => {
    const { guid, gateway, simulator } = await open();
    const current = await guid();
    const [method, path] = GATEWAY_ADDRESSES[route];
    await gateway(path, { method, guid: current });
    const [asked] = simulator.requests.of('gateway', route).slice(-1);
    expect([asked?.status, asked?.agentId]).toEqual([200, 900]);
  });
});

describe('of the CMS', () => {
  test.for(CMS_ROUTES)('%s is served', async (route) => {
    const { cms, simulator } = await open();
    const reply = await cms(
      CMS_ADDRESSES[route],
      route === 'restreasons' ? undefined : { ccId: 1, vdn: 170 },
    );
    expect(reply.status).toBe(200);
    expect(simulator.requests.count('cms', route)).toBe(1);
  });
});
