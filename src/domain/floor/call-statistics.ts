/** What an agent's calls added up to. The period is the source's: today, or since sign-in (pages 0428 and 0648). */
export interface CallStatistics {
  readonly talkSeconds: number;
  readonly answered: number;
  readonly placed: number;
}
