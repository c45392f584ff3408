import type { Clock } from '../clock.ts';
import type { Ask, Reading, Value } from '../domain/floor/reading.ts';
import type { Snapshot } from '../domain/floor/snapshot.ts';
import type { Logger } from '../logger.ts';
import type { SnapshotStore } from '../queries/ports.ts';
import { withTimeout } from '../time.ts';

export interface SharedSnapshotOptions {
  /** Reads the snapshot from the gateway, under the session of any process. */
  readonly ask: (ask: Ask) => Promise<Reading<Snapshot>>;
  /** The process that holds the session takes samples, which always come from the gateway. */
  readonly session: { isHeld(): boolean };
  readonly board: SnapshotStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

/** Maximum age of a shared snapshot. A reader caches it for two more seconds; answers show the time of the reading. */
const YOUNG_MS = 5_000;
/** Maximum wait for the database; a slower one is slower than the gateway. */
const PATIENCE_MS = 300;
/** Maximum wait at a stop, which may last ten seconds in total. */
const STOP_MS = 1_000;

/**
 * Shares `allonlineagents` between the processes on one database: each process writes the snapshots that it reads, and
 * processes other than the leader read the shared one first. The gateway receives about as many requests as from one
 * process.
 */
export function createSharedSnapshot({ ask, session, board, clock, logger }: SharedSnapshotOptions) {
  let writing: Promise<void> | null = null;
  let isFailing = false;
  let isOver = false;

  return {
    async snapshot(how: Ask): Promise<Reading<Snapshot>> {
      const written = session.isHeld() ? null : await youngOne();
      if (written !== null) return written;
      const reading = await ask(how);
      // Written in the background; a snapshot that arrives during a write is not written.
      if (reading.kind === 'value' && !isOver) writing ??= write(reading);
      return reading;
    },

    /** Removes the snapshot at a stop, because it has names; the other processes write it again. */
    async stop(): Promise<void> {
      isOver = true;
      await withTimeout(remove(), STOP_MS);
    },
  };

  async function youngOne(): Promise<Value<Snapshot> | null> {
    const since = clock.now() - YOUNG_MS;
    const written = await withTimeout(
      attempt(() => board.read(since)),
      PATIENCE_MS,
    );
    // A snapshot from the future is ignored, because the clocks differ and its age is unknown.
    return written == null || written.takenAt > clock.now() ? null : written;
  }

  async function remove(): Promise<void> {
    await writing;
    await attempt(() => board.remove());
  }

  async function write(reading: Value<Snapshot>): Promise<void> {
    await attempt(() => board.write(reading));
    writing = null;
  }

  /** Without the store every process reads from the gateway. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      const done = await work();
      isFailing = false;
      return done;
    } catch (error) {
      if (!isFailing) logger.warn({ err: error }, 'the snapshot could not be shared: the gateway is asked');
      isFailing = true;
      return null;
    }
  }
}
