import type { Refusal } from '../domain/access/access.ts';
import type { ErrorCode } from '../errors.ts';

/** The database did not answer. What was to be written is not, unless the code is `storage-outcome-unknown`. */
export interface StorageProblem {
  readonly kind: 'no-storage';
  /** `storage-unavailable` unless the error has a code of its own. */
  readonly code: ErrorCode;
}

/** Why a subscription was not changed. */
export type ManageProblem =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'no-such'; readonly number: number }
  /** What is stored of it cannot be read: it can be changed or deleted, and nothing else. */
  | { readonly kind: 'broken'; readonly number: number }
  | { readonly kind: 'not-yours'; readonly ownerId: string }
  /** So many summaries that were asked for are not posted yet. */
  | { readonly kind: 'too-many-waiting'; readonly number: number; readonly most: number }
  | StorageProblem;
