import type { Clock } from '../clock.ts';
import type { Ask, Reading, Value } from '../domain/floor/reading.ts';
import type { Snapshot } from '../domain/floor/snapshot.ts';
import type { Logger } from '../logger.ts';
import { createOutageLog } from '../outage-log.ts';
import { withTimeout } from '../time.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export interface SharedSnapshotOptions {
  /** Reads the snapshot from the gateway, under the session of any process. */
  readonly ask: (ask: Ask) => Promise<Reading<Snapshot>>;
  /** The process that holds the session takes samples, which always come from the gateway. */
  readonly session: { isHeld(): boolean };
  readonly store: SnapshotStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

/** Maximum age of a shared snapshot. A reader caches it for two more seconds; answers show the time of the reading. */
const SNAPSHOT_MAX_AGE_MS = 5_000;
/** Timeout for the database; a slower one is slower than the gateway. */
const READ_TIMEOUT_MS = 300;
/** Maximum wait at a stop, which may last ten seconds in total. */
const REMOVE_TIMEOUT_MS = 1_000;

/**
 * Shares `allonlineagents` between the processes on one database: each process writes the snapshots that it reads, and
 * processes other than the leader read the shared one first. The gateway receives about as many requests as from one
 * process.
 */
export function createSharedSnapshot({ ask, session, store, clock, logger }: SharedSnapshotOptions) {
  let writing: Promise<void> | null = null;
  const outage = createOutageLog(logger, {
    began: 'snapshot not shared; the gateway is used',
    ended: 'snapshot shared again',
  });
  let isStopped = false;

  return {
    async snapshot(how: Ask): Promise<Reading<Snapshot>> {
      const written = session.isHeld() ? null : await readShared();
      if (written !== null) return written;
      const reading = await ask(how);
      // Written in the background; a snapshot that arrives during a write is not written.
      if (reading.kind === 'value' && !isStopped) writing ??= write(reading);
      return reading;
    },

    /** Removes the snapshot at a stop, because it has names; the other processes write it again. */
    async stop(): Promise<void> {
      isStopped = true;
      await withTimeout(remove(), REMOVE_TIMEOUT_MS);
    },
  };

  async function readShared(): Promise<Value<Snapshot> | null> {
    const since = clock.now() - SNAPSHOT_MAX_AGE_MS;
    const written = await withTimeout(
      attempt(() => store.read(since)),
      READ_TIMEOUT_MS,
    );
    // A snapshot from the future is ignored, because the clocks differ and its age is unknown.
    return written == null || written.takenAt > clock.now() ? null : written;
  }

  async function remove(): Promise<void> {
    await writing;
    await attempt(() => store.remove());
  }

  async function write(reading: Value<Snapshot>): Promise<void> {
    await attempt(() => store.write(reading));
    writing = null;
  }

  /** Without the store every process reads from the gateway. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      const done = await work();
      outage.recovered();
      return done;
    } catch (error) {
      outage.failed({ err: error });
      return null;
    }
  }
}
