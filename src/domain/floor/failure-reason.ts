import type { FailureReason } from '../../errors.ts';

/** Returns the environment variable of the site's own certificate authority for an upstream. */
export function caFileVariable(upstream: string): string {
  return upstream === 'CC-Gateway' ? 'GATEWAY_CA_FILE' : 'CMS_CA_FILE';
}

export function addressVariable(upstream: string): string {
  return upstream === 'CC-Gateway' ? 'GATEWAY_URL' : 'CMS_URL';
}

export function reasonKey(reason: FailureReason | undefined): string {
  if (reason === undefined) return '';
  return reason.kind === 'certificate' ? reason.fault : `${reason.endpoint} ${reason.code}`;
}
