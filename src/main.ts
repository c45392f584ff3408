import { existsSync, readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

// Before anything large is loaded: the cache saves a tenth of the start.
enableCompileCache();

// Without a listener, a reader of the output that goes away (EPIPE) ends the process with an uncaught error.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// Until there is something to stop. Process 1 of a container, without a listener, would not hear the signal at all.
let stop = (_signal: string): void => process.exit(0);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal));

const { createFloorwalker } = await import('./app.ts');
const { readConfig } = await import('./configuration/config.ts');
const { createLogDestination } = await import('./observability/log-destination.ts');
const { createLogger } = await import('./observability/logger.ts');

/** A supervisor of processes waits about this long before it kills. */
const STOP_WITHIN_MS = 10_000;
/** Longer than a sign-out takes, a sign-in that it has to wait for included. */
const SIGN_OUT_WITHIN_MS = 5_000;
/** Beside `.env`: holidays and opening hours. */
const CALENDAR = 'calendar.json';

if (existsSync('.env')) process.loadEnvFile('.env');
const read = (path: string) => readFileSync(path, 'utf8');
const result = readConfig(process.env, read, existsSync(CALENDAR) ? read(CALENDAR) : undefined);
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
const floorwalker = createFloorwalker(config, { clock, logger });

for (const { name, meant } of result.misspelt)
  logger.warn({ variable: name, meant }, 'a variable that is not read is close to one that is');

let isEnding = false;
let hasCrashed = false;

stop = (signal) => {
  // A crash ends the process by itself; a second signal does not wait.
  if (hasCrashed) return;
  if (isEnding) process.exit(1);
  logger.info({ signal }, 'stopping: finishing what was accepted');
  void end(0);
};
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error) => void crash(event, error));
}

/** How the start ended: `failed` and `stopped` both mean that the process ends. */
export const outcome = await floorwalker.start().catch(async (error: unknown) => {
  logger.error({ err: error }, 'could not start');
  if (!isEnding) await end(1);
  return 'failed' as const;
});

/** Signs out in any case: at the gateway the session of a start that failed is one like any other. */
async function end(exitCode: 0 | 1): Promise<void> {
  isEnding = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS);
  await floorwalker.stop();
  logger.info({}, 'stopped');
  process.exit(hasCrashed ? 1 : exitCode);
}

/**
 * An error that nothing caught leaves the process in an unknown state: it only signs out at the gateway, which would
 * else refuse the next start for two minutes, and ends. What is thrown meanwhile is not logged: it may be endless.
 */
async function crash(event: string, error: unknown): Promise<void> {
  if (hasCrashed) return;
  hasCrashed = true;
  setTimeout(() => process.exit(1), SIGN_OUT_WITHIN_MS);
  try {
    logger.error({ err: error }, `${event}: stopping`);
  } catch {
    // An error of a strange shape cannot be written; signing out matters more.
  }
  await floorwalker.signOut().catch(() => undefined);
  process.exit(1);
}
