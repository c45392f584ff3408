import type { Client } from 'pg';
import type { Clock } from '../clock.ts';
import { codeOf } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { createOutageLog } from '../outage-log.ts';
import { sleep, withTimeout } from '../time.ts';

/**
 * The latest answer of the database about this process. `unknown`: the database does not answer, was not queried yet, or
 * a broken connection of this process still holds the lock.
 */
export type Standing = 'leads' | 'follows' | 'unknown';

/**
 * Decides which process on one database holds the gateway session and takes samples. While the database does not answer
 * nothing changes: the holder keeps the session until the database names another process.
 */
export interface Leader {
  start(): Promise<void>;
  standing(): Standing;
  /** True while the claim is confirmed. Becomes false when the last confirmation is older than `CLAIM_MAX_AGE_MS`. */
  isLeader(): boolean;
  stop(): Promise<void>;
}

/** Creates the leader for SQLite, which only one process uses: it leads from its start on. */
export function createSoleLeader({ onChange }: Pick<PostgresLeaderOptions, 'onChange'> = {}): Leader {
  let isStarted = false;
  return {
    start() {
      isStarted = true;
      onChange?.(true);
      return Promise.resolve();
    },
    standing: () => (isStarted ? 'leads' : 'unknown'),
    isLeader: () => isStarted,
    stop: () => Promise.resolve(),
  };
}

export interface PostgresLeaderOptions {
  readonly url: string;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly logger: Logger;
  /** Number of the advisory lock, equal in all processes. */
  readonly lock?: number;
  /** Called when the database gives this process the lead, and when it names another process. */
  readonly onChange?: (leads: boolean) => void;
}

/** An arbitrary number that must never change. */
const LOCK_KEY = 704_501_116;
const CONFIRM_INTERVAL_MS = 2_000;
const ANSWER_TIMEOUT_MS = 2_000;
/** The claim expires after this time without a confirmation. */
const CLAIM_MAX_AGE_MS = 5_000;
/**
 * PostgreSQL closes the connection of a silent holder after this time, which releases the lock. Longer than `CLAIM_MAX_AGE_MS`,
 * so that the old leader stops before the new one starts. With `CONFIRM_INTERVAL_MS` it limits the take-over to 9 s.
 */
const SILENT_CONNECTION_MAX_MS = 7_000;
/** Maximum wait for the end of a connection. */
const CLOSE_TIMEOUT_MS = 500;

/**
 * Creates the leader on PostgreSQL: the process that holds an advisory lock on a separate connection. The lock ends
 * with the connection, however the process ends; the server's time-out releases the lock of a hung or disconnected
 * process.
 */
export function createPostgresLeader(options: PostgresLeaderOptions): Leader {
  const { url, clock, logger, lock = LOCK_KEY, onChange = () => undefined } = options;
  const stopping = new AbortController();
  let confirmedAt: number | null = null;
  let standing: Standing = 'unknown';
  /** The last argument of `onChange`; `null` before the first call. */
  let reported: boolean | null = null;
  /** Backend process with which this process last held the lock; `null` before the first time. */
  let ownPid: number | null = null;
  const outage = createOutageLog(logger, {
    began: 'leader lock not checked; trying again',
    ended: 'leader lock checked again',
    level: 'debug',
  });
  let loop: Promise<void> | undefined;

  return {
    async start() {
      const first = Promise.withResolvers<void>();
      loop ??= run(first.resolve);
      await first.promise;
    },
    standing: () => standing,
    isLeader,
    async stop() {
      stopping.abort();
      await loop;
    },
  };

  function isLeader(): boolean {
    return confirmedAt !== null && clock.monotonic() - confirmedAt < CLAIM_MAX_AGE_MS;
  }

  function become(next: Standing): void {
    standing = next;
    if (next !== 'leads') confirmedAt = null;
    if (next === 'unknown' || (next === 'leads') === reported) return;
    reported = next === 'leads';
    logger.info({ leads: reported }, reported ? 'leading' : 'following another process');
    onChange(reported);
  }

  /** Calls `firstRound` as soon as the first standing is known, or known to be unknown. */
  async function run(onFirstRound: () => void): Promise<void> {
    while (!stopping.signal.aborted) {
      const client = await connect();
      try {
        await client.connect();
        await compete(client, onFirstRound);
      } catch (error) {
        outage.failed({ code: codeOf(error) });
      }
      become('unknown');
      onFirstRound();
      await end(client);
      await sleep(CONFIRM_INTERVAL_MS, stopping.signal);
    }
  }

  async function connect(): Promise<Client> {
    const { default: pg } = await import('pg');
    const client = new pg.Client({
      connectionString: url,
      application_name: 'floorwalker-leader',
      connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
    });
    // The lock ends with the connection, so the claim ends at once too.
    client.on('error', () => become('unknown'));
    client.on('end', () => become('unknown'));
    return client;
  }

  async function compete(client: Client, onFirstRound: () => void): Promise<void> {
    await client.query(`set idle_session_timeout = ${SILENT_CONNECTION_MAX_MS}`);
    while (!stopping.signal.aborted) {
      const askedAt = clock.monotonic();
      let { rows } = await client.query<Claim>(CLAIM, [lock]);
      // Another process took the lock during the query; the next round names it.
      if (rows[0]?.leads === false && rows[0].holder === null)
        ({ rows } = await client.query<Claim>(CLAIM, [lock]));
      outage.recovered();
      updateStanding(rows[0], askedAt);
      onFirstRound();
      await sleep(CONFIRM_INTERVAL_MS, stopping.signal);
    }
  }

  function updateStanding(claim: Claim | undefined, askedAt: number): void {
    if (claim?.leads === true) {
      // Counted from before the query, because the reply describes the state at that time.
      confirmedAt = askedAt;
      ownPid = claim.pid;
      become('leads');
    } else {
      const holder = claim?.holder ?? null;
      // A broken connection of this process may hold the lock until the server closes it.
      become(holder === null || holder === ownPid ? 'unknown' : 'follows');
    }
  }
}

/** Closes the connection, which releases the lock. Does not wait for a server that does not answer. */
async function end(client: Client): Promise<void> {
  await withTimeout(
    client.end().catch(() => undefined),
    CLOSE_TIMEOUT_MS,
  );
}

interface Claim {
  readonly leads: boolean;
  readonly pid: number;
  /** Backend process that held the lock when the query began; `null` if there was none. */
  readonly holder: number | null;
}

const CLAIM = `
  with holder as (
    select pid from pg_locks
    where locktype = 'advisory' and granted and classid = 0 and objid = $1::bigint::oid and objsubid = 1
      and database = (select oid from pg_database where datname = current_database())
    limit 1
  )
  select pg_backend_pid() as pid, (select pid from holder) as holder,
    case when (select pid from holder) = pg_backend_pid() then true
      else pg_try_advisory_lock($1::bigint) end as leads`;
