import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { CertificateAuthority, CertificateVariant } from './certificates.ts';
import { type RequestServing, serveRequest } from './serve-request.ts';

/** The certificates, and 'tls-1.0': a valid certificate over an outdated protocol. */
export type TlsVariant = CertificateVariant | 'tls-1.0';

export interface TlsControl {
  readonly presented: TlsVariant;
  /** Presents another certificate to new connections and cuts the existing ones. */
  present(variant: TlsVariant): Promise<void>;
}

/** An API that is served on loopback. */
export interface HttpsUpstream {
  readonly url: string;
  readonly tls: TlsControl;
  cutConnections(): void;
  /** Stops listening, so that connections are refused, as without a network. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  stop(): Promise<void>;
}

interface HttpsUpstreamOptions extends RequestServing {
  readonly port: number;
  readonly authority: CertificateAuthority;
}

const OLD_PROTOCOL = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;

export async function serveHttps(options: HttpsUpstreamOptions): Promise<HttpsUpstream> {
  const { authority } = options;
  const server = createServer(await authority.issue('valid'), (request, response) => {
    // The client disconnected while its request was read.
    serveRequest(options, request, response).catch(() => response.destroy());
  });
  let presented: TlsVariant = 'valid';
  const port = await listen(server, options.port);

  return {
    url: `https://127.0.0.1:${port}`,
    tls: {
      get presented() {
        return presented;
      },
      async present(variant) {
        const certificate = await authority.issue(variant === 'tls-1.0' ? 'valid' : variant);
        server.setSecureContext({ ...certificate, ...(variant === 'tls-1.0' ? OLD_PROTOCOL : {}) });
        // New ticket keys prevent that a client resumes a session without checking the certificate.
        server.setTicketKeys(randomBytes(48));
        presented = variant;
        server.closeAllConnections();
      },
    },
    cutConnections: () => server.closeAllConnections(),
    unplug: () => close(server),
    async plugIn() {
      if (!server.listening) await listen(server, port);
    },
    stop: () => close(server),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) {
      resolve();
      return;
    }
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
