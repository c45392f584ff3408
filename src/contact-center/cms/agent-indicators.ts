import { type AgentId, toAgentId } from '../../domain/agent-id.ts';
import type { CallStatistics } from '../../domain/call-statistics.ts';
import { type IndicatorRow, readIndicatorRows } from './indicator-rows.ts';

/**
 * Today's indicators of an agent (pages 0648 and 0693). The name of the outbound talk time is inferred from its
 * inbound twin, so a site may not know it: it may leave it out, or refuse the whole question.
 */
const INDICATORS = {
  answered: 'IDX_COUNT_AGENT_CONNECTED',
  placed: 'IDX_COUNT_AGENT_CALL_OUT',
  talkInbound: 'IDX_DURATION_AGENT_CALL_IN',
  talkOutbound: 'IDX_DURATION_AGENT_CALL_OUT',
} as const;

export const ALL_INDICATORS = Object.values(INDICATORS);
export const DOCUMENTED_INDICATORS = ALL_INDICATORS.filter((id) => id !== INDICATORS.talkOutbound);

/** `undefined`: nonsense. `null`: no row for this agent, which is how the CMS says "not signed in" (note on page 0648). */
export function readIndicators(payload: unknown, agentId: number): CallStatistics | null | undefined {
  const list = readIndicatorRows(payload);
  const row = list?.rows.find(({ id }) => id === agentId);
  if (row !== undefined) return statisticsIn(row);
  // A row that cannot be read may be this agent's.
  return list?.unreadable === 0 ? null : undefined;
}

/** Everyone of whom there is a row that says what it should; `undefined` for nonsense. */
export function readAllIndicators(payload: unknown): ReadonlyMap<AgentId, CallStatistics> | undefined {
  const rows = readIndicatorRows(payload)?.rows;
  return (
    rows &&
    new Map(
      rows.flatMap((row) => {
        const id = toAgentId(row.id);
        const statistics = statisticsIn(row);
        return id === undefined || statistics === undefined ? [] : [[id, statistics] as const];
      }),
    )
  );
}

function statisticsIn({ values }: IndicatorRow): CallStatistics | undefined {
  const answered = values.get(INDICATORS.answered);
  const placed = values.get(INDICATORS.placed);
  const talkInbound = values.get(INDICATORS.talkInbound);
  if (answered === undefined || placed === undefined || talkInbound === undefined) return undefined;
  return { answered, placed, talkSeconds: talkInbound + (values.get(INDICATORS.talkOutbound) ?? 0) };
}
