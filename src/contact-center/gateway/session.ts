import type { Clock } from '../../clock.ts';
import { FloorwalkerError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { sleep, withTimeout } from '../../time.ts';
import { toTransportError } from '../http/transport-errors.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import type { LiveSession } from './live-session.ts';
import { pollUntilLost } from './poll.ts';
import { createSessionOpening, type SessionOpening } from './session-opening.ts';
import { SessionState } from './session-state.ts';
import { SESSION_TIMING, type SessionTiming } from './session-timing.ts';
import { type GatewayAgent, logSignInFailure } from './sign-in.ts';

export interface GatewaySessionOptions {
  readonly client: UpstreamClient;
  readonly agent: GatewayAgent;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timing?: Partial<SessionTiming> | undefined;
}

/**
 * The resident session of the bot's own agent: signs in, polls, signs in again when the gateway has lost the session, and
 * signs out at the end. At most one sign-in runs at a time, even if many queries wait for it.
 */
export class GatewaySession {
  readonly state: SessionState;
  readonly #options: GatewaySessionOptions;
  readonly #logger: Logger;
  readonly #timing: SessionTiming;
  readonly #opening: SessionOpening;
  readonly #stopping = new AbortController();
  /** The last session that this process opened; the gateway may still know it. */
  #last: LiveSession | null = null;
  /** The last call of `hold`. */
  #holding: { readonly released: AbortSignal; readonly ended: Promise<void> } | null = null;
  #stopped: Promise<void> | undefined;

  constructor(options: GatewaySessionOptions) {
    this.#options = options;
    this.#logger = options.logger.child({ agentId: options.agent.agentId });
    this.#timing = { ...SESSION_TIMING, ...options.timing };
    this.#opening = createSessionOpening({ ...options, ...this.#timing });
    this.state = new SessionState(options.clock);
  }

  /** Starts to hold the session; returns before the first sign-in. */
  start(): void {
    if (this.#holding === null) void this.hold();
  }

  /**
   * Keeps a session open until `stop`, or until `released` is aborted, which ends the polls without a sign-out.
   *
   * @param adopted returns a session of another process, which is continued if the gateway still knows it
   */
  hold(
    released: AbortSignal = new AbortController().signal,
    adopted: () => LiveSession | null = () => null,
  ): Promise<void> {
    const ended = this.#keepOpen(AbortSignal.any([this.#stopping.signal, released]), adopted);
    this.#holding = { released, ended };
    return ended;
  }

  /** Signs out; further calls return the same promise. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    // Waits a short time for a running sign-in, so that its session can be closed.
    if (this.#holding !== null) await withTimeout(this.#holding.ended, this.#timing.signOutTimeoutMs);
    const session = this.state.session();
    if (this.#holding?.released.aborted === false && session !== null) await this.#signOut(session);
    const failure = new FloorwalkerError('gateway-signed-out', { detail: 'stopping' });
    this.state.become({ kind: 'stopped', failure });
  }

  async #keepOpen(stop: AbortSignal, adopted: () => LiveSession | null): Promise<void> {
    const { client, agent, clock } = this.#options;
    const logger = this.#logger;
    let failures = 0;
    let shortLives = 0;
    while (!stop.aborted) {
      const since = clock.monotonic();
      const session =
        (await this.#resumeAdopted(adopted())) ?? (await this.#signIn()) ?? (await this.#resumeLast());
      if (session !== undefined) {
        failures = 0;
        this.#last = session;
        await pollUntilLost({ client, agentId: agent.agentId, session, stop, timing: this.#timing, logger });
        if (stop.aborted) return;
        shortLives = clock.monotonic() - since < this.#timing.steadyMs ? shortLives + 1 : 0;
        await this.#afterLoss(session, shortLives, stop);
      } else if (this.state.health().state === 'stopped') {
        return;
      } else {
        failures += 1;
        await this.#pause(failures, stop);
      }
    }
  }

  /** Signs in again at once after a first loss. After repeated short sessions (nodes that do not share sessions) it waits. */
  async #afterLoss(session: LiveSession, shortLives: number, stop: AbortSignal): Promise<void> {
    this.state.invalidate(session);
    if (shortLives < 2) return;
    const failure = new FloorwalkerError('gateway-signed-out', { detail: `${shortLives} short sessions` });
    this.state.become({ kind: 'waiting', failure });
    await this.#pause(shortLives - 1, stop);
  }

  /** Continues the session of the previous holder without a sign-in, if the gateway still knows it. */
  async #resumeAdopted(adopted: LiveSession | null): Promise<LiveSession | undefined> {
    const session = await this.#resume(adopted);
    if (session !== undefined) this.#logger.info({}, 'gateway session adopted');
    return session;
  }

  async #signIn(): Promise<LiveSession | undefined> {
    this.state.become({ kind: 'signing-in' });
    try {
      const { session, warning, doubt } = await this.#opening.open();
      if (doubt !== undefined) return await this.#verify(session, doubt);
      this.state.become({ kind: 'signed-in', session });
      this.#logger.info({}, 'signed in to the gateway');
      if (warning !== undefined) this.#logger.warn({ warning }, 'gateway password warning');
      return session;
    } catch (error) {
      const failure = toTransportError(error);
      logSignInFailure(this.#logger, failure);
      const kind = failure.code === 'gateway-sign-in-refused' ? 'stopped' : 'waiting';
      this.state.become({ kind, failure });
      return undefined;
    }
  }

  /**
   * Checks a session whose sign-in reply has a GUID and a malformed body. If the session exists, another sign-in would be
   * answered with 100-002 for two minutes, so the session is remembered even if the check fails.
   */
  async #verify(opened: LiveSession, doubt: FloorwalkerError): Promise<LiveSession> {
    this.#last = opened;
    const session = await this.#resume(opened);
    if (session === undefined) throw doubt;
    const { code, detail } = doubt;
    this.#logger.warn({ code, detail }, 'signed in to the gateway; its reply could not be read');
    return session;
  }

  /**
   * Continues the last session after 100-002. The refusal that ended it may have come from a proxy in front of the gateway:
   * then the session still exists, and the agent is in use by the bot itself.
   */
  async #resumeLast(): Promise<LiveSession | undefined> {
    const session = this.#isInUse() ? await this.#resume(this.#last) : undefined;
    if (session !== undefined) this.#logger.info({}, 'gateway session resumed');
    return session;
  }

  /** `undefined` if the gateway does not know the session, or does not answer. */
  async #resume(known: LiveSession | null): Promise<LiveSession | undefined> {
    const session = known === null ? undefined : await this.#opening.resume(known).catch(() => undefined);
    if (session !== undefined) this.state.become({ kind: 'signed-in', session });
    return session;
  }

  #isInUse(): boolean {
    return this.state.health().failure === 'gateway-agent-in-use';
  }

  async #pause(failures: number, signal: AbortSignal): Promise<void> {
    const { firstRetryMs, longestRetryMs, inUseRetryMs } = this.#timing;
    const backOff = Math.min(firstRetryMs * 2 ** (failures - 1), longestRetryMs);
    await sleep(this.#isInUse() ? inUseRetryMs : backOff, signal);
  }

  async #signOut(session: LiveSession): Promise<void> {
    try {
      await this.#opening.close(session);
      this.#logger.info({}, 'signed out of the gateway');
    } catch (error) {
      const { code } = toTransportError(error);
      this.#logger.warn({ code }, 'gateway sign-out failed; the gateway ends the session after 2 minutes');
    }
  }
}
