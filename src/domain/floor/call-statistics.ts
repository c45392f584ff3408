/**
 * Totals of an agent's calls. The period depends on the source: since midnight, or since the sign-in (pages 0428 and
 * 0648).
 */
export interface CallStatistics {
  readonly talkSeconds: number;
  readonly answered: number;
  readonly placed: number;
}
