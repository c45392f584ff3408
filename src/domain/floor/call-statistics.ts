/** An agent's calls since midnight or since the sign-in, depending on the source (pages 0428 and 0648). */
export interface CallStatistics {
  readonly talkSeconds: number;
  readonly answered: number;
  readonly outbound: number;
}
