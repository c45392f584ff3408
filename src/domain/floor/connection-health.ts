import type { ErrorCode, FailureReason } from '../../errors.ts';
import type { Upstream } from './fact.ts';

/** How one of Floorwalker's connections to the contact centre is: codes and times, no secrets. */
export interface ConnectionHealth {
  readonly name: Upstream;
  /** `impaired`: some of its interfaces answer and some do not. */
  readonly state: 'up' | 'starting' | 'impaired' | 'down';
  /** When it last answered, epoch milliseconds; `null` before the first answer. */
  readonly lastAnswerAt: number | null;
  /** What is wrong; `null` while nothing is. */
  readonly code: ErrorCode | null;
  /** Certificates and rights that are missing; left out where there are none. */
  readonly reasons?: readonly FailureReason[];
}
