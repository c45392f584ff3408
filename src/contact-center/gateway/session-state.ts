import type { Clock } from '../../clock.ts';
import type { ErrorCode, FailureReason, FloorwalkerError } from '../../errors.ts';
import type { LiveSession } from './live-session.ts';

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

/** The state of the gateway session, for which queries wait while a sign-in is running. */
export class SessionState {
  readonly #clock: Pick<Clock, 'now'>;
  #state: State = { kind: 'signing-in' };
  #since: number;
  #changed = Promise.withResolvers<void>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#since = clock.now();
  }

  /** Changes the state. `stopped` is final: a hung sign-in may still end after it. */
  become(state: State): void {
    if (this.#state.kind === 'stopped') return;
    if (state.kind !== this.#state.kind) this.#since = this.#clock.now();
    this.#state = state;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** The open session; `null` if there is none. */
  session(): LiveSession | null {
    return this.#state.kind === 'signed-in' ? this.#state.session : null;
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
    if (this.session() !== session) return;
    this.become({ kind: 'signing-in' });
    session.lost.abort();
  }

  health(): SessionHealth {
    const state = this.#state;
    const failure = state.kind === 'waiting' || state.kind === 'stopped' ? state.failure : undefined;
    return {
      state: state.kind,
      failure: failure?.code ?? null,
      since: this.#since,
      ...(failure?.reason === undefined ? {} : { reason: failure.reason }),
    };
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
