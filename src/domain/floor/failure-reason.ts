import type { FailureReason } from '../../errors.ts';

/** The environment variable that names the site's own certificate authority for the upstream of that name. */
export function caFileVariable(upstream: string): string {
  return upstream === 'CC-Gateway' ? 'GATEWAY_CA_FILE' : 'CMS_CA_FILE';
}

/** The environment variable that names the address of the upstream of that name. */
export function addressVariable(upstream: string): string {
  return upstream === 'CC-Gateway' ? 'GATEWAY_URL' : 'CMS_URL';
}

/** Equal for equal reasons. */
export function reasonKey(reason: FailureReason | undefined): string {
  if (reason === undefined) return '';
  return reason.kind === 'certificate' ? reason.fault : `${reason.endpoint} ${reason.code}`;
}
