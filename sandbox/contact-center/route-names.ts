/** Names of the gateway's interfaces in faults and in the request log. */
export const GATEWAY_ROUTES = [
  'sign-in',
  'sign-out',
  'poll',
  'agentstatus',
  'updateGuid',
  'syncagentinfo',
  'agentskills',
  'agentskillsbyworkno',
  'callnums',
  'statisticsEx',
  'allcallinfoEx',
  'callinfobycallid',
  'allonlineagents',
  'agentbyworkno',
  'agentbyskill',
  'restreason',
  'agentvdnskill',
  'skillwaitnum',
  'queryacdstat',
] as const;
export type GatewayRouteName = (typeof GATEWAY_ROUTES)[number];

/** Names of the CMS's interfaces. Two pairs share their last word, so those under `agentgroup/` have a prefix. */
export const CMS_ROUTES = [
  'queryagentcalls',
  'agentgroup-queryagentcalls',
  'systemstate',
  'agentbyworkno',
  'agentgroup-agentbyworkno',
  'agentsinskill',
  'totalagentabstractex3',
  'totalagentstate',
  'queryAgentByStatus',
  'hisindex-agent',
  'skill-rindex',
  'configures-skills',
  'restreasons',
  'ping',
] as const;
export type CmsRouteName = (typeof CMS_ROUTES)[number];

/** `unknown` is a path that the upstream does not have. */
export type RouteName = GatewayRouteName | CmsRouteName | 'unknown';

export function isRouteOf(upstream: 'gateway' | 'cms', route: string): boolean {
  const names: readonly string[] = upstream === 'gateway' ? GATEWAY_ROUTES : CMS_ROUTES;
  return route === 'unknown' || names.includes(route);
}
