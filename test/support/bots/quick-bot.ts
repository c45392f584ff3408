import { readFileSync } from 'node:fs';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/configuration/config.ts';
import { createLogger } from '../../../src/observability/logger.ts';

/**
 * The whole bot as a process with short intervals, to be killed. Its environment configures it as in `npm start`. The
 * process sends `ready` to its parent; SIGTERM ends it in order. `CLOCK_AHEAD_MS` is the error of its clock.
 */
const result = readConfig(process.env, (path) => readFileSync(path, 'utf8'));
if (result.kind === 'problems') throw new Error(result.problems.join('\n'));
const { config } = result;
const aheadMs = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);
const clock = { now: () => Date.now() + aheadMs, monotonic: () => performance.now() };
const bot = createApp(config, {
  clock,
  logger: createLogger({ level: config.logLevel, secrets: config.secrets }),
  timing: {
    allowance: { personAtOnce: 1e6, personPerMinute: 6e7, workspacePerMinute: 1e6 },
    session: { pollGapMs: 20, firstRetryMs: 100, longestRetryMs: 500, inUseRetryMs: 300 },
    shareMs: 100,
    summaries: {
      delivery: { postMs: 400, settleMs: 600, fenceMs: 100, tickMs: 50, touchMs: 200, idleMs: 20 },
      leaseMs: 900,
      superviseSeconds: 1,
      postRate: { startPerSecond: 200, maxPerSecond: 200, minPerSecond: 50, channelIntervalMs: 5 },
    },
  },
});
process.once('SIGTERM', () => {
  bot.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
// After the parent's end, no other process would end this one.
process.once('disconnect', () => process.exit());
process.on('message', () => process.send?.({ port: bot.port() }));
await bot.start();
process.send?.({ port: bot.port() });
