import { FloorwalkerError } from '../errors.ts';
import { noAnswerWithin } from './storage-failure.ts';

/** Maximum number of waiting callers. Further callers are refused at once. */
const WAITING_MAX = 500;

/** A queue for one resource: one holder at a time, first come first served, with a timeout for each caller. */
export function createTurns() {
  const waiting: (() => void)[] = [];
  let isTaken = false;

  return {
    /** @throws {FloorwalkerError} storage-unavailable */
    async take(withinMs: number): Promise<void> {
      if (!isTaken) {
        isTaken = true;
        return;
      }
      if (waiting.length >= WAITING_MAX) {
        throw new FloorwalkerError('storage-unavailable', { detail: 'too many wait for it' });
      }
      const turn = Promise.withResolvers<void>();
      waiting.push(turn.resolve);
      const late = setTimeout(() => {
        const place = waiting.indexOf(turn.resolve);
        if (place < 0) return;
        waiting.splice(place, 1);
        turn.reject(noAnswerWithin(withinMs));
      }, withinMs);
      await turn.promise.finally(() => clearTimeout(late));
    },
    give(): void {
      const next = waiting.shift();
      if (next === undefined) isTaken = false;
      else next();
    },
  };
}

export type Turns = ReturnType<typeof createTurns>;
