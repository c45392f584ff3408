import type { AgentId } from './agent-id.ts';
import type { CallStatistics } from './call-statistics.ts';

/** An agent's call counters as the platform keeps them: of today, from midnight on (`hisindex/agent`, page 0648). */
export interface CounterReading {
  readonly agentId: AgentId;
  /** Whether the agent was still there to take more calls. */
  readonly isSignedIn: boolean;
  readonly readAt: number;
  readonly statistics: CallStatistics;
}

export interface CallIncrease extends CallStatistics {
  /** Calls after this instant, up to when the counters began anew, were never read; `null`: none are missing. */
  readonly lostFrom: number | null;
}

const NOTHING: CallIncrease = { answered: 0, placed: 0, talkSeconds: 0, lostFrom: null };

/**
 * By how much the counters grew between two readings. Where they began anew in between, what they show is new, and
 * what an agent who was still there added to the earlier ones is lost.
 *
 * @param before `null` for the first reading of an agent
 * @param midnight at which the counters began that are read now
 */
export function increaseOf(
  reading: CounterReading,
  before: CounterReading | null,
  midnight: number,
): CallIncrease {
  const now = reading.statistics;
  if (before === null) return { ...now, lostFrom: null };
  if (reading.readAt <= before.readAt) return NOTHING;
  const then = before.statistics;
  const beganAnew =
    before.readAt < midnight ||
    now.answered < then.answered ||
    now.placed < then.placed ||
    now.talkSeconds < then.talkSeconds;
  if (beganAnew) return { ...now, lostFrom: before.isSignedIn ? before.readAt : null };
  return {
    answered: now.answered - then.answered,
    placed: now.placed - then.placed,
    talkSeconds: now.talkSeconds - then.talkSeconds,
    lostFrom: null,
  };
}
