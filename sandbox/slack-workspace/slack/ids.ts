import { randomBytes } from 'node:crypto';
import type { WorkspaceClock } from './clock.ts';

export interface Ids {
  /** Returns a message timestamp, which identifies the message within its channel and increases strictly. */
  ts(): string;
  /** Returns an id in Slack's form: a prefix and ten more characters. */
  next(prefix: string): string;
  /** Returns an unpredictable text for URLs and hashes. */
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
