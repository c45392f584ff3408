/** The upstream interface that a figure came from. */
export interface Source {
  readonly upstream: Upstream;
  /** As in the upstream's own documents: `callnums`, `hisindex/agent`. */
  readonly endpoint: string;
}

export type Upstream = 'CC-Gateway' | 'CC-CMS';

/**
 * An answer to one question about the floor. The four ways of having no figure are different answers,
 * because each sends the asker somewhere else.
 */
export type Fact<T> = Known<T> | Unknown;

export interface Known<T> {
  readonly kind: 'known';
  readonly value: T;
  readonly source: Source;
  /** When the source was read, epoch milliseconds. */
  readonly takenAt: number;
  /** The upstreams fail now, and this is the last that they said. */
  readonly stale: boolean;
}

export type Unknown =
  /** The agent exists and is not signed in. */
  | { readonly kind: 'signed-out' }
  /** The contact centre knows no such agent. */
  | { readonly kind: 'unknown-agent' }
  /** What is connected answers, and cannot say this; `unlessInCall`: it could, were the agent in a call now. */
  | { readonly kind: 'not-measured'; readonly unlessInCall?: true }
  /** Every route that could say it failed. `codes` are from the table of errors, first failure first. */
  | { readonly kind: 'no-answer'; readonly codes: readonly string[] };

export function known<T>(value: T, source: Source, takenAt: number): Known<T> {
  return { kind: 'known', value, source, takenAt, stale: false };
}
