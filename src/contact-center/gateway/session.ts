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
  /** Left out where nothing lasting is known of the failure. */
  readonly reason?: FailureReason;
  /** Since when it is in this state, epoch milliseconds. */
  readonly since: number;
}

/**
 * The one resident session of the bot's own agent: signs in, polls without pause, signs in again when the gateway
 * lost it, signs out at the end. Exactly one sign-in runs at a time however many questions wait for it.
 */
export class GatewaySession {
  readonly #options: GatewaySessionOptions;
  readonly #timing: SessionTiming;
  readonly #opening: SessionOpening;
  readonly #stopping = new AbortController();
  /** Ends this process's hold on the session; `null` while it holds none. */
  #leading: AbortController | null = null;
  #heldSince = 0;
  /** The last that this process opened, perhaps there still. */
  #last: LiveSession | null = null;
  /** What another process told last. */
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

  /** Returns at once; the first sign-in goes on behind it. */
  start(): void {
    if (this.#leading?.signal.aborted === false) return;
    // A session that is being handed over just now ends first.
    const ending = this.#leading === null ? undefined : this.#running;
    this.#leading = new AbortController();
    this.#heldSince = this.#options.clock.monotonic();
    const stop = AbortSignal.any([this.#stopping.signal, this.#leading.signal]);
    this.#running = ending === undefined ? this.#live(stop) : ending.then(() => this.#live(stop));
  }

  /** Leaves the session to another process, which goes on with it: nothing is signed out, nothing polled any more. */
  async handOver(): Promise<void> {
    const leading = this.#leading;
    leading?.abort();
    await this.#running;
    if (this.#leading === leading) this.#leading = null;
  }

  /** Another process holds the session: asks under its GUID, and goes on with it should this process come to hold it. */
  follow(shared: SharedSession): void {
    this.#shared = joinSession(shared);
    const isOurs = this.#state.kind === 'signed-in' && this.#state.session.guid.current === shared.guid;
    if (!this.isHeld() && !isOurs) this.#become({ kind: 'signed-in', session: this.#shared });
  }

  /** What others need to follow; `null` while this process holds no session. */
  shared(): SharedSession | null {
    return this.isHeld() && this.#state.kind === 'signed-in' ? sharedOf(this.#state.session) : null;
  }

  /** Whether this process holds the session, or tries to, and has for that long. */
  isHeld(atLeastMs = 0): boolean {
    return this.#leading !== null && this.#options.clock.monotonic() - this.#heldSince >= atLeastMs;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    // A sign-in under way is let finish, so that what it opened can be closed; but not for long.
    await withTimeout(this.#running, this.#timing.signOutTimeoutMs);
    if (this.isHeld() && this.#state.kind === 'signed-in') await this.#signOut(this.#state.session);
    this.#become({
      kind: 'stopped',
      failure: new FloorwalkerError('gateway-signed-out', { detail: 'stopping' }),
    });
  }

  /** The live session; waits for a sign-in that runs, and throws at once while none is to be had. */
  async current(signal: AbortSignal): Promise<LiveSession> {
    for (;;) {
      if (this.#state.kind === 'signed-in') return this.#state.session;
      if (this.#state.kind !== 'signing-in') throw this.#state.failure;
      await Promise.race([this.#changed.promise, aborted(signal)]);
    }
  }

  /** Called by whoever has proof that the gateway no longer knows this session. */
  lose(session: LiveSession): void {
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
      const session = (await this.#takeOver()) ?? (await this.#signIn()) ?? (await this.#resume());
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

  /** One loss is mended at once. Sessions that are lost as soon as they are there (nodes without a common memory) are not. */
  async #afterLoss(session: LiveSession, shortLives: number, stop: AbortSignal): Promise<void> {
    this.lose(session);
    if (shortLives < 2) return;
    const failure = new FloorwalkerError('gateway-signed-out', { detail: `${shortLives} short sessions` });
    this.#become({ kind: 'waiting', failure });
    await this.#pause(shortLives - 1, stop);
  }

  /** The session that another process held until now, if the gateway still knows it: no sign-in is needed then. */
  async #takeOver(): Promise<LiveSession | undefined> {
    const last = this.#shared;
    this.#shared = null;
    const session = last === null ? undefined : await this.#opening.resume(last).catch(() => undefined);
    if (session === undefined) return undefined;
    this.#become({ kind: 'signed-in', session });
    this.#options.logger.info(
      { agentId: this.#options.agent.agentId },
      'took the session at the gateway over',
    );
    return session;
  }

  async #signIn(): Promise<LiveSession | undefined> {
    const { agent, logger } = this.#options;
    this.#become({ kind: 'signing-in' });
    try {
      const { session, warning, doubt } = await this.#opening.open();
      if (doubt !== undefined) return await this.#prove(session, doubt);
      this.#become({ kind: 'signed-in', session });
      logger.info({ agentId: agent.agentId }, 'signed in at the gateway');
      if (warning !== undefined) logger.warn({ agentId: agent.agentId }, `gateway agent: ${warning}`);
      return session;
    } catch (error) {
      this.#fail(toTransportError(error));
      return undefined;
    }
  }

  /**
   * Signed in, as far as the headers tell. If that is so, signing in again is answered with 100-002 until the gateway has
   * missed our polling for two minutes: so the session is kept in mind, even where it cannot be proved now.
   */
  async #prove(opened: LiveSession, doubt: FloorwalkerError): Promise<LiveSession> {
    this.#last = opened;
    const session = await this.#opening.resume(opened).catch(() => undefined);
    if (session === undefined) throw doubt;
    this.#become({ kind: 'signed-in', session });
    const { agent, logger } = this.#options;
    const { code, detail } = doubt;
    logger.warn(
      { agentId: agent.agentId, code, detail },
      'signed in at the gateway, whose answer to that could not be read',
    );
    return session;
  }

  /**
   * A refusal may have come from something in front of the gateway, and the session still be there: then signing in
   * is answered with 100-002, and what is in use is our own. Asking under its GUID tells.
   */
  async #resume(): Promise<LiveSession | undefined> {
    if (this.#last === null || !this.#isInUse()) return undefined;
    const { agent, logger } = this.#options;
    const session = await this.#opening.resume(this.#last).catch(() => undefined);
    if (session === undefined) return undefined;
    this.#become({ kind: 'signed-in', session });
    logger.info({ agentId: agent.agentId }, 'the session at the gateway was still our own: going on with it');
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
        'the gateway refuses the bot’s own agent, and trying again could lock it: not trying again. ' +
          'Correct GATEWAY_AGENT_ID, GATEWAY_PASSWORD and GATEWAY_PHONE, unlock the agent if need be, and restart',
      );
      this.#become({ kind: 'stopped', failure });
      return;
    }
    const message =
      failure.code === 'gateway-agent-in-use'
        ? 'the bot’s own agent is signed in already, which after a crash lasts up to 2 minutes: asking again at a slow pace, answering through the CMS meanwhile'
        : 'no session at the gateway: signing in again soon, answering through the CMS meanwhile';
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
      logger.info({ agentId }, 'signed out at the gateway');
    } catch (error) {
      const { code } = toTransportError(error);
      logger.warn(
        { agentId, code },
        'could not sign out; the gateway ends the session by itself in 2 minutes',
      );
    }
  }

  #become(state: State): void {
    // A sign-in that hung may still end after `stop` has given up on it.
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
