import type { Refusal } from '../../domain/access/access.ts';
import type { StorageProblem } from '../../storage/database-guard.ts';

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
