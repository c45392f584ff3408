import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';

/**
 * Which of the processes on one database does what only one may do: hold the gateway session, take samples. Ask
 * `isLeader` before each such thing; it turns false by itself when the claim could no longer be confirmed.
 */
export interface Leader {
  start(): Promise<void>;
  isLeader(): boolean;
  /** Gives the place up at once. */
  stop(): Promise<void>;
}

/** On SQLite there is one process. */
export function createSoleLeader(): Leader {
  return { start: () => Promise.resolve(), isLeader: () => true, stop: () => Promise.resolve() };
}

export interface PostgresLeaderOptions {
  readonly url: string;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly logger: Logger;
  /** What the processes compete for; the same in all of them. */
  readonly lock?: number;
  readonly onChange?: (leads: boolean) => void;
}

/** Any number, the same for ever. */
const LOCK = 704_501_116;
const CONFIRM_MS = 2_000;
const ANSWER_MS = 2_000;
/** Without a confirmation for this long we do not lead, whatever we were told before. */
const VALID_MS = 5_000;
/**
 * PostgreSQL ends the connection of a holder that says nothing for this long, and with it the lock: longer than
 * `VALID_MS`, so that the old leader knows before the new one is. With `CONFIRM_MS` it bounds the take-over: 9 s.
 */
const SILENCE_MS = 7_000;

/**
 * The process that holds an advisory lock on a connection of its own leads: the lock ends with the connection,
 * however the process ends. A process that hangs or is cut off loses it to the server's own clock.
 */
export function createPostgresLeader(options: PostgresLeaderOptions): Leader {
  const { url, clock, logger, lock = LOCK, onChange = () => undefined } = options;
  const stopping = new AbortController();
  let confirmedAt: number | null = null;
  let told = false;
  let loop: Promise<void> | undefined;

  return {
    async start() {
      const first = Promise.withResolvers<void>();
      loop ??= run(first.resolve);
      await first.promise;
    },
    isLeader,
    async stop() {
      stopping.abort();
      await loop;
    },
  };

  function isLeader(): boolean {
    return confirmedAt !== null && clock.monotonic() - confirmedAt < VALID_MS;
  }

  function tell(): void {
    if (isLeader() === told) return;
    told = isLeader();
    logger.info({ leads: told }, told ? 'this process leads now' : 'this process does not lead any more');
    onChange(told);
  }

  function lose(): void {
    confirmedAt = null;
    tell();
  }

  /** `firstRound` is told when it is known whether this process leads from the beginning. */
  async function run(firstRound: () => void): Promise<void> {
    while (!stopping.signal.aborted) {
      const client = await connect();
      try {
        await client?.connect();
        if (client !== undefined) await compete(client, firstRound);
      } catch (error) {
        logger.warn({ err: error }, 'the connection for the leader lock failed: opened anew');
      }
      lose();
      firstRound();
      // Ends the session on the server, and with it the lock.
      await client?.end().catch(() => undefined);
      await pause();
    }
  }

  async function connect(): Promise<Client | undefined> {
    const { default: pg } = await import('pg');
    const client = new pg.Client({
      connectionString: url,
      application_name: 'floorwalker-leader',
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    });
    // The lock ends with the connection, so what we believe ends with it too, not with the next question.
    client.on('error', lose);
    client.on('end', lose);
    return client;
  }

  async function compete(client: Client, firstRound: () => void): Promise<void> {
    await client.query(`set idle_session_timeout = ${SILENCE_MS}`);
    while (!stopping.signal.aborted) {
      const askedAt = clock.monotonic();
      const { rows } = await client.query<{ leads: boolean }>(
        `select exists (
           select from pg_locks
           where locktype = 'advisory' and pid = pg_backend_pid() and granted
             and classid = 0 and objid = $1::bigint::oid and objsubid = 1
         ) or pg_try_advisory_lock($1::bigint) as leads`,
        [lock],
      );
      // Counted from before the question: what the server knew then is what we know now.
      confirmedAt = rows[0]?.leads === true ? askedAt : null;
      tell();
      firstRound();
      await pause();
    }
  }

  async function pause(): Promise<void> {
    await delay(CONFIRM_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
  }
}
