import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface SilencedServer extends AsyncDisposable {
  readonly port: number;
  /** Stops all traffic without closing connections. */
  silence(): void;
  /** The number of bytes that were sent to the server since then. */
  readonly unheard: number;
}

/** Starts a proxy before a TCP server that can lose the traffic silently, as a network may. */
export async function startBeforeServer(target: { host: string; port: number }): Promise<SilencedServer> {
  const sockets = new Set<Socket>();
  let isSilent = false;
  let unheard = 0;
  const server = createServer((client) => {
    const upstream = connect(target);
    client.on('data', (data) => {
      if (isSilent) unheard += data.length;
      else upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (!isSilent) client.write(data);
    });
    for (const [socket, other] of [[client, upstream] as const, [upstream, client] as const]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        if (!isSilent) other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    silence() {
      isSilent = true;
    },
    get unheard() {
      return unheard;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
