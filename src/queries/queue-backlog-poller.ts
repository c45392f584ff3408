import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { chunksOf } from '../domain/floor/chunks-of.ts';
import { QUEUES_PER_GATEWAY_REQUEST } from '../domain/floor/queue-id.ts';
import type { QueueBacklog } from '../domain/floor/queue-status.ts';
import type { Ask, Reading } from '../domain/floor/reading.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import { withTimeout } from '../time.ts';
import type { GatewayPort } from './ports.ts';

export interface PollerTiming {
  /** Interval of background requests, milliseconds. */
  readonly turnMs: number;
}

/** Chunks that one answer requests at once: three of the gateway's five requests in 2 s remain for other facts. */
const CHUNKS_AT_ONCE = 2;
/** Timeout of an answer for these chunks; a later one is in the next answer. */
const CHUNKS_TIMEOUT_MS = 300;
/** Timeout for one background chunk, which yields to interactive requests. */
const BACKGROUND_TIMEOUT_MS = 10_000;
/** Minimum age for reading a queue again in a round. */
const REREAD_AFTER_MS = 10_000;
/** Maximum age of a value. A round of 5,000 queues takes 50 s. */
const BACKLOG_MAX_AGE_MS = 120_000;

interface CachedBacklog {
  readonly wait: QueueBacklog;
  /** Epoch milliseconds. */
  readonly takenAt: number;
  /** Monotonic milliseconds. */
  readonly readAt: number;
}

type Waits = ReadonlyMap<QueueId, QueueBacklog>;

/**
 * Polls calls waiting within the gateway's rate limit: an answer requests as many queues as leave room for other
 * requests, the most important ones first; the others are read in the background, a hundred at a time. Queues that are
 * not read yet are left out. The result is as old as its oldest value.
 */
export function createQueueBacklogPoller(options: {
  gateway: Pick<GatewayPort, 'queueWaits'>;
  clock: Clock;
  timing: PollerTiming;
}) {
  const { gateway, clock, timing } = options;
  const cached = new Map<QueueId, CachedBacklog>();
  let round: Promise<void> | null = null;

  return async function waitsIn(byImportance: readonly QueueId[], ask: Ask): Promise<Reading<Waits>> {
    const chunks = chunksOf(byImportance, QUEUES_PER_GATEWAY_REQUEST);
    const [first, ...others] = chunks.slice(0, CHUNKS_AT_ONCE).map((chunk) => readChunk(chunk, ask));
    const further = Promise.allSettled(others);
    const reading = await (first ?? NOTHING);
    if (reading.kind !== 'value') return reading;
    await withTimeout(further, CHUNKS_TIMEOUT_MS);
    // Runs in the background; after a failure the next request starts another round.
    round ??= readOthers(chunks.slice(CHUNKS_AT_ONCE).flat())
      .catch(() => undefined)
      .finally(() => {
        round = null;
      });
    return known(byImportance);
  };

  async function readOthers(queueIds: readonly QueueId[]): Promise<void> {
    const old = queueIds.filter((id) => ageOf(id) > REREAD_AFTER_MS);
    for (const chunk of chunksOf(old, QUEUES_PER_GATEWAY_REQUEST)) {
      await delay(timing.turnMs, undefined, { ref: false });
      const signal = AbortSignal.timeout(BACKGROUND_TIMEOUT_MS);
      const reading = await readChunk(chunk, { signal, urgency: 'background' });
      if (reading.kind !== 'value') return;
    }
  }

  async function readChunk(queueIds: readonly QueueId[], ask: Ask): Promise<Reading<Waits>> {
    const reading = await gateway.queueWaits(queueIds, ask);
    if (reading.kind !== 'value') return reading;
    for (const id of queueIds) {
      const wait = reading.value.get(id);
      if (wait === undefined) cached.delete(id);
      else cached.set(id, { wait, takenAt: reading.takenAt, readAt: clock.monotonic() });
    }
    return reading;
  }

  function known(queueIds: readonly QueueId[]): Reading<Waits> {
    const requested = new Set(queueIds);
    for (const id of cached.keys())
      if (!requested.has(id) || ageOf(id) > BACKLOG_MAX_AGE_MS) cached.delete(id);
    return {
      kind: 'value',
      value: new Map(Array.from(cached, ([id, { wait }]) => [id, wait] as const)),
      takenAt: Math.min(clock.now(), ...Array.from(cached.values(), ({ takenAt }) => takenAt)),
    };
  }

  function ageOf(id: QueueId): number {
    return clock.monotonic() - (cached.get(id)?.readAt ?? Number.NEGATIVE_INFINITY);
  }
}

const NOTHING: Reading<Waits> = { kind: 'nothing-to-ask' };
