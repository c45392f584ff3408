import type { PollTiming } from './poll.ts';

export interface SessionTiming extends PollTiming {
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** Retry delay after 100-002, which the gateway answers after a crash until it has missed polls for 2 minutes (page 1202). */
  readonly inUseRetryMs: number;
  /** A session that is lost sooner than this counts as a failed sign-in. */
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
