import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that the demo starts and takes along when it ends. Such a process begins with `followParent`. */
export interface DemoChild {
  /** Resolves with the first word from it; never where it ends without one. */
  readonly ready: Promise<void>;
  /** Resolves when it ends, by itself or because it was told to. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** What its `followParent` resolves with. */
  tell(what: Serializable): void;
  stop(): Promise<void>;
}

interface DemoChildOptions {
  entry: URL;
  /** Where it runs; a folder without an .env file, so that nothing from there slips in. */
  folder: string;
}

/** Ctrl-C reaches it as well; only one that did not hear it is told again. */
const HEARS_FOR_ITSELF_MS = 150;
const KILL_AFTER_MS = 3_000;

export function startChild({ entry, folder }: DemoChildOptions): DemoChild {
  const { PATH = '', HOME = '' } = process.env;
  const child = fork(entry, {
    cwd: folder,
    env: { PATH, HOME },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = whenEnded(child);
  const ready = new Promise<void>((resolve) => child.once('message', () => resolve()));
  return {
    ready,
    ended,
    tell(what) {
      if (child.connected) child.send(what);
    },
    async stop() {
      if (await within(HEARS_FOR_ITSELF_MS, ended)) return;
      child.kill('SIGTERM');
      if (await within(KILL_AFTER_MS, ended)) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** In the child: what the demo tells it. However the demo ends, killed or not, the child ends as on SIGTERM. */
export function followParent(): Promise<unknown> {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  return new Promise((resolve) => process.once('message', resolve));
}

function whenEnded(child: ChildProcess): DemoChild['ended'] {
  const { promise, resolve } = Promise.withResolvers<Awaited<DemoChild['ended']>>();
  child.once('exit', (code, signal) => resolve({ code, signal }));
  child.once('error', () => resolve({ code: 1, signal: null }));
  return promise;
}

const within = (ms: number, ended: Promise<unknown>): Promise<boolean> =>
  Promise.race([ended.then(() => true), sleep(ms, false, { ref: false })]);
