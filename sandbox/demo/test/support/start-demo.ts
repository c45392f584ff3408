import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const DEMO = fileURLToPath(new URL('../../demo.ts', import.meta.url));

export interface DemoProcess {
  readonly child: ChildProcess;
  /** The address that the demo prints first. Rejects with the whole output if the demo ends without one. */
  readonly first: Promise<string>;
  /** The addresses of the pages. */
  readonly pages: Promise<{ first: string; workspace: string; contactCenter: string }>;
  /** The bot's port for health and, in HTTP mode, Slack's requests. It is printed only with `LOG_LEVEL=info`. */
  readonly botPort: Promise<number>;
  /** The exit code; `null` after a signal. */
  readonly exited: Promise<number | null>;
  /**
   * Waits for matching output and returns the first group of the match. Rejects with the whole output if the demo ends
   * before.
   */
  says(what: RegExp): Promise<string>;
}

/** Starts the demo as a person does: in a process of its own, with the addresses read from its output. */
export function startDemo(flags: readonly string[] = [], env: Record<string, string> = {}): DemoProcess {
  const port = flags.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(process.execPath, [DEMO, ...port, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The demo has a process group of its own, as a shell creates it, so that the test can find remaining processes.
    detached: true,
    env: { ...process.env, ...env },
  });
  // A failing test does not reach the line that ends the demo.
  onTestFinished(() => void child.kill());
  let said = '';
  const waiting = new Set<() => void>();
  const listen = (data: Buffer): void => {
    said += data.toString();
    for (const look of waiting) look();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  // 'close' follows the end of the output.
  const closed = once(child, 'close');
  const exited = closed.then(([code]: unknown[]) => (typeof code === 'number' ? code : null));

  function says(what: RegExp): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const look = (): void => {
      const found = what.exec(said);
      if (found !== null) resolve(found[1] ?? found[0]);
    };
    waiting.add(look);
    look();
    void closed.then(() => reject(new Error(said)));
    promise.catch(() => undefined);
    return promise;
  }

  const first = says(/(http:\/\/127\.0\.0\.1:\d+\/)(?=\s)/);
  const pages = Promise.all([
    first,
    says(/(http:\S+)\s+the workspace alone/),
    says(/(http:\S+)\s+the contact centre alone/),
  ]).then(([first, workspace, contactCenter]) => ({ first, workspace, contactCenter }));
  pages.catch(() => undefined);
  const botPort = says(/"port":(\d+),"msg":"Floorwalker answers"/).then(Number);
  botPort.catch(() => undefined);
  return { child, first, pages, botPort, exited, says };
}
