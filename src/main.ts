import { existsSync, readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

// Before anything large is loaded: the cache saves a tenth of the start.
enableCompileCache();

// Until there is something to stop. Process 1 of a container, without a listener, would not hear the signal at all.
let stop = (_signal: string): void => process.exit(0);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal));

const { createFloorwalker } = await import('./app.ts');
const { readConfig, secretsOf } = await import('./config.ts');
const { createLogger } = await import('./observability/logger.ts');

/** A supervisor of processes waits about this long before it kills. */
const STOP_WITHIN_MS = 10_000;
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
const logger = createLogger({ level: config.logLevel, secrets: secretsOf(config) });
const floorwalker = createFloorwalker(config, { clock, logger });

let isEnding = false;

stop = (signal) => {
  // Asked twice, it does not wait.
  if (isEnding) process.exit(1);
  logger.info({ signal }, 'stopping: finishing what was accepted');
  void end(0);
};
// Whatever nobody caught leaves the process in a state that nobody thought of: end it, a supervisor starts it anew.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error) => {
    logger.error({ err: error }, `${event}: stopping`);
    process.exit(1);
  });
}

try {
  await floorwalker.start();
} catch (error) {
  logger.error({ err: error }, 'could not start');
  if (!isEnding) await end(1);
}

/** Signs out in any case: at the gateway the session of a start that failed is one like any other. */
async function end(exitCode: 0 | 1): Promise<void> {
  isEnding = true;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await floorwalker.stop();
  logger.info({}, 'stopped');
  process.exit(exitCode);
}
