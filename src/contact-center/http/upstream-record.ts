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
  /** When it last answered as it should, epoch milliseconds. */
  readonly lastReplyAt: number | null;
  readonly failure: UpstreamFailure | null;
  /** Failures of all interfaces that last until a configuration is changed; absent when there are none. */
  readonly reasons?: readonly FailureReason[];
}

export interface UpstreamFailure {
  readonly code: ErrorCode;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Other interfaces answer meanwhile. */
  readonly inPart?: true;
}

/**
 * What an outcome says about the upstream itself: its failure, or `null` where it does what it should. `open`: that is
 * told later, by `failed`, or not at all.
 */
export type Verdict = (outcome: Reading<unknown> | FloorwalkerError) => FloorwalkerError | null | 'open';

export interface UpstreamRecord {
  /** Puts one question; once its reply is opened and read, writes down what that says about the upstream. */
  outcome<T>(endpoint: string, question: () => Promise<Reading<T>>, verdict?: Verdict): Promise<Reading<T>>;
  /** A reply was read from the wire. A question during which none was read says nothing of the upstream unless it fails. */
  replyRead(): void;
  /** It answered, though not a question: a sign-in, a poll. */
  heard(): void;
  /** Writes down a failure that a verdict left open. */
  failed(endpoint: string, failure: FloorwalkerError): void;
  health(): UpstreamHealth;
}

/** We refuse these ourselves, or the session tells of them in words of its own. */
const NOT_OF_THE_UPSTREAM: ReadonlySet<ErrorCode> = new Set([
  'upstream-queue-full',
  'upstream-paused',
  'gateway-signed-out',
  'gateway-agent-in-use',
  'gateway-sign-in-refused',
]);
/** About the way there, or who we are there: whichever interface answers, it is over for all. */
const OF_THE_WHOLE: ReadonlySet<ErrorCode> = new Set([
  'upstream-unreachable',
  'upstream-tls',
  'upstream-reset',
  'upstream-busy',
  'upstream-unauthorized',
  'upstream-clock-skew',
]);
/** Whoever failed is not asked again by anybody, while the rest answers: it tells nothing of now. */
const FORGOTTEN_MS = 10 * 60_000;

interface Failing {
  readonly code: ErrorCode;
  readonly reason: FailureReason | undefined;
  /** The code and its reason: failures that are alike in both are told once. */
  readonly way: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** By the clock that never jumps: its last failure, and the first of those in a row. */
  readonly last: number;
  readonly since: number;
}

/**
 * How an upstream is, by what became of the questions to it. Kept by interface, so that one that always fails beside
 * others that answer is neither hidden by them nor told anew with every question. What one interface has recovered
 * from, the others that failed alike are presumed to have recovered from too. The log hears of each way to fail once
 * when it comes up, and once when none is left.
 */
export function createUpstreamRecord(options: {
  readonly name: Upstream;
  readonly clock: Clock;
  readonly logger: Logger;
}): UpstreamRecord {
  const { name, clock, logger } = options;
  const failing = new Map<string, Failing>();
  let lastReplyAt: number | null = null;
  let answeredAt = Number.NEGATIVE_INFINITY;
  const questions = new AsyncLocalStorage<{ isAnswered: boolean }>();

  function heard(): void {
    lastReplyAt = clock.now();
  }

  function answered(endpoint: string): void {
    heard();
    answeredAt = clock.monotonic();
    if (failing.size === 0) return;
    const over = failing.get(endpoint)?.way;
    for (const [other, { code, way, last }] of failing) {
      const isOld = answeredAt - last > FORGOTTEN_MS;
      if (way === over || OF_THE_WHOLE.has(code) || isOld) failing.delete(other);
    }
    if (failing.size === 0) logger.info({ upstream: name }, 'the upstream answers again');
  }

  function failed(endpoint: string, failure: FloorwalkerError): void {
    const { code, detail, reason } = failure;
    if (NOT_OF_THE_UPSTREAM.has(code) || isCalledOff(failure)) return;
    const way = `${code} ${reasonKey(reason)}`;
    // One line for all rights that are missing: answers and health name each of them.
    const isPermission = reason?.kind === 'permission';
    const isTold = [...failing.values()].some(
      (other) => other.way === way || (isPermission && other.reason?.kind === 'permission'),
    );
    const last = clock.monotonic();
    const since = failing.get(endpoint)?.since ?? last;
    failing.set(endpoint, { code, reason, way, at: clock.now(), last, since });
    if (isTold) return;
    const { meaning } = ERRORS[code];
    logger.warn(
      { upstream: name, endpoint, code, detail, meaning, ...certificateFields(name, reason) },
      'the upstream does not answer as it should',
    );
  }

  return {
    async outcome(endpoint, question, verdict = asItSeems) {
      const asked = { isAnswered: false };
      const outcome = await questions.run(asked, question).catch((error: unknown) => {
        if (error instanceof FloorwalkerError) return error;
        throw error;
      });
      const failure = verdict(outcome);
      if (failure === null) {
        if (asked.isAnswered) answered(endpoint);
      } else if (failure !== 'open') failed(endpoint, failure);
      if (outcome instanceof FloorwalkerError) throw outcome;
      return outcome;
    },
    replyRead() {
      const asked = questions.getStore();
      if (asked !== undefined) asked.isAnswered = true;
    },
    heard,
    failed,
    health() {
      const newest = [...failing.values()].toSorted((left, right) => right.last - left.last)[0];
      if (newest === undefined) return { lastReplyAt, failure: null };
      // Since the last of them began to fail: one that was on its way when it all began proves nothing.
      const inPart = [...failing.values()].every(({ since }) => since < answeredAt);
      const { code, at } = newest;
      const reasons = [
        ...new Map([...failing.values()].map(({ way, reason }) => [way, reason])).values(),
      ].filter((reason) => reason !== undefined);
      return {
        lastReplyAt,
        failure: { code, at, ...(inPart ? { inPart } : {}) },
        ...(reasons.length > 0 ? { reasons } : {}),
      };
    },
  };
}

/** A reading is an answer, whatever it says. */
function asItSeems(outcome: Reading<unknown> | FloorwalkerError): FloorwalkerError | null {
  return outcome instanceof FloorwalkerError ? outcome : null;
}
