import { z } from 'zod';
import { type AgentId, toAgentId } from '../../domain/agent-id.ts';
import type { CallStatistics } from '../../domain/call-statistics.ts';
import { optionalCount } from '../loose.ts';

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

const indicatorList = z.array(
  z.object({
    id: z.coerce.string(),
    idxs: z.array(z.object({ id: z.string(), val: optionalCount })),
  }),
);

/** `undefined`: nonsense. `null`: no row for this agent, which is how the CMS says "not signed in" (note on page 0648). */
export function readIndicators(payload: unknown, agentId: number): CallStatistics | null | undefined {
  const list = indicatorList.safeParse(payload ?? []);
  if (!list.success) return undefined;
  const row = list.data.find(({ id }) => Number(id) === agentId);
  return row === undefined ? null : statisticsIn(row);
}

/** Everyone of whom there is a row that says what it should; `undefined` for nonsense. */
export function readAllIndicators(payload: unknown): ReadonlyMap<AgentId, CallStatistics> | undefined {
  const list = indicatorList.safeParse(payload ?? []);
  if (!list.success) return undefined;
  return new Map(
    list.data.flatMap((row) => {
      const id = toAgentId(Number(row.id));
      const statistics = statisticsIn(row);
      return id === undefined || statistics === undefined ? [] : [[id, statistics] as const];
    }),
  );
}

function statisticsIn(row: z.infer<typeof indicatorList>[number]): CallStatistics | undefined {
  const values = new Map(row.idxs.map(({ id, val }) => [id, val]));
  const answered = values.get(INDICATORS.answered);
  const placed = values.get(INDICATORS.placed);
  const talkInbound = values.get(INDICATORS.talkInbound);
  if (answered === undefined || placed === undefined || talkInbound === undefined) return undefined;
  return { answered, placed, talkSeconds: talkInbound + (values.get(INDICATORS.talkOutbound) ?? 0) };
}
