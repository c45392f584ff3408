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
  /** Of subscriptions that post. */
  readonly owners: () => Promise<readonly Owner[]>;
  readonly people: AccountDirectory;
  readonly ownerLeft: (owner: Owner) => Promise<void>;
  /** One process asks for all. */
  readonly leads: () => boolean;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly logger: Logger;
  /** Interval in which the check looks for its next owner, milliseconds. */
  readonly everyMs?: number | undefined;
}

const ROUND_MS = 60_000;
/** Pause between two calls to Slack, so that interactive calls come first. */
const PACE_MS = 1_000;
const DAY_MS = 24 * 3_600_000;
/** Where Slack did not say. */
const ASK_AGAIN_MS = 15 * 60_000;

/**
 * Slack tells of a closed account once, and not a bot that is away: so each owner is asked about soon after this
 * process begins to lead, and once a day. An account that Slack does not tell of stays as it is.
 */
export function createOwnerCheck(options: OwnerCheckOptions) {
  const { owners, people, ownerLeft, leads, clock, logger, everyMs = ROUND_MS } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  /** When each is to be asked about again. */
  let due: ReadonlyMap<string, number> = new Map();
  let running: Promise<void> = Promise.resolve();

  return {
    start(): void {
      running = run();
    },
    /** What is asked just now is heard. */
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await round().catch((error: unknown) => {
        logger.warn({ err: error }, 'owners could not be looked over: tried again');
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
      next.set(key, isDue ? clock.monotonic() + (await ask(owner)) : at);
      if (isDue) await sleep(PACE_MS, signal);
    }
    // Who does not lead remembers whom it asked; who has gone is forgotten.
    if (all.length > 0) due = next;
  }

  /** How long the answer is worth. */
  async function ask(owner: Owner): Promise<number> {
    try {
      if (await people.isClosed(owner.ownerId)) await ownerLeft(owner);
      return DAY_MS;
    } catch (error) {
      logger.warn({ err: error }, 'Slack did not say whether an owner is still there: asked again later');
      return ASK_AGAIN_MS;
    }
  }
}
