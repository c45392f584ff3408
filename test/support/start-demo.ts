import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const DEMO = fileURLToPath(new URL('../../sandbox/demo.ts', import.meta.url));

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
}

/** The demo as a person starts it: its own process, found by the addresses that it prints. */
export function startDemo(flags: readonly string[] = [], env: Record<string, string> = {}): DemoProcess {
  const port = flags.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(process.execPath, [DEMO, ...port, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a shell would make it: whoever is left of it can be found.
    detached: true,
    env: { ...process.env, ...env },
  });
  const first = Promise.withResolvers<string>();
  const pages = Promise.withResolvers<Awaited<DemoProcess['pages']>>();
  const botPort = Promise.withResolvers<number>();
  let said = '';
  const listen = (data: Buffer): void => {
    said += data.toString();
    const [address] = /http:\/\/127\.0\.0\.1:\d+\/(?=\s)/.exec(said) ?? [];
    const [, workspace] = /(http:\S+)\s+the workspace alone/.exec(said) ?? [];
    const [, contactCenter] = /(http:\S+)\s+the contact centre alone/.exec(said) ?? [];
    const [, port] = /"port":(\d+),"msg":"Floorwalker answers"/.exec(said) ?? [];
    if (port !== undefined) botPort.resolve(Number(port));
    if (address !== undefined) first.resolve(address);
    if (address !== undefined && workspace !== undefined && contactCenter !== undefined) {
      pages.resolve({ first: address, workspace, contactCenter });
    }
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const exited = once(child, 'exit').then(([code]: unknown[]) => {
    first.reject(new Error(said));
    pages.reject(new Error(said));
    botPort.reject(new Error(said));
    return typeof code === 'number' ? code : null;
  });
  for (const promise of [first.promise, pages.promise, botPort.promise]) promise.catch(() => undefined);
  return { child, first: first.promise, pages: pages.promise, botPort: botPort.promise, exited };
}
