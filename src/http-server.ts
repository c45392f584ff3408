import { once } from 'node:events';
import type { Server } from 'node:http';
import { codeOf, FloorwalkerError } from './errors.ts';
import type { Logger } from './logger.ts';

export interface ListenAddress {
  /** 0 lets the system choose a free port. */
  readonly port: number;
  /** An IP address of this machine; all addresses if it is absent. */
  readonly host?: string | undefined;
}

/** A server that can be opened and closed in any order of calls. */
export interface HttpServer {
  /** @throws {FloorwalkerError} config-invalid if the address is not available */
  open(): Promise<void>;
  /** Accepts no new connection; running requests may still be answered. */
  stopAccepting(): Promise<void>;
  close(): Promise<void>;
  /** The port while the server listens, otherwise `null`. */
  port(): number | null;
}

/** Slack and load balancers use few connections; each may send 1 MB before its signature is checked. */
export const CONNECTIONS_MAX = 200;

export function createHttpServer(options: {
  server: Server;
  address: ListenAddress;
  logger: Logger;
}): HttpServer {
  const { server, address, logger } = options;
  let opening: Promise<unknown> = Promise.resolve();
  server.maxConnections = CONNECTIONS_MAX;

  /** A server that is closed before it listens never emits `close`. */
  async function stopAccepting(): Promise<void> {
    await opening.catch(() => undefined);
    server.close();
  }

  return {
    async open() {
      server.listen(address);
      opening = once(server, 'listening');
      try {
        await opening;
      } catch (error) {
        throw new FloorwalkerError('config-invalid', { detail: refusal(address, error) });
      }
      // A connection that could not be accepted (too many open files) must not end the process.
      server.on('error', (error) => logger.error({ code: codeOf(error) }, 'connection not accepted'));
    },
    stopAccepting,
    async close() {
      await stopAccepting();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
    port() {
      const bound = server.address();
      return typeof bound === 'object' && bound !== null ? bound.port : null;
    },
  };
}

function refusal({ host, port }: ListenAddress, error: unknown): string {
  const code = codeOf(error);
  return host === undefined
    ? `PORT: cannot listen on ${port} (${code})`
    : `HOST and PORT: cannot listen on ${host}, port ${port} (${code})`;
}
