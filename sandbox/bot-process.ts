import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The bot as its own process, as in production: it is only given an environment. */
export interface BotProcess {
  /** Resolves when it ends, by itself or because it was told to. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop(): Promise<void>;
}

interface BotProcessOptions {
  environment: Record<string, string>;
  /** Where it runs; a folder without an .env file, so that nothing from there slips in. */
  folder: string;
}

/** Ctrl-C reaches the bot as well; only one that did not hear it is told again. */
const HEARS_FOR_ITSELF_MS = 150;
const KILL_AFTER_MS = 3_000;

export function startBot({ environment, folder }: BotProcessOptions): BotProcess {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = whenEnded(child);
  return {
    ended,
    async stop() {
      if (await within(HEARS_FOR_ITSELF_MS, ended)) return;
      child.kill('SIGTERM');
      if (await within(KILL_AFTER_MS, ended)) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function whenEnded(child: ChildProcess): BotProcess['ended'] {
  const { promise, resolve } = Promise.withResolvers<Awaited<BotProcess['ended']>>();
  child.once('exit', (code, signal) => resolve({ code, signal }));
  child.once('error', () => resolve({ code: 1, signal: null }));
  return promise;
}

const within = (ms: number, ended: Promise<unknown>): Promise<boolean> =>
  Promise.race([ended.then(() => true), sleep(ms, false, { ref: false })]);
