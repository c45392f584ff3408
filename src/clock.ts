/** The clock is passed as an argument; only `main.ts` reads the system's clock. */
export interface Clock {
  /** Wall clock, epoch milliseconds, for texts and signatures. */
  now(): number;
  /** Milliseconds from an unknown origin; never jumps. For ages and time-outs. */
  monotonic(): number;
}
