import type { AgentId } from '../domain/floor/agent-id.ts';
import type { CounterValue } from '../domain/floor/call-counters.ts';
import { inChunks } from '../domain/floor/in-chunks.ts';
import { FloorwalkerError } from '../errors.ts';
import type { CmsPort } from './ports.ts';

/** `hisindex/agent` takes so many at a time (page 0648). */
const AGENTS_AT_A_TIME = 100;
const BUDGET_MS = 10_000;

/**
 * Call counters of many agents, for history. Only the CMS tells those of agents who are in no call; without it calls
 * are not measured. One chunk after the other: nobody waits for this, and people's questions come first.
 */
export function createCounters(cms: CmsPort | undefined) {
  return async function counters(agentIds: readonly AgentId[]): Promise<ReadonlyMap<AgentId, CounterValue>> {
    const found = new Map<AgentId, CounterValue>();
    if (cms === undefined) return found;
    for (const chunk of inChunks(agentIds, AGENTS_AT_A_TIME)) {
      const ask = { signal: AbortSignal.timeout(BUDGET_MS), urgency: 'background' } as const;
      const reading = await cms.statisticsOf(chunk, ask).catch(withoutRight);
      if (reading?.kind !== 'value') return found;
      for (const [agentId, statistics] of reading.value) {
        found.set(agentId, { statistics, readAt: reading.takenAt });
      }
    }
    return found;
  };
}

/** Where the key may not read statistics, calls are not measured; health and answers tell of that. */
function withoutRight(error: unknown): undefined {
  if (error instanceof FloorwalkerError && error.reason?.kind === 'permission') return undefined;
  throw error;
}
