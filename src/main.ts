import { existsSync, readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

// Enabled before large modules are loaded; the cache saves a tenth of the start.
enableCompileCache();

// Without a listener, EPIPE from a closed reader of the output would end the process as an uncaught error.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// Used until the bot exists. As process 1 of a container, a process without a listener would ignore the signal.
let stop = (_signal: string): void => process.exit(0);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal));

const { createApp } = await import('./app.ts');
const { readConfig } = await import('./configuration/config.ts');
const { createLogDestination } = await import('./observability/log-destination.ts');
const { createLogger } = await import('./observability/logger.ts');

/** Process supervisors wait about this long before they kill the process. */
const STOP_TIMEOUT_MS = 10_000;
/** Longer than a sign-out, including a running sign-in that it waits for. */
const SIGN_OUT_TIMEOUT_MS = 5_000;
/** File with holidays and opening hours, in the folder of `.env`. */
const CALENDAR_FILE = 'calendar.json';

if (existsSync('.env')) process.loadEnvFile('.env');
const read = (path: string) => readFileSync(path, 'utf8');
const result = readConfig(process.env, read, existsSync(CALENDAR_FILE) ? read(CALENDAR_FILE) : undefined);
if (result.kind === 'problems') {
  const list = result.problems.map((problem) => `  - ${problem}\n`).join('');
  process.stderr.write(
    `Floorwalker cannot start with this configuration:\n${list}.env.example explains each variable.\n`,
  );
  process.exit(1);
}

const { config } = result;
const clock = { now: () => Date.now(), monotonic: () => performance.now() };
const logger = createLogger({
  level: config.logLevel,
  secrets: config.secrets,
  destination: createLogDestination(process.stdout),
});
const floorwalker = createApp(config, { clock, logger });

for (const { name, suggested } of result.misspelt)
  logger.warn({ variable: name, suggested }, 'unknown variable resembles a known one');

let isEnding = false;
let hasCrashed = false;

stop = (signal) => {
  // The crash handler ends the process, and a second signal does not wait.
  if (hasCrashed) return;
  if (isEnding) process.exit(1);
  logger.info({ signal }, 'stopping after the accepted work');
  void end(0);
};
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error) => void crash(event, error));
}

/** Result of the start; after `failed` and `stopped` the process ends. */
export const outcome = await floorwalker.start().catch(async (error: unknown) => {
  logger.error({ err: error }, 'start failed');
  if (!isEnding) await end(1);
  return 'failed' as const;
});

/** Always signs out, because a failed start may have opened a gateway session. */
async function end(exitCode: 0 | 1): Promise<void> {
  isEnding = true;
  setTimeout(() => process.exit(1), STOP_TIMEOUT_MS);
  await floorwalker.stop();
  logger.info({}, 'stopped');
  process.exit(hasCrashed ? 1 : exitCode);
}

/**
 * Handles an uncaught error, which leaves the process in an unknown state: signs out of the gateway, which would
 * otherwise refuse the next start for two minutes, and ends the process. Further errors are not logged, because they
 * may be endless.
 */
async function crash(event: string, error: unknown): Promise<void> {
  if (hasCrashed) return;
  hasCrashed = true;
  setTimeout(() => process.exit(1), SIGN_OUT_TIMEOUT_MS);
  try {
    logger.error({ err: error, event }, 'uncaught error; stopping');
  } catch {
    // The error may be of a shape that cannot be logged; the sign-out is more important.
  }
  await floorwalker.signOut().catch(() => undefined);
  process.exit(1);
}
