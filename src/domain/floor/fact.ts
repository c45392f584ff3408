import type { ErrorCode, FailureReason } from '../../errors.ts';
import { reasonKey } from './failure-reason.ts';

export interface Source {
  readonly upstream: Upstream;
  /** As in the upstream's own documents: `callnums`, `hisindex/agent`. */
  readonly endpoint: string;
}

export type Upstream = 'CC-Gateway' | 'CC-CMS';

/** An upstream interface and the time of its reply, epoch milliseconds. */
export interface Origin {
  readonly source: Source;
  readonly takenAt: number;
}

export type Origins = readonly [Origin, ...Origin[]];

export interface Failure {
  readonly upstream: Upstream;
  readonly code: ErrorCode;
  /** Code of the failures that opened the circuit breaker. */
  readonly after?: ErrorCode;
  readonly reason?: FailureReason;
}

/** The answer to a query. Each reason for a missing value is a separate kind, because it needs another action. */
export type Fact<T> = Known<T> | Unknown;

export interface Known<T> extends Origin {
  readonly kind: 'known';
  readonly value: T;
  /** True if the upstreams fail now and this is the last known value. */
  readonly stale: boolean;
  /** Number of rows that a list lacks; an item that is not in the list may exist. */
  readonly missing?: number;
  /** The older source of names and queues in the value, if their source does not answer now. */
  readonly remembered?: Origin;
}

export type Unknown =
  | ({ readonly kind: 'signed-out' } & Origin)
  /** The upstreams in `said` do not know the agent; those in `silent` did not answer. */
  | { readonly kind: 'unknown-agent'; readonly said: Origins; readonly silent: readonly Failure[] }
  /** The source has no data about this agent, for example no calls today. */
  | ({ readonly kind: 'no-record' } & Origin)
  /** The connected upstreams cannot measure this; with `unlessInCall` they could if the agent had a call. */
  | { readonly kind: 'not-measured'; readonly unlessInCall?: true }
  /** The value needs more requests, for this many agents, than an answer can wait for. */
  | { readonly kind: 'too-many-agents'; readonly agents: number }
  /** All routes failed; each distinct failure once, in order. */
  | NoAnswer;

export interface NoAnswer {
  readonly kind: 'no-answer';
  readonly failures: readonly Failure[];
}

/** Removes duplicates and keeps the order. */
export function distinct(failures: readonly Failure[]): Failure[] {
  const first = new Map<string, Failure>();
  for (const failure of failures) {
    const key = [failure.upstream, failure.code, reasonKey(failure.reason)].join(' ');
    if (!first.has(key)) first.set(key, failure);
  }
  return [...first.values()];
}

export function known<T>(value: T, source: Source, takenAt: number): Known<T> {
  return { kind: 'known', value, source, takenAt, stale: false };
}
