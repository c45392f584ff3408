import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import { sleep } from '../../time.ts';
import type { Owner } from '../subscriptions/subscription.ts';

/** What Slack knows of the owners of subscriptions. */
export interface AccountDirectory {
  /** @throws if Slack does not say */
  isClosed(userId: string): Promise<boolean>;
}

export interface OwnerCheckOptions {
  /** Returns the owners of active subscriptions. */
  readonly owners: () => Promise<readonly Owner[]>;
  readonly people: AccountDirectory;
  readonly ownerLeft: (owner: Owner) => Promise<void>;
  /** True in the process that checks owners for all processes. */
  readonly leads: () => boolean;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly logger: Logger;
  /** Pause between two rounds over all owners, milliseconds. */
  readonly everyMs?: number | undefined;
}

const ROUND_INTERVAL_MS = 60_000;
/** Pause between two calls to Slack, so that interactive calls come first. */
const CALL_INTERVAL_MS = 1_000;
const DAY_MS = 24 * 3_600_000;
/** Delay before the next check of an owner whose account Slack did not report. */
const RETRY_AFTER_MS = 15 * 60_000;

/**
 * Creates the check of owners' accounts. Slack reports a deactivated account in one event, which a stopped bot misses, so
 * each owner is checked soon after this process becomes the leader, and once a day. If Slack does not report on an
 * account, its subscriptions do not change.
 */
export function createOwnerCheck(options: OwnerCheckOptions) {
  const { owners, people, ownerLeft, leads, clock, logger, everyMs = ROUND_INTERVAL_MS } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  /** Time of the next check by owner, monotonic milliseconds. */
  let due: ReadonlyMap<string, number> = new Map();
  let running: Promise<void> = Promise.resolve();

  return {
    start(): void {
      running = run();
    },
    /** Resolves after the check in progress. */
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await round().catch((error: unknown) => {
        logger.warn({ err: error }, 'owner check failed; trying again');
      });
      await sleep(everyMs, signal);
    }
  }

  async function round(): Promise<void> {
    const all = leads() ? await owners() : [];
    const next = new Map<string, number>();
    for (const owner of all) {
      const key = `${owner.teamId} ${owner.ownerId}`;
      const at = due.get(key) ?? 0;
      const isDue = at <= clock.monotonic() && !signal.aborted && leads();
      next.set(key, isDue ? clock.monotonic() + (await check(owner)) : at);
      if (isDue) await sleep(CALL_INTERVAL_MS, signal);
    }
    // Former owners are removed. A process that does not lead keeps its times.
    if (all.length > 0) due = next;
  }

  /** Checks one owner. Returns the delay before the next check, in milliseconds. */
  async function check(owner: Owner): Promise<number> {
    try {
      if (await people.isClosed(owner.ownerId)) await ownerLeft(owner);
      return DAY_MS;
    } catch (error) {
      logger.warn({ err: error }, 'account of an owner could not be checked; trying again later');
      return RETRY_AFTER_MS;
    }
  }
}
