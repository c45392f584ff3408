import type { Clock } from '../../clock.ts';
import { credentialsOf, joinSession, type LiveSession, type SessionCredentials } from './live-session.ts';
import { GatewaySession, type GatewaySessionOptions } from './session.ts';
import type { SessionState } from './session-state.ts';

interface Holding {
  /** Monotonic milliseconds. */
  readonly since: number;
  readonly release: AbortController;
  readonly ended: Promise<void>;
}

/** The gateway session of several processes with one agent: one process holds it, the others use it for their queries. */
export class SharedGatewaySession {
  readonly state: SessionState;
  readonly #session: GatewaySession;
  readonly #clock: Clock;
  /** `null` while another process holds the session. */
  #holding: Holding | null = null;
  /** The last session that was adopted from another process; `null` once this process has tried to continue it. */
  #adopted: LiveSession | null = null;

  constructor(options: GatewaySessionOptions) {
    this.#session = new GatewaySession(options);
    this.state = this.#session.state;
    this.#clock = options.clock;
  }

  /** Starts to hold the session; returns before the first sign-in. */
  start(): void {
    const before = this.#holding;
    if (before?.release.signal.aborted === false) return;
    const release = new AbortController();
    const hold = () => this.#session.hold(release.signal, () => this.#takeAdopted());
    // A release that is under way ends first.
    const ended = before === null ? hold() : before.ended.then(hold);
    this.#holding = { since: this.#clock.monotonic(), release, ended };
  }

  /** Stops polling without a sign-out, so that another process can continue the session. */
  async release(): Promise<void> {
    const holding = this.#holding;
    holding?.release.abort();
    await holding?.ended;
    if (this.#holding === holding) this.#holding = null;
  }

  /** Uses the session of another process for queries, and continues it if this process starts to hold the session. */
  adopt(credentials: SessionCredentials): void {
    const session = joinSession(credentials);
    this.#adopted = session;
    const isOurs = this.state.session()?.guid.current === credentials.guid;
    if (!this.isHeld() && !isOurs) this.state.become({ kind: 'signed-in', session });
  }

  /** The credentials for other processes; `null` while this process holds no session. */
  credentials(): SessionCredentials | null {
    const session = this.isHeld() ? this.state.session() : null;
    return session && credentialsOf(session);
  }

  /**
   * True if this process holds the session, or tries to sign in.
   *
   * @param atLeastMs the minimum time for which it has done so
   */
  isHeld(atLeastMs = 0): boolean {
    return this.#holding !== null && this.#clock.monotonic() - this.#holding.since >= atLeastMs;
  }

  stop(): Promise<void> {
    return this.#session.stop();
  }

  #takeAdopted(): LiveSession | null {
    const adopted = this.#adopted;
    this.#adopted = null;
    return adopted;
  }
}
