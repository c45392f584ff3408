import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A network between a bot and its database server, with faults. */
export interface DatabaseNetwork extends AsyncDisposable {
  /** The address of the database through this network. */
  readonly url: string;
  /** Stops all traffic without losing any, as a server that is stopped with SIGSTOP. */
  freeze(): void;
  /** Resumes the traffic, with the data that was held back. */
  thaw(): void;
  /** Breaks all connections, and new ones at once. */
  cut(): void;
  mend(): void;
  /** Breaks the connections on the bot's side only; the server does not notice. New connections work. */
  abandon(): void;
  /**
   * Lets the first statement with these words reach the server, and drops all replies of the server from then on.
   *
   * @param after limits this to a connection that has sent a statement with these words before, so that other
   *   transactions of the bot do not count
   */
  muteFrom(words: string, after?: string): void;
  /** Delays all replies of the server, in milliseconds. */
  delayBy(ms: number): void;
}

const POSTGRES_PORT = 5432;

export async function startDatabaseNetwork(databaseUrl: string): Promise<DatabaseNetwork> {
  const target = new URL(databaseUrl);
  const host = { host: target.hostname, port: Number(target.port || POSTGRES_PORT) };
  const links = new Set<{ client: Socket; server: Socket }>();
  const orphans = new Set<Socket>();
  let isFrozen = false;
  let isCut = false;
  let isMute = false;
  let delayMs = 0;
  let mute: { words: string; after: string } | null = null;

  const proxy = createServer({ pauseOnConnect: true }, (client) => {
    client.on('error', () => client.destroy());
    if (isCut) return void client.destroy();
    const server = connect(host);
    const link = { client, server };
    links.add(link);
    let hasSentAfter = false;
    server.on('error', () => server.destroy());
    client.on('data', (data) => {
      hasSentAfter ||= mute !== null && data.includes(mute.after);
      if (mute !== null && hasSentAfter && data.includes(mute.words)) freezeAnswers();
      server.write(data);
    });
    server.on('data', (data) => {
      if (delayMs === 0) client.write(data);
      else setTimeout(() => client.write(data), delayMs);
    });
    client.on('close', () => {
      links.delete(link);
      if (!orphans.has(server)) server.destroy();
    });
    server.on('close', () => client.destroy());
    if (isFrozen || isMute) server.pause();
    if (isFrozen) client.pause();
    else client.resume();
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  function freezeAnswers(): void {
    isMute = true;
    for (const { server } of links) server.pause();
  }

  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port }).href,
    freeze() {
      isFrozen = true;
      for (const { client, server } of links) {
        client.pause();
        server.pause();
      }
    },
    thaw() {
      isFrozen = false;
      isMute = false;
      mute = null;
      for (const { client, server } of links) {
        client.resume();
        server.resume();
      }
    },
    cut() {
      isCut = true;
      for (const { client } of links) client.destroy();
    },
    mend() {
      isCut = false;
    },
    abandon() {
      for (const { client, server } of links) {
        orphans.add(server);
        client.destroy();
      }
    },
    muteFrom(words, after = '') {
      mute = { words, after };
    },
    delayBy(ms) {
      delayMs = ms;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(proxy, 'close');
      proxy.close();
      for (const { client, server } of links) {
        client.destroy();
        server.destroy();
      }
      for (const orphan of orphans) orphan.destroy();
      await closed;
    },
  };
}
