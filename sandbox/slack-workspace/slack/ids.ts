import { randomBytes } from 'node:crypto';
import type { WorkspaceClock } from './clock.ts';

export interface Ids {
  /** A message timestamp: the message's id within its channel, strictly increasing. */
  ts(): string;
  /** An id in Slack's form: a letter or two and ten more characters. */
  next(prefix: string): string;
  /** Cannot be guessed: for URLs and hashes. */
  secret(): string;
}

export function createIds(clock: WorkspaceClock): Ids {
  let lastMicros = 0;
  let count = 0;
  return {
    ts() {
      lastMicros = Math.max(clock.now() * 1000, lastMicros + 1);
      const seconds = Math.floor(lastMicros / 1e6);
      return `${seconds}.${String(lastMicros % 1e6).padStart(6, '0')}`;
    },
    next(prefix) {
      count += 1;
      return `${prefix}0${count.toString(36).toUpperCase().padStart(9, '0')}`;
    },
    secret: () => randomBytes(12).toString('hex'),
  };
}
