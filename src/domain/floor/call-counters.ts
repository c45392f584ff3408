import type { AgentId } from './agent-id.ts';
import type { CallStatistics } from './call-statistics.ts';

/** An agent's call counters as the platform keeps them, by its day (`hisindex/agent`, page 0648). */
export interface CounterValue {
  readonly statistics: CallStatistics;
  /** Epoch milliseconds. */
  readonly readAt: number;
}

export interface CounterReading extends CounterValue {
  readonly agentId: AgentId;
  /** Whether the agent was still signed in and could take more calls. */
  readonly isSignedIn: boolean;
}

export interface CallIncrease extends CallStatistics {
  /** From this instant on some calls may not have been read; `null`: none are missing. */
  readonly lostFrom: number | null;
  /** The counters may still be of the day before. The earlier reading stays the one to compare with. */
  readonly isOpen?: true;
}

/** When the counters should begin anew, and when they were last seen to. Epoch milliseconds. */
export interface ResetKnowledge {
  /** The midnight before the reading, by the contact centre's zone as it was configured. */
  readonly midnight: number;
  /** Every reading up to this instant was followed by a reset; `null` where none was seen yet. */
  readonly resetAfter: number | null;
}

const HOUR_MS = 3_600_000;
/** Counters begin anew at most this long after midnight. */
const LATEST_RESET_MS = 3 * HOUR_MS;
/** Within such a gap between two readings a reset shows as lower counters. */
const SHORT_GAP_MS = HOUR_MS;
/** A longer gap may hold two resets, of which the newer one may not have come yet. */
const ONE_RESET_MS = 24 * HOUR_MS - LATEST_RESET_MS;
/** Counters of a day began anew in any gap that is longer than a day, also where clocks go back and a reset is late. */
const CERTAIN_RESET_MS = 26 * HOUR_MS;

const NOTHING: CallIncrease = { answered: 0, placed: 0, talkSeconds: 0, lostFrom: null };

/**
 * By how much the counters grew between two readings. That they began anew is what the counters show, not what our
 * clock says: the platform's day may begin late, early or in another zone. Until it shows, nothing but differences is
 * added.
 *
 * @param before `null` for the first reading of an agent
 */
export function increaseOf(
  reading: CounterReading,
  before: CounterReading | null,
  { midnight, resetAfter }: ResetKnowledge,
): CallIncrease {
  const now = reading.statistics;
  const isEarly = reading.readAt - midnight < LATEST_RESET_MS;
  const isResetToday = resetAfter !== null && resetAfter >= midnight - LATEST_RESET_MS;
  if (before === null) {
    return isEarly && !isResetToday ? { ...NOTHING, lostFrom: midnight } : { ...now, lostFrom: null };
  }
  const gapMs = reading.readAt - before.readAt;
  if (gapMs <= 0) return NOTHING;
  const open: CallIncrease = { ...NOTHING, lostFrom: midnight, isOpen: true };
  if (isEarly && !isResetToday && gapMs > ONE_RESET_MS) return open;
  const beganAnew =
    isLower(now, before.statistics) ||
    (resetAfter !== null && before.readAt <= resetAfter) ||
    gapMs >= CERTAIN_RESET_MS;
  if (beganAnew) return { ...now, lostFrom: before.isSignedIn ? before.readAt : null };
  if (before.readAt < midnight && gapMs > SHORT_GAP_MS && isSomething(before.statistics)) return open;
  return {
    answered: now.answered - before.statistics.answered,
    placed: now.placed - before.statistics.placed,
    talkSeconds: now.talkSeconds - before.statistics.talkSeconds,
    lostFrom: null,
  };
}

/**
 * The newest instant up to which every reading was followed by a reset, as these readings show it; `null` where they
 * show none. Counters of single agents may begin anew at a sign-in: only where those of most agents did, all did.
 *
 * @param pairs each agent's reading with the one before
 */
export function resetSeenIn(
  pairs: readonly { readonly reading: CounterReading; readonly before: CounterReading }[],
): number | null {
  const telling = pairs.filter(({ before }) => isSomething(before.statistics));
  const lower = telling.filter(({ reading, before }) => isLower(reading.statistics, before.statistics));
  if (lower.length === 0) return null;
  const newest = lower.reduce(
    (latest, { before }) => Math.max(latest, before.readAt),
    Number.NEGATIVE_INFINITY,
  );
  const across = telling.filter(({ before }) => before.readAt <= newest);
  return lower.length * 2 >= across.length ? newest : null;
}

function isLower(now: CallStatistics, then: CallStatistics): boolean {
  return now.answered < then.answered || now.placed < then.placed || now.talkSeconds < then.talkSeconds;
}

function isSomething({ answered, placed, talkSeconds }: CallStatistics): boolean {
  return answered > 0 || placed > 0 || talkSeconds > 0;
}
