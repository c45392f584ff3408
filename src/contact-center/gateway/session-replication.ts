import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import { createOutageLog } from '../../outage-log.ts';
import type { SessionCredentials } from './live-session.ts';
import type { SharedGatewaySession } from './shared-session.ts';

/** Storage in which the process that holds the session writes it for the others. */
export interface SessionStore {
  read(): Promise<SessionCredentials | null>;
  write(credentials: SessionCredentials): Promise<void>;
}

export interface SessionReplicationOptions {
  readonly session: Pick<SharedGatewaySession, 'credentials' | 'adopt'>;
  readonly store: SessionStore;
  /** False while another process may have taken the session over. */
  readonly mayWrite: () => boolean;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly logger: Logger;
  /** Interval of reads and writes. A replaced GUID is valid for another minute (cec_05_40110). */
  readonly everyMs?: number | undefined;
}

const INTERVAL_MS = 1_000;
/** An unchanged session is written again after this time, so that readers see that it is still held. */
const REWRITE_AFTER_MS = 30_000;

/** Replicates the gateway session between processes: the process that holds it writes its GUID, the others read it. */
export function createSessionReplication({
  session,
  store,
  mayWrite,
  clock,
  logger,
  everyMs = INTERVAL_MS,
}: SessionReplicationOptions) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let written = { text: '', at: 0 };
  const outage = createOutageLog(logger, {
    began: 'gateway session not replicated',
    ended: 'gateway session replicated again',
  });

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
      const own = session.credentials();
      if (own === null) await follow();
      else if (mayWrite()) await write(own);
      outage.recovered();
    } catch (error) {
      outage.failed({ err: error });
    }
  }

  async function follow(): Promise<void> {
    written = { text: '', at: 0 };
    const shared = await store.read();
    if (shared !== null) session.adopt(shared);
  }

  async function write(own: SessionCredentials): Promise<void> {
    const text = JSON.stringify(own);
    const now = clock.monotonic();
    if (text === written.text && now - written.at < REWRITE_AFTER_MS) return;
    await store.write(own);
    written = { text, at: now };
  }
}
