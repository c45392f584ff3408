import type { AgentId } from '../domain/floor/agent-id.ts';
import type { CounterValue } from '../domain/floor/call-counters.ts';
import { chunksOf } from '../domain/floor/chunks-of.ts';
import { FloorwalkerError } from '../errors.ts';
import type { CmsPort } from './ports.ts';

/** Maximum number of agents in one `hisindex/agent` request (page 0648). */
const AGENTS_PER_REQUEST = 100;
const READ_TIMEOUT_MS = 10_000;

/**
 * Reads the call counters of many agents for history. Only the CMS has counters of agents without a call; without the
 * CMS calls are not measured. Chunks are read one after the other, at background priority.
 */
export function createCounters(cms: CmsPort | undefined) {
  return async function counters(agentIds: readonly AgentId[]): Promise<ReadonlyMap<AgentId, CounterValue>> {
    const found = new Map<AgentId, CounterValue>();
    if (cms === undefined) return found;
    for (const chunk of chunksOf(agentIds, AGENTS_PER_REQUEST)) {
      const ask = { signal: AbortSignal.timeout(READ_TIMEOUT_MS), urgency: 'background' } as const;
      const reading = await cms.statisticsOf(chunk, ask).catch(withoutRight);
      if (reading?.kind !== 'value') return found;
      for (const [agentId, statistics] of reading.value) {
        found.set(agentId, { statistics, readAt: reading.takenAt });
      }
    }
    return found;
  };
}

/** Without the permission calls are not measured; health checks and answers report it. */
function withoutRight(error: unknown): undefined {
  if (error instanceof FloorwalkerError && error.reason?.kind === 'permission') return undefined;
  throw error;
}
