import { type Agent, secondsInState, signInDate } from '../../world/agent.ts';
import { CTI, gatewayStatus } from '../../world/agent-states.ts';
import type { World } from '../../world/world.ts';

/**
 * Returns the row of an agent in `allonlineagents` and similar lists. States are strings, and unused fields are present
 * (page 0416).
 */
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
    currentstatetime: secondsInState(agent, world.time.now()),
    logindate: signInDate(agent, world.time),
    callids: [],
    inMultimediaConf: 0,
    currentStateReason: agent.stateReason,
  };
}
