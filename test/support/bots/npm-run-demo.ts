import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import type { Tabs } from '../../../sandbox/local-page/test/support/open-tab.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Timeout in milliseconds that suffices on a busy machine. */
const DEMO_TIMEOUT_MS = 60_000;

export interface NpmRunDemo extends AsyncDisposable {
  /** The printed address that a person opens. */
  readonly address: Promise<string>;
}

/** Runs `npm run demo` as a person does, on another port. */
export function npmRunDemo(): NpmRunDemo {
  const child: ChildProcess = spawn('npm', ['run', 'demo', '--', '--port', '0'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    // The demo has a process group of its own, as in a shell, so that Ctrl-C reaches all of its processes.
    detached: true,
  });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = '';
  child.stdout?.on('data', (data: Buffer) => {
    said += data.toString();
    const [address] = /http:\/\/127\.0\.0\.1:\d+\/(?=\s)/.exec(said) ?? [];
    if (address !== undefined) resolve(address);
  });
  const closed = once(child, 'close');
  void closed.then(() => reject(new Error(`The demo ended: ${said}`)));
  promise.catch(() => undefined);
  return {
    address: promise,
    async [Symbol.asyncDispose]() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
      await closed;
    },
  };
}

/** Asks a person's first question as soon as the page accepts it. Returns the answering message. */
export async function askFirst(tabs: Tabs, address: string): Promise<Locator> {
  const tab = await tabs.open(address);
  tab.setDefaultTimeout(DEMO_TIMEOUT_MS);
  const slack = tab.frameLocator('iframe[title="Slack"]');
  await slack.locator('#composer').fill('/agent 1099 stats');
  await slack.locator('#composer').press('Enter');
  const answer = slack.locator('.message').filter({ hasText: 'Liu Kai' });
  await answer.waitFor();
  return answer;
}
