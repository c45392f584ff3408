import type { Clock } from '../clock.ts';
import type { Ask, Reading, Value } from '../domain/floor/reading.ts';
import type { Snapshot } from '../domain/floor/snapshot.ts';
import type { Logger } from '../logger.ts';
import type { SnapshotBoard } from '../queries/ports.ts';
import { withTimeout } from '../time.ts';

export interface SharedSnapshotOptions {
  /** The gateway, asked under whichever process's session. */
  readonly ask: (ask: Ask) => Promise<Reading<Snapshot>>;
  /** Whether this process leads: it takes samples, and those come from the gateway itself. */
  readonly leads: () => boolean;
  readonly board: SnapshotBoard;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

/** With the two seconds that a reader keeps it, seven, which the answer says: it has the time of the reading. */
const YOUNG_MS = 5_000;
/** A database that is slower than this is slower than the gateway. */
const PATIENCE_MS = 300;
/** A stop may last ten seconds in all. */
const STOP_MS = 1_000;

/**
 * `allonlineagents` for several processes on one database: whoever reads it writes it down, and who does not lead looks
 * there first. However many processes are asked, the gateway is asked about as often as by one.
 */
export function createSharedSnapshot({ ask, leads, board, clock, logger }: SharedSnapshotOptions) {
  let writing: Promise<void> | null = null;
  let isFailing = false;
  let isOver = false;

  return {
    async snapshot(how: Ask): Promise<Reading<Snapshot>> {
      const written = leads() ? null : await youngOne();
      if (written !== null) return written;
      const reading = await ask(how);
      // Nobody waits for it; while one is on its way the next is not worth a queue.
      if (reading.kind === 'value' && !isOver) writing ??= write(reading);
      return reading;
    },

    /** Names are in it: whoever stops takes it away, and whoever goes on writes it anew. */
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
    // From the future: the clocks of the two machines differ, and nobody knows how old it is.
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

  /** Without the board everybody asks the gateway. */
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
