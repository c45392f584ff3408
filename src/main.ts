import { existsSync, readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

// Before anything large is loaded: the cache saves a tenth of the start.
enableCompileCache();

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

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
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
  process.exit(1);
}

let stopping = false;

async function stop(signal: string): Promise<void> {
  if (stopping) process.exit(1);
  stopping = true;
  logger.info({ signal }, 'stopping: finishing what was accepted');
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await floorwalker.stop();
  logger.info({}, 'stopped');
  process.exit(0);
}
