import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import type { SharedSession } from './live-session.ts';

/** Where the process that holds the session writes it down for the others. */
export interface SessionBoard {
  read(): Promise<SharedSession | null>;
  write(shared: SharedSession): Promise<void>;
}

export interface SharingSession {
  shared(): SharedSession | null;
  follow(shared: SharedSession): void;
}

export interface SessionSharingOptions {
  readonly session: SharingSession;
  readonly board: SessionBoard;
  /** False while it is not certain that this process still holds the session: another may have taken it over. */
  readonly mayWrite: () => boolean;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly logger: Logger;
  /** A GUID that was replaced is good for another minute (cec_05_40110), so that a second late is in time. */
  readonly everyMs?: number;
}

const EVERY_MS = 1_000;
/** Some sites never change the GUID: that it still holds is worth saying as well. */
const AGAIN_MS = 30_000;

/** Several processes, one session of the bot's own agent: whoever holds it writes its GUID down, the others ask under it. */
export function createSessionSharing({
  session,
  board,
  mayWrite,
  clock,
  logger,
  everyMs = EVERY_MS,
}: SessionSharingOptions) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let written = { text: '', at: 0 };
  let isFailing = false;

  return {
    start(): void {
      timer ??= setInterval(tick, everyMs);
      tick();
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      await running;
    },
  };

  function tick(): void {
    running ??= share().finally(() => {
      running = null;
    });
  }

  async function share(): Promise<void> {
    try {
      const own = session.shared();
      if (own === null) await follow();
      else if (mayWrite()) await write(own);
      isFailing = false;
    } catch (error) {
      if (!isFailing) logger.warn({ err: error }, 'the gateway’s session could not be shared: tried again');
      isFailing = true;
    }
  }

  async function follow(): Promise<void> {
    written = { text: '', at: 0 };
    const shared = await board.read();
    if (shared !== null) session.follow(shared);
  }

  async function write(own: SharedSession): Promise<void> {
    const text = JSON.stringify(own);
    const now = clock.monotonic();
    if (text === written.text && now - written.at < AGAIN_MS) return;
    await board.write(own);
    written = { text, at: now };
  }
}
