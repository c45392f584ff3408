import type { FailureReason } from './failure-reason.ts';

/** How one of Floorwalker's connections is, for App Home. */
export interface ConnectionHealth {
  /** `CC-Gateway`, `CC-CMS`. */
  readonly name: string;
  readonly state: 'up' | 'starting' | 'impaired' | 'down';
  /** When it last answered, epoch milliseconds; `null` before the first answer. */
  readonly lastAnswerAt: number | null;
  /** What is wrong, from the table of errors; `null` while nothing is. */
  readonly code: string | null;
  /** Certificates and rights that are missing; left out where there are none. */
  readonly reasons?: readonly FailureReason[];
}
