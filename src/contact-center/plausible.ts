import { z } from 'zod';
import { looseInt, readCount, readInt } from './loose.ts';

/**
 * The highest figures that are believed. Above them, and below zero, platforms send what is none: sentinels such as
 * 65535, 4294967295 and -1, milliseconds where the documents say seconds, and instants in place of durations.
 */
export const MOST = {
  /** Seconds: one week in one state. */
  secondsInState: 7 * 86_400,
  /** Seconds: one day in a queue. */
  secondsWaiting: 86_400,
  callsWaiting: 10_000,
  /** Calls and chats that one agent has at once. */
  callsInHand: 1_000,
  /** Calls of one agent since midnight, or since the sign-in. */
  callsOfDay: 20_000,
  /** Seconds, likewise: two days, because chats run side by side. */
  talkSeconds: 2 * 86_400,
  /** As many as there are agent ids. */
  agents: 1_000_000,
  /** The code of a state, or of the reason for it. */
  code: 999,
} as const;

const LONGEST_SIGNED_IN_MS = 31 * 86_400_000;
/** The clocks of the platform and of this machine may differ by so much. */
const CLOCKS_DIFFER_MS = 15 * 60_000;

/** A figure from 0 to `most`, which the record cannot do without. */
export function countUpTo(most: number) {
  return looseInt.refine((count) => count >= 0 && count <= most);
}

/** The same without a schema, for records that come by the ten thousand. */
export function readCountUpTo(value: unknown, most: number): number | undefined {
  const count = readCount(value);
  return count !== undefined && count <= most ? count : undefined;
}

/** The code of a state; `undefined` for -1, 4294967295 and the like, which name no state. */
export function readStateCode(value: unknown): number | undefined {
  const code = readInt(value);
  return code !== undefined && code >= 0 && code <= MOST.code ? code : undefined;
}

/** How long an agent has been in a state, in seconds, and since when signed in, epoch milliseconds; `null` is not known. */
export interface AgentTimes {
  readonly secondsInState: number | null;
  readonly signedInAt: number | null;
}

/**
 * The times of an agent record as far as they can be: a sign-in lies at most a month back and not in the future, and
 * a state began after it.
 *
 * @param now epoch milliseconds
 */
export function readAgentTimes(sent: { inState: unknown; signedInAt: unknown }, now: number): AgentTimes {
  const at = readCount(sent.signedInAt);
  const isPossible = at !== undefined && at <= now + CLOCKS_DIFFER_MS && at >= now - LONGEST_SIGNED_IN_MS;
  const seconds = readCountUpTo(sent.inState, MOST.secondsInState);
  const isTooLong = isPossible && seconds !== undefined && seconds * 1000 > now - at + CLOCKS_DIFFER_MS;
  return {
    secondsInState: seconds === undefined || isTooLong ? null : seconds,
    signedInAt: isPossible ? at : null,
  };
}

/** Seconds that a caller has waited longest, from a queue's row; `null` where that cannot be, 0 where none waits. */
export function longestWait(calls: number, seconds: number): number | null {
  return calls === 0 ? 0 : (readCountUpTo(seconds, MOST.secondsWaiting) ?? null);
}

/** {@link readStateCode} for schemas. */
export const optionalStateCode = z.unknown().optional().transform(readStateCode);
