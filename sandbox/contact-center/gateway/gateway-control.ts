import type { Clock } from '../clock.ts';
import type { HttpsUpstream, TlsControl } from '../https-upstream.ts';
import { CTI } from '../world/agent-states.ts';
import type { World } from '../world/world.ts';
import type { GatewayRules } from './rules.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';

/** Controls of the simulated gateway. */
export interface GatewayControl {
  readonly rules: GatewayRules;
  readonly tls: TlsControl;
  readonly sessions: readonly {
    readonly agentId: number;
    readonly polling: boolean;
    readonly lastPollAt: number;
  }[];
  /**
   * Simulates a crash: sockets are cut and all sessions are lost. The platform keeps the agents signed in for
   * `refuseSignInMs` (default 120 s), in which sign-in answers 100-002; 0 allows sign-in at once.
   */
  restart(options?: { refuseSignInMs?: number }): void;
  /** Ends all sessions and signs their agents out; connections stay open, and sign-in works. */
  dropSessions(): void;
  /** Gives every session a new GUID, delivered with its next poll; 'dead' invalidates the old GUID at once. */
  rotateGuids(options?: { oldGuid?: 'until-timeout' | 'dead' }): void;
  /** Simulates a sign-in of the bot's agent from elsewhere: the bot's session ends, and sign-in answers 100-002. */
  occupyBotAgent(): void;
  freeBotAgent(): void;
  setPassword(agentId: number | string, password: string): void;
  /** Unlocks an account after wrong passwords. */
  unlock(agentId: number | string): void;
  cutConnections(): void;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
}

interface GatewayControlOptions {
  readonly world: World;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly rules: GatewayRules;
  readonly clock: Clock;
  readonly botAgentId: number;
  readonly upstream: HttpsUpstream;
}

export function createGatewayControl(options: GatewayControlOptions): GatewayControl {
  const { world, sessions, signIn, rules, clock, botAgentId, upstream } = options;

  /** Removes sessions without an event for the polls of their agents. */
  function forget(): readonly Session[] {
    const lost = sessions.all();
    for (const { agentId } of lost) sessions.close(agentId);
    return lost;
  }

  function signOutUnlessBack(agentId: number): void {
    if (sessions.get(agentId) === undefined) world.signOut(agentId);
  }

  return {
    rules,
    tls: upstream.tls,
    get sessions() {
      return sessions
        .all()
        .map(({ agentId, wake, lastPollAt }) => ({ agentId, polling: wake !== undefined, lastPollAt }));
    },
    restart({ refuseSignInMs = rules.refuseSignInAfterCrashMs } = {}) {
      upstream.cutConnections();
      for (const { agentId } of forget()) {
        if (refuseSignInMs === 0) world.signOut(agentId);
        else clock.after(refuseSignInMs, () => signOutUnlessBack(agentId));
      }
    },
    dropSessions() {
      for (const { agentId } of forget()) world.signOut(agentId);
    },
    rotateGuids(how) {
      for (const session of sessions.all()) sessions.rotate(session, how);
    },
    occupyBotAgent() {
      sessions.close(botAgentId);
      world.setState(botAgentId, CTI.busy);
    },
    freeBotAgent: () => signOutUnlessBack(botAgentId),
    setPassword: (agentId, password) => signIn.setPassword(Number(agentId), password),
    unlock: (agentId) => signIn.unlock(Number(agentId)),
    cutConnections: () => upstream.cutConnections(),
    unplug: () => upstream.unplug(),
    plugIn: () => upstream.plugIn(),
  };
}
