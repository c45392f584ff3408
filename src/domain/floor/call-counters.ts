import type { AgentId } from './agent-id.ts';
import type { CallStatistics } from './call-statistics.ts';

/** The call counters of an agent for the platform's current day (`hisindex/agent`, page 0648). */
export interface CounterValue {
  readonly statistics: CallStatistics;
  /** Epoch milliseconds. */
  readonly readAt: number;
}

export interface CounterReading extends CounterValue {
  readonly agentId: AgentId;
  /** True if the agent was signed in and could take further calls. */
  readonly isSignedIn: boolean;
}

export interface CallIncrease extends CallStatistics {
  /** Calls after this instant may be missing, epoch milliseconds; `null` if none are missing. */
  readonly lostFrom: number | null;
  /** True if the counters may still belong to the previous day. The earlier reading then remains the base. */
  readonly isOpen?: true;
}

/** When the counters are expected to be reset, and when a reset was last observed. Epoch milliseconds. */
export interface ResetKnowledge {
  /** Midnight before the reading, in the configured zone of the centre. */
  readonly midnight: number;
  /** Readings up to this instant were followed by an observed reset; `null` if none was observed. */
  readonly resetAfter: number | null;
}

const HOUR_MS = 3_600_000;
const LATEST_RESET_MS = 3 * HOUR_MS;
/** In a gap between two readings up to this length, lower counters prove a reset. */
const SHORT_GAP_MS = HOUR_MS;
/** A longer gap may contain two resets. */
const ONE_RESET_MS = 24 * HOUR_MS - LATEST_RESET_MS;
/** A longer gap certainly contains a reset, even if clocks go back and the reset is late. */
const CERTAIN_RESET_MS = 26 * HOUR_MS;

const NOTHING: CallIncrease = { answered: 0, outbound: 0, talkSeconds: 0, lostFrom: null };

/**
 * Returns the increase between two readings. A reset is recognised by the counters and not by the clock, because the
 * platform's day may begin late, early or in another zone. Until a reset is certain, only differences are added.
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
  const wasReset =
    isLower(now, before.statistics) ||
    (resetAfter !== null && before.readAt <= resetAfter) ||
    gapMs >= CERTAIN_RESET_MS;
  if (wasReset) return { ...now, lostFrom: before.isSignedIn ? before.readAt : null };
  if (before.readAt < midnight && gapMs > SHORT_GAP_MS && isSomething(before.statistics)) return open;
  return {
    answered: now.answered - before.statistics.answered,
    outbound: now.outbound - before.statistics.outbound,
    talkSeconds: now.talkSeconds - before.statistics.talkSeconds,
    lostFrom: null,
  };
}

/**
 * Returns the newest instant before which every reading was followed by a reset, according to these readings; `null` if
 * they show none. Counters of single agents may be reset at a sign-in, so a reset is recognised only if most agents
 * show it.
 *
 * @param pairs the reading of each agent with its previous one
 */
export function resetSeenIn(
  pairs: readonly { readonly reading: CounterReading; readonly before: CounterReading }[],
): number | null {
  const comparable = pairs.filter(({ before }) => isSomething(before.statistics));
  const lower = comparable.filter(({ reading, before }) => isLower(reading.statistics, before.statistics));
  if (lower.length === 0) return null;
  const newest = lower.reduce(
    (latest, { before }) => Math.max(latest, before.readAt),
    Number.NEGATIVE_INFINITY,
  );
  const across = comparable.filter(({ before }) => before.readAt <= newest);
  return lower.length * 2 >= across.length ? newest : null;
}

function isLower(now: CallStatistics, then: CallStatistics): boolean {
  return now.answered < then.answered || now.outbound < then.outbound || now.talkSeconds < then.talkSeconds;
}

function isSomething({ answered, outbound, talkSeconds }: CallStatistics): boolean {
  return answered > 0 || outbound > 0 || talkSeconds > 0;
}
