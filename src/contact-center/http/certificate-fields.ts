import type { Upstream } from '../../domain/floor/fact.ts';
import { caFileVariable } from '../../domain/floor/failure-reason.ts';
import type { FailureReason } from '../../errors.ts';

/** Log fields for a rejected certificate: its fault, and the environment variable that names the site's own authority. */
export function certificateFields(upstream: Upstream, reason: FailureReason | undefined): object {
  return reason?.kind === 'certificate' ? { fault: reason.fault, variable: caFileVariable(upstream) } : {};
}
