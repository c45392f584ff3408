import type { Agent } from '../world/agent.ts';
import { CTI, type CtiState } from '../world/agent-states.ts';
import type { World } from '../world/world.ts';
import type { Sessions } from './sessions.ts';

/** Tells signed-in agents, through their polls, what happens to them. */
export function publishAgentEvents(world: World, sessions: Sessions): void {
  world.onChange((agent: Agent, from: CtiState) => {
    const session = sessions.get(agent.id);
    if (session === undefined) return;
    const push = (eventType: string, content?: unknown): void => sessions.push(session, eventType, content);
    switch (agent.state) {
      case CTI.signedOut:
        // A fresh sign-in also passes here, on its way from whatever the platform still held the agent to be.
        if (session.events.some(({ eventType }) => eventType === 'AgentOther_InService')) return;
        session.ending = true;
        return push('AgentOther_ShutdownService');
      case CTI.idle:
        return push(leaving(from));
      case CTI.ringing:
        return push('AgentEvent_Ringing', { callid: agent.calls.at(-1)?.id });
      case CTI.talking:
        return push('AgentEvent_Talking', { callid: agent.calls.at(-1)?.id });
      case CTI.wrapUp:
        return push('AgentState_Work');
      case CTI.busy:
        if (from === CTI.signedOut) push('AgentState_Ready');
        return push('AgentState_SetNotReady_Success', { reason: String(agent.stateReason) });
      case CTI.rest:
        return push('AgentState_SetRest_Success');
      default:
    }
  });
}

function leaving(from: CtiState): string {
  if (from === CTI.busy) return 'AgentState_CancelNotReady_Success';
  if (from === CTI.rest) return 'AgentState_CancelRest_Success';
  return from === CTI.wrapUp ? 'AgentState_CancelWork_Success' : 'AgentState_Ready';
}
