import { mkdtempSync, rmSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoChild, startChild } from './setup/child.ts';
import { readDemoOptions, USAGE } from './setup/demo-options.ts';
import { DEMO_WORDS } from './setup/demo-words.ts';

/**
 * The whole bot on this machine: a simulated contact centre, a local Slack workspace with its page, and the
 * bot itself as a child process that knows nothing of either.
 */

// Before anything large is loaded: the cache saves a third of the start.
enableCompileCache();

const children: DemoChild[] = [];
/** What else ends when the demo ends, last started first. */
const closing: (() => unknown)[] = [];
const ending = new AbortController();
let ended: Promise<void> | undefined;

function end(code: number): Promise<void> {
  ended ??= closeAll().then(() => process.exit(code));
  return ended;
}

/** The bot first, so that it finds everybody there to say good-bye to. Also what was on its way when the end began. */
async function closeAll(): Promise<void> {
  ending.abort();
  await Promise.all(children.map((child) => child.stop()));
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) {
    try {
      await close();
    } catch {
      // The others are closed all the same.
    }
  }
}

/** @throws once the demo ends: then nothing more is started */
function keep<Part extends { stop(): unknown }>(part: Part): Part {
  closing.push(() => part.stop());
  ending.signal.throwIfAborted();
  return part;
}

/** Those of a terminal reach all processes, and which of them is heard of first is a matter of luck. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
for (const signal of SIGNALS) process.on(signal, () => void end(0));

try {
  const options = readDemoOptions(process.argv.slice(2));
  if (options === undefined) {
    console.log(USAGE);
  } else {
    // At once, both: between the two nobody writes into it, and no signal is heard.
    const folder = mkdtempSync(join(tmpdir(), 'demo-'));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    // Before anything is loaded here: it has most to load, and does so beside this process.
    const bot = startBot(folder);
    const { runDemo } = await import('./setup/run-demo.ts');
    ending.signal.throwIfAborted();
    await runDemo({ options, folder, bot, startPast: () => startPast(folder), ending: ending.signal, keep });
  }
} catch (error) {
  if (ended === undefined) console.error(error instanceof Error ? error.message : error);
  await end(1);
}

function startBot(folder: string): DemoChild {
  const bot = startChild({ entry: new URL('demo-bot.ts', import.meta.url), folder });
  children.push(bot);
  void bot.ended.then(({ code, signal }) => {
    if (ended !== undefined) return undefined;
    // The bot exits with 0 only after a signal, and may have ended before this process has heard the same one.
    if (code === 0 || SIGNALS.some((each) => each === signal)) return end(0);
    console.error(DEMO_WORDS.botEnded(signal ?? `exit code ${code}`));
    return end(1);
  });
  return bot;
}

function startPast(folder: string): DemoChild {
  ending.signal.throwIfAborted();
  const past = startChild({ entry: new URL('setup/past-process.ts', import.meta.url), folder });
  children.push(past);
  void past.ended.then(({ code }) => {
    if (ended === undefined && code !== null && code > 0) console.error(DEMO_WORDS.noPast);
  });
  return past;
}
