export interface DeliverTiming {
  /** A post is aborted after this. */
  readonly postMs: number;
  /**
   * An attempt waits for this before it searches for a post that may be out. Longer than `postMs`, so that the post of the
   * attempt before has ended by then.
   */
  readonly settleMs: number;
  /**
   * Maximum time between renewing the lease and calling Slack. After that the lease may have expired, so the post is abandoned.
   */
  readonly fenceMs: number;
  /** Until the next attempt after a message that could not be rendered or a database that did not answer. */
  readonly retryDelayMs: number;
}
