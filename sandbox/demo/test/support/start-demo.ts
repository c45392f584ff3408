import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const DEMO = fileURLToPath(new URL('../../demo.ts', import.meta.url));

export interface DemoProcess {
  readonly child: ChildProcess;
  /** The address that the demo prints first. Rejects with all that it said where it ends instead. */
  readonly first: Promise<string>;
  /** The workspace's and the contact centre's own addresses. */
  readonly pages: Promise<{ first: string; workspace: string; contactCenter: string }>;
  /** The port that the bot listens on: health, and in HTTP mode Slack's requests. Only with `LOG_LEVEL=info`. */
  readonly botPort: Promise<number>;
  /** Its exit code. */
  readonly exited: Promise<number | null>;
  /** Waits until it has said that; what stood in the first brackets. Rejects with all that it said where it ends instead. */
  says(what: RegExp): Promise<string>;
}

/** The demo as a person starts it: its own process, found by the addresses that it prints. */
export function startDemo(flags: readonly string[] = [], env: Record<string, string> = {}): DemoProcess {
  const port = flags.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(process.execPath, [DEMO, ...port, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, as a shell makes it, so that the test can find processes that are left.
    detached: true,
    env: { ...process.env, ...env },
  });
  // A test that fails does not come to end it.
  onTestFinished(() => void child.kill());
  let said = '';
  const waiting = new Set<() => void>();
  const listen = (data: Buffer): void => {
    said += data.toString();
    for (const look of waiting) look();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  // 'close' comes after the last word.
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
