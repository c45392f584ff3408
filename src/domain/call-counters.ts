import type { AgentId } from './agent-id.ts';
import type { CallStatistics } from './call-statistics.ts';

/** An agent's call counters as the platform keeps them: since sign-in or since midnight (pages 0428 and 0648). */
export interface CounterReading {
  readonly agentId: AgentId;
  /** The sign-in that they count from, where it is known; epoch milliseconds. */
  readonly signedInAt: number | null;
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
 * what they grew by after the earlier reading is lost.
 *
 * @param before `null` for the first reading of an agent
 * @param countingSince a first reading counts in full where its sign-in is not earlier than this, else not at all:
 *   nobody knows how much of it is older
 */
export function increaseOf(
  reading: CounterReading,
  before: CounterReading | null,
  countingSince: number,
): CallIncrease {
  const now = reading.statistics;
  if (before === null) {
    const isOurs = reading.signedInAt !== null && reading.signedInAt >= countingSince;
    return isOurs ? { ...now, lostFrom: null } : { ...NOTHING, lostFrom: reading.readAt };
  }
  if (reading.readAt <= before.readAt) return NOTHING;
  const then = before.statistics;
  const isLess =
    now.answered < then.answered || now.placed < then.placed || now.talkSeconds < then.talkSeconds;
  if (isLess) return { ...now, lostFrom: before.readAt };
  return {
    answered: now.answered - then.answered,
    placed: now.placed - then.placed,
    talkSeconds: now.talkSeconds - then.talkSeconds,
    lostFrom: signedInAgain(reading, before) ? before.readAt : null,
  };
}

/**
 * Counters since sign-in have then begun anew, counters of the day have not, and the documents do not agree which
 * these are (page 0428): the difference is what both would have grown by at least.
 */
function signedInAgain(reading: CounterReading, before: CounterReading): boolean {
  return (
    reading.signedInAt !== null && before.signedInAt !== null && reading.signedInAt !== before.signedInAt
  );
}
