/** The exact reason of an upstream failure that lasts until a configuration is changed. Faults are from the table of errors. */
export type FailureReason =
  | { readonly kind: 'certificate'; readonly fault: string }
  | { readonly kind: 'permission'; readonly endpoint: string; readonly code: string };

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
