import type { Agent } from '../world/agent.ts';
import { CTI, type CtiState } from '../world/agent-states.ts';
import type { World } from '../world/world.ts';
import type { Sessions } from './sessions.ts';

/** Sends events about signed-in agents through their polls. */
export function publishAgentEvents(world: World, sessions: Sessions): void {
  world.onChange((agent: Agent, from: CtiState) => {
    const session = sessions.get(agent.id);
    if (session === undefined) return;
    const push = (eventType: string, content?: unknown): void => sessions.push(session, eventType, content);
    if (agent.state === CTI.signedOut) {
      // A sign-in passes through the signed-out state if the platform still held the agent in another state. This
      // does not end the new session.
      if (session.events.some(({ eventType }) => eventType === 'AgentOther_InService')) return;
      session.ending = true;
      push('AgentOther_ShutdownService');
    }
    if (agent.state === CTI.idle) push(leaving(from));
    if (agent.state === CTI.ringing) push('AgentEvent_Ringing', { callid: agent.calls.at(-1)?.id });
    if (agent.state === CTI.talking) push('AgentEvent_Talking', { callid: agent.calls.at(-1)?.id });
    if (agent.state === CTI.wrapUp) push('AgentState_Work');
    if (agent.state === CTI.busy && from === CTI.signedOut) push('AgentState_Ready');
    if (agent.state === CTI.busy)
      push('AgentState_SetNotReady_Success', { reason: String(agent.stateReason) });
    if (agent.state === CTI.rest) push('AgentState_SetRest_Success');
  });
}

function leaving(from: CtiState): string {
  if (from === CTI.busy) return 'AgentState_CancelNotReady_Success';
  if (from === CTI.rest) return 'AgentState_CancelRest_Success';
  return from === CTI.wrapUp ? 'AgentState_CancelWork_Success' : 'AgentState_Ready';
}
