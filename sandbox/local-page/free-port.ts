import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { isTaken } from './is-taken.ts';

/**
 * Ports that Linux, macOS and Windows give to no connection or server without a port of its own, so that a port is
 * still free when a process that starts a second later opens it.
 */
const [FIRST_PORT, END_PORT] = [20_000, 32_768];

/** Returns a port of 127.0.0.1 that another process can open. */
export async function freePort(): Promise<number> {
  const port = randomInt(FIRST_PORT, END_PORT);
  return (await isFree(port)) ? port : freePort();
}

/** Whether this process can open the port of 127.0.0.1, which it closes again. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  } finally {
    server.close();
  }
}
