import type { Upstream } from '../../domain/floor/fact.ts';
import { caFileVariable } from '../../domain/floor/failure-reason.ts';
import type { FailureReason } from '../../errors.ts';

/** Fields of a log line about a certificate that was not accepted: the fault, and the variable that names the site's own authority. */
export function certificateFields(upstream: Upstream, reason: FailureReason | undefined): object {
  return reason?.kind === 'certificate' ? { fault: reason.fault, variable: caFileVariable(upstream) } : {};
}
