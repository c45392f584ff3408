import type { TimeWriter } from '../block-kit/time-text.ts';

/** What every answer is written with: the centre that it is about, the instant, and how its times are written. */
export interface AnswerContext {
  /** The key of the centre, with which the values of buttons begin. */
  readonly centre: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly time: TimeWriter;
}
