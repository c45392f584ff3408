import type { Clock } from '../../clock.ts';
import { type ErrorCode, type FailureReason, FloorwalkerError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { sleep, withTimeout } from '../../time.ts';
import { certificateFields } from '../http/certificate-fields.ts';
import { toTransportError } from '../http/transport-errors.ts';
import type { UpstreamClient } from '../http/upstream-client.ts';
import { joinSession, type LiveSession, type SharedSession, sharedOf } from './live-session.ts';
import { pollUntilLost } from './poll.ts';
import { createSessionOpening, type SessionOpening } from './session-opening.ts';
import { SESSION_TIMING, type SessionTiming } from './session-timing.ts';
import type { GatewayAgent } from './sign-in.ts';

export interface GatewaySessionOptions {
  readonly client: UpstreamClient;
  readonly agent: GatewayAgent;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timing?: Partial<SessionTiming> | undefined;
}

type State =
  | { readonly kind: 'signing-in' }
  | { readonly kind: 'signed-in'; readonly session: LiveSession }
  | { readonly kind: 'waiting' | 'stopped'; readonly failure: FloorwalkerError };

export interface SessionHealth {
  readonly state: State['kind'];
  readonly failure: ErrorCode | null;
  /** The lasting cause of the failure, for example a certificate; absent if there is none. */
  readonly reason?: FailureReason;
  /** Time of the last change of state, epoch milliseconds. */
  readonly since: number;
}

/**
 * The resident session of the bot's own agent: signs in, polls, signs in again when the gateway has lost the session, and
 * signs out at the end. At most one sign-in runs at a time, even if many queries wait for it.
 */
export class GatewaySession {
  readonly #options: GatewaySessionOptions;
  readonly #timing: SessionTiming;
  readonly #opening: SessionOpening;
  readonly #stopping = new AbortController();
  /** Aborted when this process gives the session up; `null` while another process holds it. */
  #leading: AbortController | null = null;
  #heldSince = 0;
  /** The last session that this process opened; the gateway may still know it. */
  #last: LiveSession | null = null;
  /** The last session that was adopted from another process. */
  #shared: LiveSession | null = null;
  #state: State = { kind: 'signing-in' };
  #since: number;
  #changed = Promise.withResolvers<void>();
  #running: Promise<void> = Promise.resolve();

  constructor(options: GatewaySessionOptions) {
    this.#options = options;
    this.#timing = { ...SESSION_TIMING, ...options.timing };
    this.#opening = createSessionOpening({ ...options, ...this.#timing });
    this.#since = options.clock.now();
  }

  /** Starts to hold the session; returns before the first sign-in. */
  start(): void {
    if (this.#leading?.signal.aborted === false) return;
    // A release that is under way ends first.
    const ending = this.#leading === null ? undefined : this.#running;
    this.#leading = new AbortController();
    this.#heldSince = this.#options.clock.monotonic();
    const stop = AbortSignal.any([this.#stopping.signal, this.#leading.signal]);
    this.#running = ending === undefined ? this.#live(stop) : ending.then(() => this.#live(stop));
  }

  /** Stops polling without a sign-out, so that another process can continue the session. */
  async release(): Promise<void> {
    const leading = this.#leading;
    leading?.abort();
    await this.#running;
    if (this.#leading === leading) this.#leading = null;
  }

  /** Uses the session of another process for queries, and continues it if this process starts to hold the session. */
  adopt(shared: SharedSession): void {
    this.#shared = joinSession(shared);
    const isOurs = this.#state.kind === 'signed-in' && this.#state.session.guid.current === shared.guid;
    if (!this.isHeld() && !isOurs) this.#become({ kind: 'signed-in', session: this.#shared });
  }

  /** The session for other processes; `null` while this process holds none. */
  shared(): SharedSession | null {
    return this.isHeld() && this.#state.kind === 'signed-in' ? sharedOf(this.#state.session) : null;
  }

  /**
   * True if this process holds the session, or tries to sign in.
   *
   * @param atLeastMs the minimum time for which it has done so
   */
  isHeld(atLeastMs = 0): boolean {
    return this.#leading !== null && this.#options.clock.monotonic() - this.#heldSince >= atLeastMs;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    // Waits a short time for a running sign-in, so that its session can be closed.
    await withTimeout(this.#running, this.#timing.signOutTimeoutMs);
    if (this.isHeld() && this.#state.kind === 'signed-in') await this.#signOut(this.#state.session);
    this.#become({
      kind: 'stopped',
      failure: new FloorwalkerError('gateway-signed-out', { detail: 'stopping' }),
    });
  }

  /**
   * Returns the open session; waits while a sign-in is running.
   *
   * @throws {FloorwalkerError} the failure of the last sign-in, while the bot waits for the next one or has stopped
   */
  async current(signal: AbortSignal): Promise<LiveSession> {
    for (;;) {
      if (this.#state.kind === 'signed-in') return this.#state.session;
      if (this.#state.kind !== 'signing-in') throw this.#state.failure;
      await Promise.race([this.#changed.promise, aborted(signal)]);
    }
  }

  /** Marks a session as lost; called with proof that the gateway no longer knows it. */
  invalidate(session: LiveSession): void {
    if (this.#state.kind !== 'signed-in' || this.#state.session !== session) return;
    this.#become({ kind: 'signing-in' });
    session.lost.abort();
  }

  health(): SessionHealth {
    const failure = 'failure' in this.#state ? this.#state.failure : undefined;
    return {
      state: this.#state.kind,
      failure: failure?.code ?? null,
      since: this.#since,
      ...(failure?.reason === undefined ? {} : { reason: failure.reason }),
    };
  }

  async #live(stop: AbortSignal): Promise<void> {
    const { client, agent, logger, clock } = this.#options;
    let failures = 0;
    let shortLives = 0;
    while (!stop.aborted) {
      const since = clock.monotonic();
      const session = (await this.#resumeAdopted()) ?? (await this.#signIn()) ?? (await this.#resume());
      if (session !== undefined) {
        failures = 0;
        this.#last = session;
        await pollUntilLost({ client, agentId: agent.agentId, session, stop, timing: this.#timing, logger });
        if (stop.aborted) return;
        shortLives = clock.monotonic() - since < this.#timing.steadyMs ? shortLives + 1 : 0;
        await this.#afterLoss(session, shortLives, stop);
      } else if (this.#state.kind === 'stopped') {
        return;
      } else {
        failures += 1;
        await this.#pause(failures, stop);
      }
    }
  }

  /** Signs in again at once after a first loss. After repeated short sessions (nodes that do not share sessions) it waits. */
  async #afterLoss(session: LiveSession, shortLives: number, stop: AbortSignal): Promise<void> {
    this.invalidate(session);
    if (shortLives < 2) return;
    const failure = new FloorwalkerError('gateway-signed-out', { detail: `${shortLives} short sessions` });
    this.#become({ kind: 'waiting', failure });
    await this.#pause(shortLives - 1, stop);
  }

  /** Continues the session of the previous holder without a sign-in, if the gateway still knows it. */
  async #resumeAdopted(): Promise<LiveSession | undefined> {
    const last = this.#shared;
    this.#shared = null;
    const session = last === null ? undefined : await this.#opening.resume(last).catch(() => undefined);
    if (session === undefined) return undefined;
    this.#become({ kind: 'signed-in', session });
    this.#options.logger.info({ agentId: this.#options.agent.agentId }, 'gateway session adopted');
    return session;
  }

  async #signIn(): Promise<LiveSession | undefined> {
    const { agent, logger } = this.#options;
    this.#become({ kind: 'signing-in' });
    try {
      const { session, warning, doubt } = await this.#opening.open();
      if (doubt !== undefined) return await this.#verify(session, doubt);
      this.#become({ kind: 'signed-in', session });
      logger.info({ agentId: agent.agentId }, 'signed in to the gateway');
      if (warning !== undefined) logger.warn({ agentId: agent.agentId, warning }, 'gateway password warning');
      return session;
    } catch (error) {
      this.#fail(toTransportError(error));
      return undefined;
    }
  }

  /**
   * Checks a session whose sign-in reply has a GUID and an unreadable body. If the session exists, another sign-in would be
   * answered with 100-002 for two minutes, so the session is remembered even if the check fails.
   */
  async #verify(opened: LiveSession, doubt: FloorwalkerError): Promise<LiveSession> {
    this.#last = opened;
    const session = await this.#opening.resume(opened).catch(() => undefined);
    if (session === undefined) throw doubt;
    this.#become({ kind: 'signed-in', session });
    const { agent, logger } = this.#options;
    const { code, detail } = doubt;
    logger.warn(
      { agentId: agent.agentId, code, detail },
      'signed in to the gateway; its reply could not be read',
    );
    return session;
  }

  /**
   * Continues the last session after 100-002. The refusal that ended it may have come from a proxy in front of the gateway:
   * then the session still exists, and the agent is in use by the bot itself.
   */
  async #resume(): Promise<LiveSession | undefined> {
    if (this.#last === null || !this.#isInUse()) return undefined;
    const { agent, logger } = this.#options;
    const session = await this.#opening.resume(this.#last).catch(() => undefined);
    if (session === undefined) return undefined;
    this.#become({ kind: 'signed-in', session });
    logger.info({ agentId: agent.agentId }, 'gateway session resumed');
    return session;
  }

  #isInUse(): boolean {
    return this.#state.kind === 'waiting' && this.#state.failure.code === 'gateway-agent-in-use';
  }

  #fail(failure: FloorwalkerError): void {
    const { agent, logger } = this.#options;
    const { code, detail, reason } = failure;
    const fields = { agentId: agent.agentId, code, detail, ...certificateFields('CC-Gateway', reason) };
    if (failure.code === 'gateway-sign-in-refused') {
      logger.error(
        fields,
        'gateway sign-in refused for good: correct GATEWAY_AGENT_ID, GATEWAY_PASSWORD and GATEWAY_PHONE, unlock the agent ' +
          'if necessary, and restart. There is no retry, because it could lock the agent',
      );
      this.#become({ kind: 'stopped', failure });
      return;
    }
    const message =
      failure.code === 'gateway-agent-in-use'
        ? 'gateway agent already signed in, which lasts up to 2 minutes after a crash: retrying slowly, the CMS answers meanwhile'
        : 'gateway sign-in failed: retrying, the CMS answers meanwhile';
    logger.warn(fields, message);
    this.#become({ kind: 'waiting', failure });
  }

  async #pause(failures: number, signal: AbortSignal): Promise<void> {
    const { firstRetryMs, longestRetryMs, inUseRetryMs } = this.#timing;
    const backOff = Math.min(firstRetryMs * 2 ** (failures - 1), longestRetryMs);
    await sleep(this.#isInUse() ? inUseRetryMs : backOff, signal);
  }

  async #signOut(session: LiveSession): Promise<void> {
    const { agent, logger } = this.#options;
    const { agentId } = agent;
    try {
      await this.#opening.close(session);
      logger.info({ agentId }, 'signed out of the gateway');
    } catch (error) {
      const { code } = toTransportError(error);
      logger.warn({ agentId, code }, 'gateway sign-out failed; the gateway ends the session after 2 minutes');
    }
  }

  #become(state: State): void {
    // A hung sign-in may still end after `stop`.
    if (this.#state.kind === 'stopped') return;
    if (state.kind !== this.#state.kind) this.#since = this.#options.clock.now();
    this.#state = state;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
