import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ALWAYS_OPEN } from '../../src/domain/calendar/calendar.ts';
import { createLogger } from '../../src/observability/logger.ts';
import { createSummaries } from '../../src/summaries/create-summaries.ts';
import type { Delivery } from '../../src/summaries/deliveries/delivery.ts';
import { createDeliveryRunner } from '../../src/summaries/deliveries/delivery-runner.ts';
import type { DeliveryRenderers, Poster } from '../../src/summaries/deliveries/ports.ts';
import { createSqliteJobs } from '../../src/summaries/deliveries/sqlite-jobs.ts';
import { addDueSubscriptions } from '../support/bots/crash-harness.ts';
import { LATE_POLICY } from '../support/bots/late-policy.ts';
import { CENTRE } from '../support/floors/centre-key.ts';
import { createSqlite } from '../support/peers/databases.ts';
import { type BenchRow, milliseconds, times } from './figures.ts';

const DUE = 10_000;
/** Posts per second that the workspace accepts: more than Slack does, so that the run ends within a minute. */
const LIMIT = 200;
const LATENCY_MS = 30;
const LEASE_MS = 30_000;

/** Returns a message of a summary's size: 8 blocks of 250 characters. */
function summary({ key }: Delivery) {
  const blocks = Array.from({ length: 8 }, (_, n) => ({
    type: 'section',
    text: `${n}${key}`.padEnd(250, '.'),
  }));
  return Promise.resolve({ text: key, blocks });
}

const renderers: DeliveryRenderers<unknown> = {
  scheduled: summary,
  requested: summary,
  notification: summary,
};

/**
 * Measures many summaries that are due in one minute, through a workspace with a rate limit that it does not announce.
 */
export async function measureDelivery(): Promise<BenchRow[]> {
  const few = await drain(10);
  const many = await drain(DUE);
  const ideal = (DUE - LIMIT) / LIMIT;
  return [
    {
      what: `${DUE} summaries due at once, workspace takes ${LIMIT}/s`,
      figure: `${many.seconds.toFixed(1)} s`,
      against: `ideal ${ideal.toFixed(1)} s`,
      ratio: times(many.seconds / ideal),
    },
    {
      what: 'of these lost, posted twice, refused with 429',
      figure: `${DUE - many.distinct}, ${many.posts - many.distinct}, ${many.refused}`,
      against: '0, 0, 5 %',
      ratio: `${((100 * many.refused) / DUE).toFixed(2)} %`,
    },
    {
      what: `memory while ${DUE} are due`,
      figure: `heap +${megabytes(many.heap - few.heap)} at most while they drain`,
      against: '10 due',
      ratio: `resident +${megabytes(many.waitingRss)}`,
    },
    {
      what: `making ${DUE} due: from rows of subscriptions to rows of work`,
      figure: milliseconds(many.tickMs),
      against: 'longest stall',
      ratio: milliseconds(many.stallMs),
    },
  ];
}

async function drain(count: number) {
  const file = await createSqlite();
  const { db } = await file.open();
  await addDueSubscriptions(db, count, { channels: Array.from({ length: count }, (_, n) => `C${n}`) });
  const slack = createWorkspace();
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const shared = {
    db,
    engine: createSqliteJobs({ db, clock, leaseMs: LEASE_MS }),
    latePolicy: LATE_POLICY,
    clock,
    logger: createLogger({ level: 'silent', secrets: [] }),
  };
  const runner = createDeliveryRunner({
    ...shared,
    poster: slack.poster,
    random: Math.random,
    postRate: { startPerSecond: 0.95 * LIMIT, maxPerSecond: 2 * LIMIT, increasePerMinute: 4 },
  });
  createSummaries({
    ...shared,
    runner,
    centre: CENTRE,
    renderers,
    people: { isClosed: () => Promise.resolve(false) },
    leads: () => false,
    calendar: ALWAYS_OPEN,
  });
  collectGarbage();
  const stalls = monitorEventLoopDelay({ resolution: 5 });
  stalls.enable();
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  await runner.start();
  const tickMs = performance.now() - begun;
  collectGarbage();
  const waitingRss = process.memoryUsage.rss() - before;
  let heap = 0;
  for (let open = count; open > 0; ) {
    await delay(count > 100 ? 2_000 : 50);
    collectGarbage();
    heap = Math.max(heap, process.memoryUsage().heapUsed);
    const load = await runner.load();
    open = load === null ? open : load.due + load.posting;
  }
  const seconds = (slack.lastAt() - begun) / 1_000;
  stalls.disable();
  await runner.stop();
  await file.remove();
  return { heap, waitingRss, tickMs, seconds, stallMs: stalls.max / 1e6, ...slack.counts() };
}

/** Creates a token bucket that rejects everything within Retry-After, as Slack does. */
function createWorkspace() {
  const seen = new Set<string>();
  let posts = 0;
  let refused = 0;
  let tokens = LIMIT;
  let refilledAt = performance.now();
  let shutUntil = 0;
  let lastAt = 0;
  const poster: Poster<unknown> = {
    time: () => null,
    async post({ key }) {
      await delay(LATENCY_MS);
      const now = performance.now();
      tokens = Math.min(LIMIT, tokens + ((now - refilledAt) / 1_000) * LIMIT);
      refilledAt = now;
      if (now < shutUntil || tokens < 1) {
        if (now >= shutUntil) shutUntil = now + 1_000;
        refused += 1;
        return { kind: 'not-sent', retryAfterMs: 1_000, limited: true };
      }
      tokens -= 1;
      posts += 1;
      lastAt = now;
      seen.add(key);
      return { kind: 'sent', messageId: key };
    },
    findPosted: () => Promise.resolve({ kind: 'absent' }),
  };
  return { poster, lastAt: () => lastAt, counts: () => ({ posts, refused, distinct: seen.size }) };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
