import { z } from 'zod';
import { looseInt, readCount, readInt } from './coerce.ts';

/**
 * The highest plausible value of each figure. Values above it or below zero are errors of the platform: sentinels such as
 * 65535, 4294967295 and -1, milliseconds where the documents say seconds, and timestamps in place of durations.
 */
export const PLAUSIBLE_MAX = {
  /** Seconds: one week in one state. */
  secondsInState: 7 * 86_400,
  /** Seconds: one day in a queue. */
  secondsWaiting: 86_400,
  callsWaiting: 10_000,
  /** Calls and chats that one agent handles at the same time. */
  activeCalls: 1_000,
  /** Calls of one agent since midnight, or since the sign-in. */
  callsOfDay: 20_000,
  /** Seconds since midnight or sign-in. Two days, because an agent handles several chats at the same time. */
  talkSeconds: 2 * 86_400,
  /** The number of valid agent ids. */
  agents: 1_000_000,
  /** The code of a state, or of the reason for it. */
  code: 999,
} as const;

const SIGNED_IN_MAX_MS = 31 * 86_400_000;
/** Tolerated difference between the clocks of the platform and of this machine. */
const CLOCKS_DIFFER_MS = 15 * 60_000;

/** A required figure from 0 to `max`, inclusive. */
export function countUpTo(max: number) {
  return looseInt.refine((count) => count >= 0 && count <= max);
}

/** {@link countUpTo} without zod, for the 10,000 agent records of a snapshot. `undefined` if the value is out of range. */
export function readCountUpTo(value: unknown, max: number): number | undefined {
  const count = readCount(value);
  return count !== undefined && count <= max ? count : undefined;
}

/** The code of an agent state; `undefined` for sentinels such as -1 and 4294967295. */
export function readStateCode(value: unknown): number | undefined {
  const code = readInt(value);
  return code !== undefined && code >= 0 && code <= PLAUSIBLE_MAX.code ? code : undefined;
}

export interface AgentTimes {
  /** Seconds in the current state; `null` if unknown. */
  readonly secondsInState: number | null;
  /** Time of the sign-in, epoch milliseconds; `null` if unknown. */
  readonly signedInAt: number | null;
}

/**
 * Reads the plausible times of an agent record: a sign-in is at most 31 days old and not in the future, and the current
 * state began after the sign-in.
 *
 * @param now epoch milliseconds
 */
export function readAgentTimes(sent: { inState: unknown; signedInAt: unknown }, now: number): AgentTimes {
  const at = readCount(sent.signedInAt);
  const isPossible = at !== undefined && at <= now + CLOCKS_DIFFER_MS && at >= now - SIGNED_IN_MAX_MS;
  const seconds = readCountUpTo(sent.inState, PLAUSIBLE_MAX.secondsInState);
  const isTooLong = isPossible && seconds !== undefined && seconds * 1000 > now - at + CLOCKS_DIFFER_MS;
  return {
    secondsInState: seconds === undefined || isTooLong ? null : seconds,
    signedInAt: isPossible ? at : null,
  };
}

/** The longest wait of a queue in seconds: 0 if no call is waiting, `null` if the value is implausible. */
export function longestWait(calls: number, seconds: number): number | null {
  return calls === 0 ? 0 : (readCountUpTo(seconds, PLAUSIBLE_MAX.secondsWaiting) ?? null);
}

/** {@link readStateCode} as a zod schema. */
export const optionalStateCode = z.unknown().optional().transform(readStateCode);
