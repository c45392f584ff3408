import { once } from 'node:events';
import type { Server } from 'node:http';
import { codeOf, FloorwalkerError } from './errors.ts';
import type { Logger } from './logger.ts';

/** `HOST` and `PORT`. */
export interface ListenAddress {
  /** 0 lets the system choose. */
  readonly port: number;
  /** An IP address of this machine; all of them where it is left out. */
  readonly host?: string | undefined;
}

/** A server's way from closed to listening and back, in whatever order it is asked for. */
export interface Listening {
  /** @throws {FloorwalkerError} `config-invalid` where the address cannot be had */
  open(): Promise<void>;
  /** Takes no new connection; requests that are under way may still be answered. */
  takeNoMore(): Promise<void>;
  /** Cuts off whoever is still connected. */
  close(): Promise<void>;
  /** While it listens. */
  port(): number | null;
}

/** Slack and load balancers keep a handful of connections; each may send a body of 1 MB before it is known to be Slack's. */
export const CONNECTIONS_MAX = 200;

export function createListening(options: {
  server: Server;
  address: ListenAddress;
  logger: Logger;
}): Listening {
  const { server, address, logger } = options;
  let opening: Promise<unknown> = Promise.resolve();
  server.maxConnections = CONNECTIONS_MAX;

  /** A server that is closed before it listens never says so. */
  async function takeNoMore(): Promise<void> {
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
      // A connection that could not be taken (too many open files) is no reason to end the process.
      server.on('error', (error) => logger.error({ code: codeOf(error) }, 'a connection could not be taken'));
    },
    takeNoMore,
    async close() {
      await takeNoMore();
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
