/** Time as an argument: nothing below `main.ts` reads a clock of its own. */
export interface Clock {
  /** Wall clock, epoch milliseconds: for what people read and what is signed. */
  now(): number;
  /** Never jumps, unknown origin, milliseconds: for ages and freshness. */
  monotonic(): number;
}
