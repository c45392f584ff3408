import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wholeOr } from '../../../../test/support/clocks/whole-run.ts';
import { startDemo } from '../support/start-demo.ts';

/** A module for the demo's process that sends SIGINT when the given number of servers have started to listen. */
const interruptAt = (server: number): string =>
  `data:text/javascript,${encodeURIComponent(`
    import { Server } from 'node:net';
    const { listen } = Server.prototype;
    let told = 0;
    Server.prototype.listen = function (...address) {
      told += 1;
      if (told === ${server}) process.kill(process.pid, 'SIGINT');
      return listen.apply(this, address);
    };
  `)}`;

/** Whether any process of this group is alive. */
function isAlive(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

// The simulator has two servers, the workspace one, and the pages three.
test.each(wholeOr([1, 2, 3, 4, 5, 6], [1]))(
  'Ctrl-C while server %i begins to listen leaves nothing of the demo',
  async (server) => {
    const temporary = await mkdtemp(join(tmpdir(), 'floorwalker-interrupted-'));
    const demo = startDemo([], {
      TMPDIR: temporary,
      NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
      NODE_OPTIONS: `--import=${interruptAt(server)}`,
    });
    const group = demo.child.pid ?? 0;
    expect(await demo.exited).toBe(0);
    const left = { processes: isAlive(group), files: await readdir(temporary) };
    if (left.processes) process.kill(-group, 'SIGKILL');
    await rm(temporary, { recursive: true });
    expect(left).toEqual({ processes: false, files: [] });
  },
);
