import type { Agent } from '../../world/agent.ts';
import { CTI, gatewayStatus } from '../../world/agent-states.ts';
import type { World } from '../../world/world.ts';

/** An agent as `allonlineagents` and its relatives show one: states as strings, the unused fields there all the same (page 0416). */
export function agentRow(agent: Agent, world: World): Record<string, unknown> {
  return {
    workno: String(agent.id),
    name: agent.name,
    status: String(gatewayStatus(agent.state)),
    ctiStatus: String(agent.state),
    groupid: agent.groupId,
    groupname: null,
    skilllist: [],
    mediatype: agent.state === CTI.signedOut ? 'FFF' : agent.mediaType,
    vdnid: world.vdn,
    phonenumber: agent.state === CTI.signedOut ? '' : agent.phone,
    currentstatetime: secondsInState(agent, world),
    logindate: signInDate(agent, world),
    callids: [],
    inMultimediaConf: 0,
    currentStateReason: agent.stateReason,
  };
}

export function secondsInState(agent: Agent, world: World): number {
  return Math.floor((world.time.now() - agent.stateSince) / 1000);
}

/** The platform's "never": the last second of 32 bits, in the year 2106 (CMS page 2643). */
const NEVER_MS = 4_294_967_295_000;

/** When the agent signed in, in epoch milliseconds; the year 2106 for one who did not. */
export function signInDate(agent: Agent, world: World): number {
  return agent.signedInAt === undefined ? NEVER_MS : world.time.reported(agent.signedInAt);
}
