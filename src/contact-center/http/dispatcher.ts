import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { type Dispatcher, Pool } from 'undici';

/** Concurrent requests to one upstream. More connections cost CPU without gain, because requests mostly wait. */
export const CONNECTIONS = 8;
/** The long poll has a connection of its own, so that it never delays a request. */
const WITH_LONG_POLL = CONNECTIONS + 1;
/** Limit for the largest reply, the snapshot: `allonlineagents` of 10,000 agents has 2.8 MB. */
export const SNAPSHOT_MAX_BYTES = 32 * 1024 * 1024;

/**
 * Creates the connection pool of one upstream. Certificates are always verified, against the system's authorities and the
 * site's own authority.
 *
 * @param ca PEM text of the site's own authority; `undefined` if it has none
 */
export function createDispatcher(origin: string, ca: string | undefined): Dispatcher {
  return new Pool(origin, {
    connections: WITH_LONG_POLL,
    pipelining: 1,
    // HTTP/2 is slower for these small requests, and whether it is used would depend on the server's configuration.
    allowH2: false,
    maxResponseSize: SNAPSHOT_MAX_BYTES,
    connectTimeout: 2_000,
    // Only a last resort: undici checks these coarsely. The AbortSignal of a request is its real limit.
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
    ...(ca === undefined ? {} : { connect: { secureContext: trusting(ca) } }),
  });
}

/** Created once per pool: parsing 150 authorities takes 10 ms, and otherwise each connection would repeat it. */
function trusting(ca: string): SecureContext {
  return createSecureContext({ ca: [...getCACertificates('default'), ca] });
}
