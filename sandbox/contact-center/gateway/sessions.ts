import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';

interface AgentEvent {
  readonly eventType: string;
  readonly workNo: string;
  readonly content: unknown;
}

/** The session of an agent that signed in through this gateway. */
export interface Session {
  readonly agentId: number;
  /** The load balancer's cookie that leads to this session's node. */
  readonly cookie: string;
  guid: string;
  guidIssuedAt: number;
  superseded: SupersededGuid[];
  lastPollAt: number;
  events: AgentEvent[];
  /** Answers the waiting poll; `undefined` if no poll waits. */
  wake: (() => void) | undefined;
  /** Whether the agent was signed out from elsewhere: the client can only fetch the event about it. */
  ending: boolean;
}

interface SupersededGuid {
  readonly guid: string;
  readonly validUntil: number;
  callsLeft: number;
}

export interface SessionRules {
  /** 'static' (AUTHMODE 1) keeps one GUID per sign-in, 'dynamic' (AUTHMODE 2) changes it during polling. */
  readonly authMode: 'static' | 'dynamic';
  /**
   * Milliseconds between new GUIDs, and the lifetime of a replaced one; 0: a new GUID with every poll (cec_05_40110).
   */
  readonly guidIntervalMs: number;
  readonly guidTimeoutMs: number;
  /** The number of further requests for which a replaced GUID is valid, within its lifetime. */
  readonly supersededGuidCalls: number;
  /** Milliseconds without a poll after which the agent is signed out (page 1202). */
  readonly pollTimeoutMs: number;
}

export interface Sessions {
  get(agentId: number): Session | undefined;
  all(): readonly Session[];
  open(agentId: number): Session;
  close(agentId: number): void;
  /** Whether a GUID is valid for a session now. */
  accepts(session: Session, guid: string | undefined): boolean;
  /** Counts a request with a GUID that is valid for a limited number of requests. */
  spend(session: Session, guid: string | undefined): void;
  ownerOf(guid: string | undefined): Session | undefined;
  rotate(session: Session, options?: { oldGuid?: 'until-timeout' | 'dead' }): void;
  /** Replaces the GUID if its time is over. */
  rotateIfDue(session: Session): void;
  push(session: Session, eventType: string, content?: unknown): void;
  polled(session: Session): void;
  stop(): void;
}

interface SessionsOptions {
  readonly clock: Clock;
  readonly rules: SessionRules;
  /** Called when an agent has not polled within the time limit. */
  readonly onExpired: (session: Session) => void;
}

const NODE = 'AgentGateway1';

export function createSessions({ clock, rules, onExpired }: SessionsOptions): Sessions {
  const sessions = new Map<number, Session>();
  const sweeps = new Map<number, () => void>();

  const dynamic = rules.authMode === 'dynamic';

  function watchPolling(session: Session): void {
    sweeps.get(session.agentId)?.();
    const left = session.lastPollAt + rules.pollTimeoutMs - clock.now();
    const sweep = (): void => {
      if (sessions.get(session.agentId) !== session) return;
      const waitsNow = session.wake !== undefined;
      if (waitsNow) session.lastPollAt = clock.now();
      if (clock.now() - session.lastPollAt >= rules.pollTimeoutMs) {
        close(session.agentId);
        onExpired(session);
      } else watchPolling(session);
    };
    sweeps.set(session.agentId, clock.after(Math.max(1, left), sweep));
  }

  function close(agentId: number): void {
    const session = sessions.get(agentId);
    if (session === undefined) return;
    sessions.delete(agentId);
    sweeps.get(agentId)?.();
    session.wake?.();
  }

  function accepts(session: Session, guid: string | undefined): boolean {
    if (guid === undefined) return false;
    const now = clock.now();
    if (guid === session.guid) return !dynamic || now < session.guidIssuedAt + rules.guidTimeoutMs;
    const old = session.superseded.find((candidate) => candidate.guid === guid);
    return old !== undefined && now < old.validUntil && old.callsLeft > 0;
  }

  function spend(session: Session, guid: string | undefined): void {
    const old = session.superseded.find((candidate) => candidate.guid === guid);
    if (old !== undefined) old.callsLeft -= 1;
  }

  function rotate(
    session: Session,
    { oldGuid = 'until-timeout' }: { oldGuid?: 'until-timeout' | 'dead' } = {},
  ): void {
    const validUntil = oldGuid === 'dead' ? 0 : session.guidIssuedAt + rules.guidTimeoutMs;
    session.superseded = [
      { guid: session.guid, validUntil, callsLeft: rules.supersededGuidCalls },
      ...session.superseded.filter((old) => old.validUntil > clock.now()).slice(0, 9),
    ];
    session.guid = newGuid();
    session.guidIssuedAt = clock.now();
  }

  return {
    get: (agentId) => sessions.get(agentId),
    all: () => [...sessions.values()],
    open(agentId) {
      close(agentId);
      const session: Session = {
        agentId,
        cookie: randomBytes(16).toString('hex'),
        guid: newGuid(),
        guidIssuedAt: clock.now(),
        superseded: [],
        lastPollAt: clock.now(),
        events: [],
        wake: undefined,
        ending: false,
      };
      sessions.set(agentId, session);
      watchPolling(session);
      return session;
    },
    close,
    accepts,
    spend,
    ownerOf: (guid) => [...sessions.values()].find((session) => accepts(session, guid)),
    rotate,
    rotateIfDue(session) {
      if (dynamic && clock.now() - session.guidIssuedAt >= rules.guidIntervalMs) rotate(session);
    },
    push(session, eventType, content = null) {
      session.events.push({ eventType, workNo: String(session.agentId), content });
      session.wake?.();
    },
    polled(session) {
      session.lastPollAt = clock.now();
      watchPolling(session);
    },
    stop() {
      for (const agentId of sessions.keys()) close(agentId);
    },
  };
}

function newGuid(): string {
  return `${randomUUID()}.${NODE}`;
}
