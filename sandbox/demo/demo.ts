import { mkdtempSync, rmSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoChild, startChild } from './setup/child.ts';
import { readDemoOptions, USAGE } from './setup/demo-options.ts';
import { DEMO_WORDS } from './setup/demo-words.ts';

/**
 * The demo: a simulated contact centre, a local Slack workspace with its page, and the bot as a child process that
 * knows nothing of either.
 */

// The compile cache is enabled before large modules are loaded; it saves a third of the start.
enableCompileCache();

const children: DemoChild[] = [];
/** The functions that stop the other parts, in order of start. They run in reverse order. */
const closing: (() => unknown)[] = [];
const ending = new AbortController();
let ended: Promise<void> | undefined;

function end(code: number): Promise<void> {
  ended ??= closeAll().then(() => process.exit(code));
  return ended;
}

/**
 * Stops the bot first, so that the other parts still answer it, then the rest, including parts whose start completes
 * later.
 */
async function closeAll(): Promise<void> {
  ending.abort();
  await Promise.all(children.map((child) => child.stop()));
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) {
    try {
      await close();
    } catch {
      // A failure does not prevent that the other parts are stopped.
    }
  }
}

/**
 * Registers a part to be stopped with the demo. @throws {Error} if the demo is already ending, so that no further part
 * starts
 */
function keep<Part extends { stop(): unknown }>(part: Part): Part {
  closing.push(() => part.stop());
  ending.signal.throwIfAborted();
  return part;
}

/** The signals that end the demo. A terminal sends them to all processes, in no fixed order. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
for (const signal of SIGNALS) process.on(signal, () => void end(0));

try {
  const options = readDemoOptions(process.argv.slice(2));
  if (options === undefined) {
    console.log(USAGE);
  } else {
    // The folder and its removal are set up in one step, without an interruption by a signal.
    const folder = mkdtempSync(join(tmpdir(), 'demo-'));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    // The bot's process starts before this process loads its modules, because it has the most to load.
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
    // The bot exits with 0 only after a signal, which this process may not have received yet.
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
