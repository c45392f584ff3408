import { once } from 'node:events';
import type { Leader } from './cluster/leader.ts';
import { FloorwalkerError } from './errors.ts';
import type { Logger } from './logger.ts';
import type { Binding } from './storage/binding.ts';
import type { AppDatabase } from './storage/database.ts';
import { sleep } from './time.ts';

export interface BackgroundOptions {
  readonly database: Pick<AppDatabase, 'open' | 'hasFailed'>;
  /** Resolves after `auth.test` with the workspace. The database is not opened before that. */
  readonly binding: Promise<Binding>;
  /** The deliveries of all centres. */
  readonly deliveries: { start(): Promise<void>; stop(): Promise<void> };
  readonly centres: readonly CentreWork[];
  readonly leader: Leader;
  readonly logger: Logger;
  readonly sleep?: typeof sleep;
}

/** The background work of one centre. */
export interface CentreWork {
  readonly ownerCheck: { start(): void; stop(): Promise<void> };
  readonly sampling: { setLeading(leads: boolean): void; stop(): Promise<void> };
  /** The gateway session, if there is a gateway. It has `release` if several processes share it. */
  readonly session: { start(): void; release?(): Promise<void> } | undefined;
  /** Replicates the gateway session between processes, if there are several. */
  readonly replication: { start(): void; stop(): Promise<void> } | undefined;
}

const RETRY_AFTER_MS = 5_000;

/**
 * Creates the background work that needs the database: opens the database, retrying until it opens, then starts the
 * scheduler and the worker of deliveries, and samples while this process leads.
 */
export function createBackground(options: BackgroundOptions) {
  const { database, deliveries, centres, leader, logger } = options;
  const { sleep: pause = sleep } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> = Promise.resolve();
  let failedWith: string | null = null;

  return {
    /** Resolves after the first attempt to open the database, whether it succeeds or fails. */
    async start(): Promise<void> {
      const tried = Promise.withResolvers<void>();
      running = run(tried.resolve).finally(tried.resolve);
      await tried.promise;
    },

    /** Called by {@link Leader} when this process becomes the leader, or when another process does. */
    setLeading(leads: boolean): void {
      if (signal.aborted) return;
      if (leads) startSessions();
      for (const { session, sampling } of centres) {
        if (!leads) void session?.release?.();
        sampling.setLeading(leads);
      }
    },

    /** Finishes or releases deliveries in flight, and writes the last samples. */
    async stop(): Promise<void> {
      stopping.abort();
      await running;
      await Promise.all(centres.map(async ({ replication }) => replication?.stop()));
      await Promise.all([deliveries.stop(), ...centres.map(({ ownerCheck }) => ownerCheck.stop())]);
      await Promise.all(centres.map(({ sampling }) => sampling.stop()));
    },
  };

  function startSessions(): void {
    for (const { session } of centres) session?.start();
  }

  async function run(onTried: () => void): Promise<void> {
    // `once` never resolves for a signal that is aborted already.
    const binding = signal.aborted ? null : await Promise.race([options.binding, once(signal, 'abort')]);
    if (binding === null || Array.isArray(binding)) return;
    while (!(await isStarted(binding))) {
      if (signal.aborted) return;
      // The leader is unknown. Two gateway sessions are better than none.
      startSessions();
      onTried();
      await pause(RETRY_AFTER_MS, signal);
    }
    if (signal.aborted) return;
    await leader.start();
    if (leader.standing() === 'unknown' && !signal.aborted) startSessions();
    for (const { replication } of centres) replication?.start();
  }

  async function isStarted(binding: Binding): Promise<boolean> {
    if (signal.aborted) return false;
    try {
      await database.open(binding);
      if (signal.aborted) return true;
      await deliveries.start();
      for (const { ownerCheck } of centres) ownerCheck.start();
      return true;
    } catch (error) {
      if (!signal.aborted) report(error);
      return false;
    }
  }

  /** Logs a failure once. Failures of the database are logged by `storage-record.ts`. */
  function report(error: unknown): void {
    const isLogged = database.hasFailed(error);
    const failure =
      error instanceof FloorwalkerError
        ? error
        : new FloorwalkerError('storage-unavailable', { cause: error });
    const { code, cause, message } = failure;
    if (failedWith !== code && !(isLogged && code === 'storage-unavailable'))
      logger.error(
        { code, reason: message, err: cause },
        'database not opened; no summaries are posted until it is',
      );
    failedWith = code;
  }
}
