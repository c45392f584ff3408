import type { ErrorCode, FailureReason } from '../../errors.ts';
import { reasonKey } from './failure-reason.ts';

/** The upstream interface that a figure came from. */
export interface Source {
  readonly upstream: Upstream;
  /** As in the upstream's own documents: `callnums`, `hisindex/agent`. */
  readonly endpoint: string;
}

export type Upstream = 'CC-Gateway' | 'CC-CMS';

/** Who says something, and when it was asked, epoch milliseconds. */
export interface Origin {
  readonly source: Source;
  readonly takenAt: number;
}

export type Origins = readonly [Origin, ...Origin[]];

/** Why an upstream gave no answer. */
export interface Failure {
  readonly upstream: Upstream;
  readonly code: ErrorCode;
  /** The code of the failures before, where the upstream is paused because of them. */
  readonly after?: ErrorCode;
  readonly reason?: FailureReason;
}

/**
 * An answer to one question about the floor. The ways of having no figure are different answers,
 * because each sends the asker somewhere else.
 */
export type Fact<T> = Known<T> | Unknown;

export interface Known<T> extends Origin {
  readonly kind: 'known';
  readonly value: T;
  /** The upstreams fail now, and this is the last that they said. */
  readonly stale: boolean;
  /** Of a list: how many of its rows did not come, so that what is not in it may be there all the same. */
  readonly missing?: number;
  /** Names and queues in it are older: this source told them last, and does not answer now. */
  readonly remembered?: Origin;
}

export type Unknown =
  /** The agent exists and is not signed in. */
  | ({ readonly kind: 'signed-out' } & Origin)
  /** Those who answer (`said`) know no such agent; `silent` are the upstreams that did not answer. */
  | { readonly kind: 'unknown-agent'; readonly said: Origins; readonly silent: readonly Failure[] }
  /** The source has nothing of this agent: no calls of today, say. */
  | ({ readonly kind: 'no-record' } & Origin)
  /** What is connected answers, and cannot say this; `unlessInCall`: it could, were the agent in a call now. */
  | { readonly kind: 'not-measured'; readonly unlessInCall?: true }
  /** What is connected could say it, by more requests for so many agents than an answer can wait for. */
  | { readonly kind: 'too-many-agents'; readonly agents: number }
  /** Every route that could say it failed; first failure first, each once. */
  | NoAnswer;

export interface NoAnswer {
  readonly kind: 'no-answer';
  readonly failures: readonly Failure[];
}

/** Each once; what came first stays first. */
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
