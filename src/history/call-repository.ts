import type { CallTotals } from '../domain/analytics/summary.ts';
import type { Interval } from '../domain/calendar/interval.ts';
import { QUARTER_MS } from '../domain/calendar/local-day.ts';
import { type AgentId, toAgentId } from '../domain/floor/agent-id.ts';
import { type CounterReading, increaseOf, resetSeenIn } from '../domain/floor/call-counters.ts';
import { chunksOf } from '../domain/floor/chunks-of.ts';
import type { CentreDatabase } from '../storage/tables.ts';

/** Rows per statement; SQLite allows 32,766 parameters. */
const ROWS_PER_STATEMENT = 1_000;
/** Counters are read every five minutes; a reading older than this was followed by failed readings. */
const READING_MAX_AGE_MS = 15 * 60_000;

interface QuarterTotals {
  answered: number;
  outbound: number;
  talkSeconds: number;
  atLeast: boolean;
}

export interface CallRepository extends ReturnType<typeof createCallRepository> {}

/** Calls of the whole floor, computed from the counters of the agents. */
export function createCallRepository({ db, centre }: CentreDatabase) {
  /** See `ResetKnowledge`. While it is unknown after a restart, calls may be missing, and none counts twice. */
  let resetAfter: number | null = null;
  const someUnfinished = ({ from, to }: Interval) =>
    db
      .selectFrom('agent_counter')
      .select('agent_id')
      .where('centre', '=', centre)
      .where('signed_in', '=', 1)
      .where('read_at', '>=', from)
      .where('read_at', '<', to);

  return {
    /**
     * Adds the increase of the counters since their previous reading. Adding the same reading twice changes nothing.
     *
     * @param midnight the last midnight, epoch milliseconds, at which the counters are reset
     */
    add: (readings: readonly CounterReading[], midnight: number): Promise<void> =>
      db.transaction().execute(async (transaction) => {
        const totals = new Map<number, QuarterTotals>();
        const chunks = chunksOf(readings, ROWS_PER_STATEMENT);
        const before = new Map<AgentId, CounterReading>();
        for (const chunk of chunks) await addLastReadings(before, { db: transaction, centre }, chunk);
        resetAfter = later(resetAfter, resetSeenIn(pairsOf(readings, before)));
        for (const chunk of chunks) {
          const newer = chunk.filter(({ agentId, readAt }) => readAt > (before.get(agentId)?.readAt ?? 0));
          const increases = newer.map((reading) => ({
            reading,
            increase: increaseOf(reading, before.get(reading.agentId) ?? null, { midnight, resetAfter }),
          }));
          for (const { reading, increase } of increases) addIncrease(totals, reading, increase);
          await storeReadings(
            { db: transaction, centre },
            increases.flatMap(({ reading, increase }) => (increase.isOpen === true ? [] : [reading])),
          );
        }
        for (const [startsAt, total] of totals)
          await addToQuarter({ db: transaction, centre }, startsAt, total);
      }),

    /** Returns the agents whose last reading lies in the interval and may have been followed by further calls. */
    async unfinished(during: Interval): Promise<AgentId[]> {
      const rows = await someUnfinished(during).execute();
      return rows.flatMap(({ agent_id }) => toAgentId(agent_id) ?? []);
    },

    /** Returns totals of whole quarters of an hour, the last one as far as read; `null` without any reading. */
    async totals({ from, to }: Interval): Promise<CallTotals | null> {
      const row = await db
        .selectFrom('call_quarter')
        .select(({ fn }) => [
          fn.sum<number | null>('answered').as('answered'),
          fn.sum<number | null>('outbound').as('outbound'),
          fn.sum<number | null>('talk_seconds').as('talkSeconds'),
          fn.max<number | null>('at_least').as('atLeast'),
        ])
        .where('centre', '=', centre)
        .where('starts_at', '>=', from)
        .where('starts_at', '<', to)
        .executeTakeFirstOrThrow();
      const { answered, outbound, talkSeconds, atLeast } = row;
      if (answered === null || outbound === null || talkSeconds === null) return null;
      const unfinished = await someUnfinished({ from, to: to - READING_MAX_AGE_MS }).executeTakeFirst();
      return { answered, outbound, talkSeconds, atLeast: atLeast === 1 || unfinished !== undefined };
    },

    async removeCountersBefore(instant: number): Promise<number> {
      const query = db
        .deleteFrom('agent_counter')
        .where('centre', '=', centre)
        .where('read_at', '<', instant);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },

    async removeQuartersBefore(instant: number): Promise<number> {
      const query = db
        .deleteFrom('call_quarter')
        .where('centre', '=', centre)
        .where('starts_at', '<', instant);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },
  };
}

function addIncrease(
  totals: Map<number, QuarterTotals>,
  { readAt }: CounterReading,
  increase: ReturnType<typeof increaseOf>,
): void {
  const quarter = quarterOf(totals, readAt);
  quarter.answered += increase.answered;
  quarter.outbound += increase.outbound;
  quarter.talkSeconds += increase.talkSeconds;
  if (increase.lostFrom !== null) quarterOf(totals, increase.lostFrom).atLeast = true;
}

function quarterOf(totals: Map<number, QuarterTotals>, instant: number): QuarterTotals {
  const startsAt = Math.floor(instant / QUARTER_MS) * QUARTER_MS;
  const quarter = totals.get(startsAt) ?? { answered: 0, outbound: 0, talkSeconds: 0, atLeast: false };
  totals.set(startsAt, quarter);
  return quarter;
}

async function addLastReadings(
  found: Map<AgentId, CounterReading>,
  { db, centre }: CentreDatabase,
  readings: readonly CounterReading[],
): Promise<void> {
  const agentIds = readings.map(({ agentId }) => agentId);
  const rows = await db
    .selectFrom('agent_counter')
    .selectAll()
    .where('centre', '=', centre)
    .where('agent_id', 'in', agentIds)
    .execute();
  for (const row of rows) {
    const agentId = toAgentId(row.agent_id);
    if (agentId === undefined) continue;
    const statistics = { answered: row.answered, outbound: row.outbound, talkSeconds: row.talk_seconds };
    found.set(agentId, { agentId, isSignedIn: row.signed_in === 1, readAt: row.read_at, statistics });
  }
}

function pairsOf(readings: readonly CounterReading[], last: ReadonlyMap<AgentId, CounterReading>) {
  return readings.flatMap((reading) => {
    const before = last.get(reading.agentId);
    return before === undefined || reading.readAt <= before.readAt ? [] : [{ reading, before }];
  });
}

function later(left: number | null, right: number | null): number | null {
  return left === null || (right !== null && right > left) ? right : left;
}

async function storeReadings(
  { db, centre }: CentreDatabase,
  readings: readonly CounterReading[],
): Promise<void> {
  if (readings.length === 0) return;
  const rows = readings.map(({ agentId, isSignedIn, readAt, statistics }) => ({
    centre,
    agent_id: agentId,
    signed_in: isSignedIn ? 1 : 0,
    read_at: readAt,
    answered: statistics.answered,
    outbound: statistics.outbound,
    talk_seconds: statistics.talkSeconds,
  }));
  await db
    .insertInto('agent_counter')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['centre', 'agent_id']).doUpdateSet((row) => ({
        signed_in: row.ref('excluded.signed_in'),
        read_at: row.ref('excluded.read_at'),
        answered: row.ref('excluded.answered'),
        outbound: row.ref('excluded.outbound'),
        talk_seconds: row.ref('excluded.talk_seconds'),
      })),
    )
    .execute();
}

async function addToQuarter(
  { db, centre }: CentreDatabase,
  startsAt: number,
  { answered, outbound, talkSeconds, atLeast }: QuarterTotals,
): Promise<void> {
  await db
    .insertInto('call_quarter')
    .values({
      centre,
      starts_at: startsAt,
      answered,
      outbound,
      talk_seconds: talkSeconds,
      at_least: atLeast ? 1 : 0,
    })
    .onConflict((conflict) =>
      conflict.columns(['centre', 'starts_at']).doUpdateSet((row) => ({
        answered: row.eb('call_quarter.answered', '+', row.ref('excluded.answered')),
        outbound: row.eb('call_quarter.outbound', '+', row.ref('excluded.outbound')),
        talk_seconds: row.eb('call_quarter.talk_seconds', '+', row.ref('excluded.talk_seconds')),
        at_least: atLeast ? 1 : row.ref('call_quarter.at_least'),
      })),
    )
    .execute();
}
