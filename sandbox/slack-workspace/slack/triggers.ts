import type { WorkspaceClock } from './clock.ts';
import type { Ids } from './ids.ts';

interface Trigger {
  user: string;
  expiresAt: number;
  used: boolean;
  /** The person's channel, for selects that start at the current conversation. */
  channel?: string;
}

export interface Triggers {
  issue(user: string, channel?: string): string;
  /** Uses a trigger, which is valid once and for three seconds. */
  exchange(
    id: string,
  ):
    | { user: string; channel?: string }
    | { error: 'expired_trigger_id' | 'exchanged_trigger_id' | 'invalid_trigger_id' };
}

/** Slack's lifetime of a trigger id, in milliseconds. */
const TRIGGER_LIFETIME_MS = 3_000;

interface TriggersOptions {
  readonly clock: WorkspaceClock;
  readonly ids: Ids;
  /** Time limit of acknowledgements in milliseconds. A trigger lives at least that long. */
  readonly ackWithinMs: number;
}

export function createTriggers({ clock, ids, ackWithinMs }: TriggersOptions): Triggers {
  const lifetimeMs = Math.max(TRIGGER_LIFETIME_MS, ackWithinMs);
  const triggers = new Map<string, Trigger>();
  let count = 0;
  return {
    issue(user, channel) {
      count += 1;
      const id = `${1_000_000 + count}.${Math.floor(clock.now() / 1000)}.${ids.secret()}`;
      triggers.set(id, {
        user,
        expiresAt: clock.now() + lifetimeMs,
        used: false,
        ...(channel !== undefined && { channel }),
      });
      if (triggers.size > 1_000) triggers.delete(triggers.keys().next().value ?? '');
      return id;
    },
    exchange(id) {
      const trigger = triggers.get(id);
      if (trigger === undefined) return { error: 'invalid_trigger_id' };
      if (trigger.used) return { error: 'exchanged_trigger_id' };
      if (clock.now() > trigger.expiresAt) return { error: 'expired_trigger_id' };
      trigger.used = true;
      return { user: trigger.user, ...(trigger.channel !== undefined && { channel: trigger.channel }) };
    },
  };
}
