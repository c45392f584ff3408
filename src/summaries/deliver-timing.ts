export interface DeliverTiming {
  /** A post is over after this, whatever became of it. */
  readonly postMs: number;
  /**
   * How long after a post that may be out the channel is looked at. Longer than `postMs`: whoever held the job before
   * us has then sent or never will, whatever the clocks did meanwhile.
   */
  readonly settleMs: number;
  /** Between the last sign of holding the job and sending; beyond it, somebody else may have it. */
  readonly fenceMs: number;
  /** Until another try after an error of our own: a message that could not be made, a database that did not answer. */
  readonly putOffMs: number;
}
