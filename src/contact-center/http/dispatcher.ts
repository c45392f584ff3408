import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { type Dispatcher, Pool } from 'undici';

/** Requests at a time. More connections cost more CPU and gain nothing: waiting is our limit, not work. */
export const CONNECTIONS = 8;
/** One more than people's questions may take, so that the long poll never stands in their way. */
const WITH_LONG_POLL = CONNECTIONS + 1;
/** The largest snapshot, which is the largest reply of all: `allonlineagents` of 10,000 agents is 2.8 MB. */
export const SNAPSHOT_MAX_BYTES = 32 * 1024 * 1024;

/**
 * The connections to one upstream. Certificates are always verified, against the system's authorities and, where
 * the site has one, its own.
 *
 * @param ca PEM text of the site's own authority
 */
export function createDispatcher(origin: string, ca: string | undefined): Dispatcher {
  return new Pool(origin, {
    connections: WITH_LONG_POLL,
    pipelining: 1,
    // HTTP/2 would be negotiated by whatever the server's configuration happens to be, and is slower for this.
    allowH2: false,
    maxResponseSize: SNAPSHOT_MAX_BYTES,
    connectTimeout: 2_000,
    // Safety nets only: they tick coarsely. The budget of a question is its AbortSignal.
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
    ...(ca === undefined ? {} : { connect: { secureContext: trusting(ca) } }),
  });
}

/** Made once: reading 150 authorities takes 10 ms, and each connection would do it again. */
function trusting(ca: string): SecureContext {
  return createSecureContext({ ca: [...getCACertificates('default'), ca] });
}
