import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { CONNECTIONS_MAX, createHttpServer } from '../../src/http-server.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

function create(port = 0) {
  const server = createServer((_request, response) => response.end('here'));
  const logger = createRecordingLogger();
  const httpServer = createHttpServer({ server, address: { host: '127.0.0.1', port }, logger });
  return { server, logger, httpServer };
}

describe('a server that listens', () => {
  test('stays closed if it is closed before it listens', async () => {
    const { httpServer } = create();
    const opened = httpServer.open();
    await httpServer.close();
    await opened;
    expect(httpServer.port()).toBe(null);
  });

  test('disconnects all clients when it is closed', async () => {
    const { httpServer } = create();
    await httpServer.open();
    const client = connect({ host: '127.0.0.1', port: httpServer.port() ?? 0 });
    await once(client, 'connect');
    client.write('GET / HTTP/1.1\r\n');
    const cut = new Promise<void>((resolve) => client.once('close', () => resolve()));
    client.on('error', () => undefined);
    await httpServer.close();
    await cut;
    expect(client.destroyed).toBe(true);
  });

  test('accepts no more connections than it can buffer bodies for', async () => {
    const { httpServer } = create();
    await httpServer.open();
    const port = httpServer.port() ?? 0;
    const open = async () => {
      const client = connect({ host: '127.0.0.1', port });
      client.on('error', () => undefined);
      await once(client, 'connect');
      return client;
    };
    const held = await Promise.all(Array.from({ length: CONNECTIONS_MAX }, open));
    const tooMany = await open();
    if (!tooMany.closed) await once(tooMany, 'close');
    expect(held.filter(({ closed }) => closed)).toEqual([]);
    const [first] = held;
    const freed = first && once(first, 'close');
    first?.end();
    await freed;
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(await response.text()).toBe('here');
    await httpServer.close();
  });

  test('names the address that is unavailable, and can still be closed', async () => {
    const first = create().httpServer;
    await first.open();
    const second = create(first.port() ?? 0).httpServer;
    await expect(second.open()).rejects.toMatchObject({
      code: 'config-invalid',
      detail: `HOST and PORT: cannot listen on 127.0.0.1, port ${first.port()} (EADDRINUSE)`,
    });
    await second.close();
    await first.close();
  });

  test('continues after connections could not be accepted', async () => {
    const { server, httpServer, logger } = create();
    await httpServer.open();
    const failure = Object.assign(new Error('accept'), { code: 'EMFILE' });
    server.emit('error', failure);
    server.emit('error', failure);
    expect(logger.lines.map(({ fields }) => fields)).toEqual([{ code: 'EMFILE' }, { code: 'EMFILE' }]);
    expect(await (await fetch(`http://127.0.0.1:${httpServer.port()}/`)).text()).toBe('here');
    await httpServer.close();
  });
});
