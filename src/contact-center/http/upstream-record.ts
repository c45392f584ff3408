import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../clock.ts';
import type { Upstream } from '../../domain/floor/fact.ts';
import { reasonKey } from '../../domain/floor/failure-reason.ts';
import type { Reading } from '../../domain/floor/reading.ts';
import { ERRORS, type ErrorCode, type FailureReason, FloorwalkerError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { certificateFields } from './certificate-fields.ts';
import { isCalledOff } from './transport-errors.ts';

export interface UpstreamHealth {
  /** Time of the last valid reply, epoch milliseconds; `null` before the first one. */
  readonly lastReplyAt: number | null;
  readonly failure: UpstreamFailure | null;
  /** Failures of all interfaces that last until the configuration changes; absent if there are none. */
  readonly reasons?: readonly FailureReason[];
}

export interface UpstreamFailure {
  readonly code: ErrorCode;
  /** Epoch milliseconds. */
  readonly at: number;
  /** True if other interfaces of the upstream still answer. */
  readonly inPart?: true;
}

/**
 * Decides what an outcome means for the health of the upstream: a failure, `null` if the upstream works, or `open` if the
 * caller reports a failure later with `failed`, or not at all.
 */
export type HealthVerdict = (
  outcome: Reading<unknown> | FloorwalkerError,
) => FloorwalkerError | null | 'open';

export interface UpstreamRecord extends ReturnType<typeof createUpstreamRecord> {}

/** The bot itself rejects these, or the gateway session reports them. */
const NOT_RECORDED: ReadonlySet<ErrorCode> = new Set([
  'upstream-queue-full',
  'upstream-paused',
  'gateway-signed-out',
  'gateway-agent-in-use',
  'gateway-sign-in-refused',
]);
/** Failures of the connection or of the credentials: a reply from any interface proves that they are over. */
const OF_ALL_INTERFACES: ReadonlySet<ErrorCode> = new Set([
  'upstream-unreachable',
  'upstream-tls',
  'upstream-reset',
  'upstream-busy',
  'upstream-unauthorized',
  'upstream-clock-skew',
]);
/** Age after which a failure is forgotten when another interface answers, because the failing one is not in use. */
const FAILURE_MAX_AGE_MS = 10 * 60_000;

interface Failing {
  readonly code: ErrorCode;
  readonly reason: FailureReason | undefined;
  /** The code and the reason: failures with equal keys are logged once. */
  readonly key: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Times of the last failure and of the first failure in a row, by the monotonic clock. */
  readonly last: number;
  readonly since: number;
}

/**
 * Records the health of an upstream from the outcomes of queries, for each interface: an interface that always fails is
 * neither hidden by the others nor logged with each query. When one interface recovers, others with the same failure
 * count as recovered too. Each kind of failure is logged once when it begins; the end of all failures is logged once.
 */
export function createUpstreamRecord(options: {
  readonly name: Upstream;
  readonly clock: Clock;
  readonly logger: Logger;
}) {
  const { name, clock, logger } = options;
  const failing = new Map<string, Failing>();
  let lastReplyAt: number | null = null;
  let answeredAt = Number.NEGATIVE_INFINITY;
  const questions = new AsyncLocalStorage<{ isAnswered: boolean }>();

  /** Records a reply outside of queries: to a sign-in or a poll. */
  function replyReceived(): void {
    lastReplyAt = clock.now();
  }

  function answered(endpoint: string): void {
    replyReceived();
    answeredAt = clock.monotonic();
    if (failing.size === 0) return;
    const recovered = failing.get(endpoint)?.key;
    for (const [other, { code, key, last }] of failing) {
      const isOld = answeredAt - last > FAILURE_MAX_AGE_MS;
      if (key === recovered || OF_ALL_INTERFACES.has(code) || isOld) failing.delete(other);
    }
    if (failing.size === 0) logger.info({ upstream: name }, 'upstream recovered');
  }

  /** Records a failure; called directly for one that a verdict left open. */
  function failed(endpoint: string, failure: FloorwalkerError): void {
    const { code, detail, reason } = failure;
    if (NOT_RECORDED.has(code) || isCalledOff(failure)) return;
    const key = `${code} ${reasonKey(reason)}`;
    // Missing permissions are logged in one line; answers and health name each of them.
    const isPermission = reason?.kind === 'permission';
    const isLogged = [...failing.values()].some(
      (other) => other.key === key || (isPermission && other.reason?.kind === 'permission'),
    );
    const last = clock.monotonic();
    const since = failing.get(endpoint)?.since ?? last;
    failing.set(endpoint, { code, reason, key, at: clock.now(), last, since });
    if (isLogged) return;
    const { meaning } = ERRORS[code];
    logger.warn(
      { upstream: name, endpoint, code, detail, meaning, ...certificateFields(name, reason) },
      'upstream failing',
    );
  }

  return {
    /** Runs one query and records what its outcome means for the health of the upstream. */
    async outcome<T>(
      endpoint: string,
      question: () => Promise<Reading<T>>,
      verdict: HealthVerdict = errorIsFailure,
    ): Promise<Reading<T>> {
      const progress = { isAnswered: false };
      const outcome = await questions.run(progress, question).catch((error: unknown) => {
        if (error instanceof FloorwalkerError) return error;
        throw error;
      });
      const failure = verdict(outcome);
      if (failure === null) {
        if (progress.isAnswered) answered(endpoint);
      } else if (failure !== 'open') failed(endpoint, failure);
      if (outcome instanceof FloorwalkerError) throw outcome;
      return outcome;
    },
    /** Records that a reply was read during the current query. A query without one only counts if it fails. */
    replyRead(): void {
      const progress = questions.getStore();
      if (progress !== undefined) progress.isAnswered = true;
    },
    replyReceived,
    failed,
    health(): UpstreamHealth {
      const newest = [...failing.values()].toSorted((left, right) => right.last - left.last)[0];
      if (newest === undefined) return { lastReplyAt, failure: null };
      // A reply counts only after the last interface began to fail: an earlier request may have been in flight already.
      const inPart = [...failing.values()].every(({ since }) => since < answeredAt);
      const { code, at } = newest;
      const reasons = [
        ...new Map([...failing.values()].map(({ key, reason }) => [key, reason])).values(),
      ].filter((reason) => reason !== undefined);
      return {
        lastReplyAt,
        failure: { code, at, ...(inPart ? { inPart } : {}) },
        ...(reasons.length > 0 ? { reasons } : {}),
      };
    },
  };
}

/** Any reading proves that the upstream works. */
function errorIsFailure(outcome: Reading<unknown> | FloorwalkerError): FloorwalkerError | null {
  return outcome instanceof FloorwalkerError ? outcome : null;
}
