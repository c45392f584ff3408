import { type Agent, secondsInState, signInDate } from '../../world/agent.ts';
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
    currentstatetime: secondsInState(agent, world.time.now()),
    logindate: signInDate(agent, world.time),
    callids: [],
    inMultimediaConf: 0,
    currentStateReason: agent.stateReason,
  };
}
