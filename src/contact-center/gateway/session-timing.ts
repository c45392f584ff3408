import type { PollTiming } from './poll.ts';

export interface SessionTiming extends PollTiming {
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** After a crash the gateway answers 100-002 until it has missed our polling for 2 minutes (page 1202). */
  readonly inUseRetryMs: number;
  /** A session that is lost sooner than this does not count as a recovery. */
  readonly steadyMs: number;
  readonly signInTimeoutMs: number;
  readonly signOutTimeoutMs: number;
}

export const SESSION_TIMING: SessionTiming = {
  firstRetryMs: 1_000,
  longestRetryMs: 60_000,
  inUseRetryMs: 15_000,
  steadyMs: 30_000,
  signInTimeoutMs: 10_000,
  signOutTimeoutMs: 1_500,
  pollGapMs: 250,
  pollTimeoutMs: 25_000,
  longestPollRetryMs: 5_000,
};
