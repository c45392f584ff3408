import { type AgentId, toAgentId } from '../../domain/floor/agent-id.ts';
import type { CallStatistics } from '../../domain/floor/call-statistics.ts';
import { PLAUSIBLE_MAX, readCountUpTo } from '../plausible.ts';
import { type IndicatorRow, readIndicatorRows } from './indicator-rows.ts';

/**
 * Today's indicators of an agent (pages 0648 and 0693). The name of the outbound talk time is inferred from the inbound one,
 * so a site may not know it: it may leave it out, or reject the whole request.
 */
const INDICATORS = {
  answered: 'IDX_COUNT_AGENT_CONNECTED',
  outbound: 'IDX_COUNT_AGENT_CALL_OUT',
  talkInbound: 'IDX_DURATION_AGENT_CALL_IN',
  talkOutbound: 'IDX_DURATION_AGENT_CALL_OUT',
} as const;

export const ALL_INDICATORS = Object.values(INDICATORS);
export const DOCUMENTED_INDICATORS = ALL_INDICATORS.filter((id) => id !== INDICATORS.talkOutbound);

/**
 * Reads the call statistics of one agent.
 *
 * @returns `null` for a list without rows, by which the CMS says "not signed in" (note on page 0648); `undefined` for a
 *   malformed payload or a row about another agent
 */
export function readIndicators(payload: unknown, agentId: number): CallStatistics | null | undefined {
  const list = readIndicatorRows(payload, [agentId]);
  const [row] = list?.rows ?? [];
  if (row !== undefined) return statisticsIn(row);
  return list === undefined ? undefined : null;
}

/** Reads the call statistics of several agents; agents without a valid row are left out. `undefined` for a malformed payload. */
export function readAllIndicators(
  payload: unknown,
  requestedIds: readonly AgentId[],
): ReadonlyMap<AgentId, CallStatistics> | undefined {
  const rows = readIndicatorRows(payload, requestedIds)?.rows;
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
  const answered = readCountUpTo(values.get(INDICATORS.answered), PLAUSIBLE_MAX.callsOfDay);
  const outbound = readCountUpTo(values.get(INDICATORS.outbound), PLAUSIBLE_MAX.callsOfDay);
  const talkInbound = readCountUpTo(values.get(INDICATORS.talkInbound), PLAUSIBLE_MAX.talkSeconds);
  const talkOutbound = readCountUpTo(values.get(INDICATORS.talkOutbound), PLAUSIBLE_MAX.talkSeconds);
  if (answered === undefined || outbound === undefined || talkInbound === undefined) return undefined;
  return { answered, outbound, talkSeconds: talkInbound + (talkOutbound ?? 0) };
}
