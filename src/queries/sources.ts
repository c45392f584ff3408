import type { Source } from '../domain/floor/fact.ts';

/** The upstream interfaces, named as in the upstreams' documents. */
export const SOURCES = {
  callNums: { upstream: 'CC-Gateway', endpoint: 'callnums' },
  statisticsEx: { upstream: 'CC-Gateway', endpoint: 'statisticsEx' },
  allOnlineAgents: { upstream: 'CC-Gateway', endpoint: 'allonlineagents' },
  gatewayAgent: { upstream: 'CC-Gateway', endpoint: 'agentbyworkno' },
  allCallInfo: { upstream: 'CC-Gateway', endpoint: 'allcallinfoEx' },
  queryAgentCalls: { upstream: 'CC-CMS', endpoint: 'agent/queryagentcalls' },
  agentIndicators: { upstream: 'CC-CMS', endpoint: 'hisindex/agent' },
  cmsAgent: { upstream: 'CC-CMS', endpoint: 'agent/agentbyworkno' },
  systemState: { upstream: 'CC-CMS', endpoint: 'agentgroup/systemstate' },
  agentAbstracts: { upstream: 'CC-CMS', endpoint: 'vdn/totalagentabstractex3' },
  agentVdnSkill: { upstream: 'CC-Gateway', endpoint: 'agentvdnskill' },
  configuredSkills: { upstream: 'CC-CMS', endpoint: 'configures/skills' },
  queryAcdStat: { upstream: 'CC-Gateway', endpoint: 'queryacdstat' },
  skillIndicators: { upstream: 'CC-CMS', endpoint: 'skill/rindex' },
} as const satisfies Record<string, Source>;
