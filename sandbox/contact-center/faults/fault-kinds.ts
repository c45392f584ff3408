import type { UpstreamName } from '../request-log.ts';
import type { RouteName } from '../route-names.ts';
import type { FieldFault } from './field-faults.ts';

/** The kinds of fault that change a reply, with their parameters. */
export type FaultEffect =
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset-before-headers' }
  | { readonly kind: 'reset-mid-body' }
  | { readonly kind: 'html'; readonly status?: number }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string | number }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'truncated-json' }
  | { readonly kind: 'empty-body' }
  | { readonly kind: 'wrong-types'; readonly variant?: WrongTypes }
  | { readonly kind: 'huge-body'; readonly bytes: number; readonly declareLength?: boolean }
  | { readonly kind: 'retcode'; readonly retcode: string }
  | { readonly kind: 'result-code'; readonly resultCode: string }
  | { readonly kind: 'contradiction' }
  | { readonly kind: 'duplicate-rows' }
  | { readonly kind: 'inconsistent-totals' }
  | { readonly kind: 'sentinel-figures'; readonly value?: number }
  | { readonly kind: 'rows-about-others' }
  | { readonly kind: 'wrong-charset'; readonly encoding?: 'utf16le' | 'latin1' }
  | { readonly kind: 'gzip' }
  | FieldFault;

export type FaultKind = FaultEffect['kind'];

export const WRONG_TYPES = [
  'mixed',
  'numbers-as-strings',
  'nulls',
  'missing',
  'extra',
  'unknown-state',
  'negative',
  '1e400',
  'object-for-list',
] as const;
export type WrongTypes = (typeof WRONG_TYPES)[number];

export type FaultSpec = FaultEffect & {
  readonly upstream: UpstreamName;
  /** The name of the route; `undefined` applies the fault to every route. */
  readonly route?: RouteName;
  /** The number of requests that the fault applies to; `undefined`: no limit. */
  readonly times?: number;
  /** The number of matching requests that pass unharmed first: `skip: 2` with 'systemstate' fails page 3. */
  readonly skip?: number;
  /** Milliseconds on the simulator's clock after which the fault ends by itself. */
  readonly forMs?: number;
};

interface KindRow {
  readonly kind: FaultKind;
  readonly description: string;
  readonly upstreams: readonly UpstreamName[];
}

const BOTH: readonly UpstreamName[] = ['gateway', 'cms'];

/** Every kind of fault with its description. */
export const FAULT_KINDS: readonly KindRow[] = [
  { kind: 'slow', description: 'The right reply, `ms` milliseconds late', upstreams: BOTH },
  { kind: 'hang', description: 'Takes the request and never answers', upstreams: BOTH },
  { kind: 'reset-before-headers', description: 'Cuts the connection instead of answering', upstreams: BOTH },
  { kind: 'reset-mid-body', description: 'Cuts the connection in the middle of the reply', upstreams: BOTH },
  {
    kind: 'html',
    description: 'A web page instead of JSON, under `status` (200, 403, 418, 503)',
    upstreams: BOTH,
  },
  { kind: 'status', description: 'An HTTP `status` with an optional `retryAfter`', upstreams: BOTH },
  { kind: 'unauthorized', description: 'HTTP 401', upstreams: BOTH },
  {
    kind: 'truncated-json',
    description: 'JSON that stops half-way in a reply that is complete to HTTP',
    upstreams: BOTH,
  },
  { kind: 'empty-body', description: 'HTTP 200 with an empty body', upstreams: BOTH },
  {
    kind: 'wrong-types',
    description: 'Numbers as strings, nulls, missing and extra fields, state 99, 1e400 (`variant`)',
    upstreams: BOTH,
  },
  {
    kind: 'huge-body',
    description: 'The right reply padded to `bytes`; Infinity never ends',
    upstreams: BOTH,
  },
  { kind: 'retcode', description: 'The gateway refuses with `retcode`', upstreams: ['gateway'] },
  { kind: 'result-code', description: 'The CMS refuses with `resultCode`', upstreams: ['cms'] },
  { kind: 'contradiction', description: 'An error code beside a plausible result', upstreams: BOTH },
  { kind: 'duplicate-rows', description: 'Every row of every list twice', upstreams: BOTH },
  { kind: 'inconsistent-totals', description: 'Totals that the parts do not add up to', upstreams: ['cms'] },
  {
    kind: 'sentinel-figures',
    description: 'Every duration, instant and count is `value` (4294967295)',
    upstreams: BOTH,
  },
  { kind: 'rows-about-others', description: 'Rows about the next agent or queue', upstreams: BOTH },
  { kind: 'wrong-charset', description: 'Says UTF-8 and sends another `encoding`', upstreams: BOTH },
  { kind: 'gzip', description: 'Compressed without being requested', upstreams: BOTH },
  { kind: 'charset', description: 'Sent in another `charset` than UTF-8, and says so', upstreams: BOTH },
  { kind: 'broken-text', description: 'Text as some servers send it (`variant`)', upstreams: BOTH },
  { kind: 'waf', description: 'A web application firewall answers instead (`page`)', upstreams: BOTH },
];
