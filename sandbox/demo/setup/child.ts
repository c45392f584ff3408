import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A child process of the demo, which ends with the demo. Its program calls `followParent` first. */
export interface DemoChild {
  /** Resolves with the first message of the child; never if the child ends without one. */
  readonly ready: Promise<void>;
  /** Resolves when the child has ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Sends the message that `followParent` resolves with in the child. */
  send(what: Serializable): void;
  stop(): Promise<void>;
}

interface DemoChildOptions {
  entry: URL;
  /** The working directory: a folder without a .env file, so that the child reads no settings from it. */
  folder: string;
}

/** Time in milliseconds for the child to end after Ctrl-C, which reaches it too, before it gets another signal. */
const CTRL_C_GRACE_MS = 150;
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
    send(what) {
      if (child.connected) child.send(what);
    },
    async stop() {
      if (await within(CTRL_C_GRACE_MS, ended)) return;
      child.kill('SIGTERM');
      if (await within(KILL_AFTER_MS, ended)) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/**
 * Waits in the child for the demo's message. The child ends as on SIGTERM when the demo ends, even if the demo is
 * killed.
 */
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
