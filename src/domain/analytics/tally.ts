import type { Extremes, Figures } from './figures.ts';
import { RECORDED_STATES } from './recorded-state.ts';
import type { Change, GroupSample } from './sample.ts';

const AVAILABLE = RECORDED_STATES.indexOf('available');
/** The states counted as staffed are the first ones of `RECORDED_STATES`. */
const STAFFED = RECORDED_STATES.indexOf('wrap-up') + 1;

interface Step {
  readonly at: number;
  readonly change: Change;
  readonly shared: boolean;
  readonly exclusive: boolean;
}

/**
 * Accumulates the figures of one scope, sample by sample in order of time. It changes its state in place because this
 * is the hot path of history: a day has 2,880 samples for each of up to 200 queues.
 */
export class Tally {
  readonly #stateSeconds = RECORDED_STATES.map(() => 0);
  readonly #counts = RECORDED_STATES.map(() => 0);
  readonly #steps: Step[] = [];
  readonly #signedIn = new Range();
  readonly #staffed = new Range();
  readonly #available = new Range();
  readonly #allBusy: { from: number; to: number }[] = [];
  readonly #unstaffed: { from: number; to: number }[] = [];
  #sharedStaffed = 0;
  #spareAvailable = 0;
  #sharedSeconds = 0;
  #spareSeconds = 0;

  add(group: GroupSample, takenAt: number, exclusive: boolean): void {
    const shared = group.queues.length > 1;
    for (const [state, count] of group.counts.entries()) this.#shift(state, count, shared, exclusive);
    for (const change of group.changes) {
      this.#undo(change, shared, exclusive);
      this.#steps.push({ at: takenAt - change.secondsBefore * 1000, change, shared, exclusive });
    }
  }

  /** Accumulates a sample from `from` to `to` after its groups were added, and prepares for the next sample. */
  run(from: number, to: number): void {
    let at = from;
    if (this.#steps.length > 1) this.#steps.sort((left, right) => left.at - right.at);
    for (const { at: changedAt, change, shared, exclusive } of this.#steps) {
      const end = Math.min(Math.max(changedAt, from), to);
      this.#accumulate(at, end);
      at = end;
      if (changedAt >= to) break;
      if (change.from !== null) this.#shift(change.from, -1, shared, exclusive);
      if (change.to !== null) this.#shift(change.to, 1, shared, exclusive);
    }
    this.#accumulate(at, to);
    this.#counts.fill(0);
    this.#steps.length = 0;
    this.#sharedStaffed = 0;
    this.#spareAvailable = 0;
  }

  figures(): Figures | null {
    const [signedIn, staffed, available] = [this.#signedIn, this.#staffed, this.#available].map(
      (range) => range.extremes,
    );
    if (!signedIn || !staffed || !available) return null;
    return {
      stateSeconds: this.#stateSeconds,
      signedIn,
      staffed,
      available,
      allBusy: this.#allBusy,
      unstaffed: this.#unstaffed,
      sharedSeconds: this.#sharedSeconds,
      spareSeconds: this.#spareSeconds,
    };
  }

  #undo(change: Change, shared: boolean, exclusive: boolean): void {
    if (change.to !== null) this.#shift(change.to, -1, shared, exclusive);
    if (change.from !== null) this.#shift(change.from, 1, shared, exclusive);
  }

  #shift(state: number, by: number, shared: boolean, exclusive: boolean): void {
    this.#counts[state] = (this.#counts[state] ?? 0) + by;
    if (shared && state < STAFFED) this.#sharedStaffed += by;
    if (exclusive && state === AVAILABLE) this.#spareAvailable += by;
  }

  /** Accumulates an interval in which no agent changes state. */
  #accumulate(from: number, to: number): void {
    if (to <= from) return;
    const seconds = (to - from) / 1000;
    let signedIn = 0;
    let staffed = 0;
    for (let state = 0; state < this.#counts.length; state += 1) {
      const count = this.#counts[state] ?? 0;
      this.#stateSeconds[state] = (this.#stateSeconds[state] ?? 0) + count * seconds;
      signedIn += count;
      if (state < STAFFED) staffed += count;
    }
    const available = this.#counts[AVAILABLE] ?? 0;
    this.#signedIn.observe(signedIn, from);
    this.#staffed.observe(staffed, from);
    this.#available.observe(available, from);
    if (staffed === 0) extend(this.#unstaffed, from, to);
    else if (available === 0) extend(this.#allBusy, from, to);
    this.#sharedSeconds += this.#sharedStaffed * seconds;
    this.#spareSeconds += this.#spareAvailable * seconds;
  }
}

class Range {
  extremes: Extremes | null = null;

  observe(count: number, at: number): void {
    const extremes = this.extremes ?? { min: count, minAt: at, max: count, maxAt: at };
    if (count < extremes.min) this.extremes = { ...extremes, min: count, minAt: at };
    else if (count > extremes.max) this.extremes = { ...extremes, max: count, maxAt: at };
    else this.extremes = extremes;
  }
}

function extend(intervals: { from: number; to: number }[], from: number, to: number): void {
  const last = intervals.at(-1);
  if (last?.to === from) last.to = to;
  else intervals.push({ from, to });
}
