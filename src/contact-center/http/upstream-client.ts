import { setTimeout as delay } from 'node:timers/promises';
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import PQueue from 'p-queue';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../clock.ts';
import type { Upstream } from '../../domain/floor/fact.ts';
import type { Ask } from '../../domain/floor/reading.ts';
import { type ErrorCode, FloorwalkerError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { CONNECTIONS } from './dispatcher.ts';
import { exchange, type HttpReply, type HttpRequest, type OnHead } from './exchange.ts';
import { PRIORITY } from './rate-limiter.ts';
import { BodyBudget } from './read-body.ts';
import { retryAfterMs } from './retry-after.ts';
import { isCalledOff, toTransportError } from './transport-errors.ts';
import { createUpstreamRecord, type UpstreamRecord } from './upstream-record.ts';

/** Maximum number of waiting requests. One that cannot start soon is rejected at once: another route may answer it. */
const QUEUE_LENGTH_MAX = 200;
const ATTEMPTS = 2;

/** Failures with a working connection; they never open the circuit breaker. */
const CONNECTION_WORKS: ReadonlySet<ErrorCode> = new Set(['upstream-busy', 'upstream-too-large']);
const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'upstream-unreachable',
  'upstream-reset',
  'upstream-failed',
]);

export interface UpstreamClientOptions {
  readonly name: Upstream;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long the circuit breaker stays open after five failures in a row, milliseconds. */
  readonly pauseMs?: number;
}

export interface UpstreamClient extends Pick<UpstreamRecord, 'outcome' | 'failed' | 'health'> {
  /**
   * Sends a read-only request: waits for a connection and retries once after a retryable failure, until `ask.signal` aborts.
   *
   * @throws {FloorwalkerError} upstream-*
   */
  ask(request: HttpRequest, ask: Ask, onHead?: OnHead): Promise<HttpReply>;
  /** Sends one request without queue, circuit breaker and retries: for sign-in, sign-out and the long poll. */
  exchange(request: HttpRequest, signal: AbortSignal, onHead?: OnHead): Promise<HttpReply>;
  close(): Promise<void>;
}

export function createUpstreamClient(options: UpstreamClientOptions): UpstreamClient {
  const { name, dispatcher, clock, pauseMs = 5_000 } = options;
  const queue = new PQueue({ concurrency: CONNECTIONS });
  const breaker = circuitBreaker(
    handleWhen((error) => countsAgainst(toTransportError(error))),
    { halfOpenAfter: pauseMs, breaker: new ConsecutiveBreaker(5) },
  );
  const record = createUpstreamRecord(options);
  const budget = new BodyBudget();
  let lastFailure: FloorwalkerError | undefined;
  let busyUntil = Number.NEGATIVE_INFINITY;

  async function ask(request: HttpRequest, { signal, urgency }: Ask, onHead?: OnHead): Promise<HttpReply> {
    if (queue.size >= QUEUE_LENGTH_MAX) throw new FloorwalkerError('upstream-queue-full', { detail: name });
    try {
      const reply = await queue.add(() => attempt(() => once(request, signal, onHead), signal, urgency), {
        signal,
        priority: PRIORITY[urgency],
      });
      record.replyRead();
      return reply;
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw paused();
      const failure = toTransportError(error);
      if (countsAgainst(failure)) lastFailure = failure;
      throw failure;
    }
  }

  async function attempt(
    tryOnce: () => Promise<HttpReply>,
    signal: AbortSignal,
    urgency: Ask['urgency'],
  ): Promise<HttpReply> {
    const attempts = urgency === 'person' ? ATTEMPTS : 1;
    for (let tried = 1; ; tried += 1) {
      try {
        return await breaker.execute(tryOnce);
      } catch (error) {
        if (tried >= attempts || !(error instanceof FloorwalkerError) || !RETRYABLE.has(error.code))
          throw error;
        // A random delay, so that requests which failed together are not retried together.
        const pause = delay(20 + Math.random() * 80, undefined, { signal });
        await pause.catch(() => Promise.reject(error));
      }
    }
  }

  async function once(request: HttpRequest, signal: AbortSignal, onHead?: OnHead): Promise<HttpReply> {
    if (clock.monotonic() < busyUntil)
      throw new FloorwalkerError('upstream-busy', { detail: 'inside Retry-After' });
    const reply = await exchange(dispatcher, request, signal, onHead, budget);
    const retryAfter = reply.headers['retry-after'];
    if (reply.status === 429 || (reply.status === 503 && retryAfter !== undefined)) {
      busyUntil = clock.monotonic() + retryAfterMs(retryAfter, clock.now());
      throw new FloorwalkerError('upstream-busy', { detail: `HTTP ${reply.status}` });
    }
    if (reply.status >= 500)
      throw new FloorwalkerError('upstream-failed', { detail: `HTTP ${reply.status}` });
    return reply;
  }

  function paused(): FloorwalkerError {
    return new FloorwalkerError('upstream-paused', { detail: lastFailure?.code, cause: lastFailure });
  }

  return {
    ask,
    async exchange(request, signal, onHead) {
      const reply = await exchange(dispatcher, request, signal, onHead, budget);
      if (reply.status < 300) record.replyReceived();
      return reply;
    },
    outcome: (endpoint, question, verdict) => record.outcome(endpoint, question, verdict),
    failed: (endpoint, failure) => record.failed(endpoint, failure),
    health: () => record.health(),
    close: () => dispatcher.destroy(),
  };
}

function countsAgainst(failure: FloorwalkerError): boolean {
  return !CONNECTION_WORKS.has(failure.code) && !isCalledOff(failure);
}
