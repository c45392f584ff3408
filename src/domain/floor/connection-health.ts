import type { ErrorCode, FailureReason } from '../../errors.ts';
import type { Upstream } from './fact.ts';

/** The state of one upstream connection, for health checks and App Home: codes and times, nothing secret. */
export interface ConnectionHealth {
  readonly name: Upstream;
  /** `impaired`: some interfaces of the upstream answer and others fail. */
  readonly state: 'up' | 'starting' | 'impaired' | 'down';
  /** Time of the last reply, epoch milliseconds; `null` before the first one. */
  readonly lastAnswerAt: number | null;
  /** Code of the current failure; `null` if there is none. */
  readonly code: ErrorCode | null;
  /** Missing certificates and permissions; absent if there are none. */
  readonly reasons?: readonly FailureReason[];
}
