import { createServer } from 'node:net';
import { isTaken } from '../../local-page/is-taken.ts';
import { DEMO_WORDS } from './demo-words.ts';

/**
 * Returns a free port: the wanted one, or any if that is 0.
 *
 * @throws {Error} with a sentence for people if the port is taken
 */
export async function freePort(flag: string, wanted: number): Promise<number> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', (error) =>
    reject(isTaken(error) ? new Error(DEMO_WORDS.portTaken(flag, wanted)) : error),
  );
  server.listen(wanted, '127.0.0.1', () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : wanted);
  });
  const port = await promise;
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve());
  await closed.promise;
  return port;
}
