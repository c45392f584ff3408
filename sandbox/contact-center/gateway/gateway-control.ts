import type { Clock } from '../clock.ts';
import type { HttpsUpstream, TlsControl } from '../https-upstream.ts';
import { CTI } from '../world/agent-states.ts';
import type { World } from '../world/world.ts';
import type { GatewayRules } from './rules.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';

/** What can be done to the gateway from outside. */
export interface GatewayControl {
  readonly rules: GatewayRules;
  readonly tls: TlsControl;
  readonly sessions: readonly {
    readonly agentId: number;
    readonly polling: boolean;
    readonly lastPollAt: number;
  }[];
  /** A crash: sockets are cut and every session is gone. The platform holds the agents to be signed in for a while, so sign-in
   *  answers 100-002 for `refuseSignInMs` (default 120 s); 0 lets them in at once. */
  restart(options?: { refuseSignInMs?: number }): void;
  /** Every session is gone and its agent signed out; connections stay, sign-in works. */
  dropSessions(): void;
  /** A new GUID for every session, delivered with its next poll; 'dead' makes the old one invalid at once. */
  rotateGuids(options?: { oldGuid?: 'until-timeout' | 'dead' }): void;
  /** Somebody else signs in as the bot's agent, elsewhere: its session ends and sign-in answers 100-002. */
  occupyBotAgent(): void;
  freeBotAgent(): void;
  setPassword(agentId: number | string, password: string): void;
  /** Forgives wrong passwords. */
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

  /** Forgets sessions without a word to their agents' polls. */
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
