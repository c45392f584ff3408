import type { Clock } from '../clock.ts';
import type { Session, Sessions } from './sessions.ts';

interface PollOptions {
  readonly sessions: Sessions;
  readonly session: Session;
  readonly clock: Clock;
  readonly waitMs: number;
  readonly gone: AbortSignal;
}

/**
 * Answers one long poll: with the oldest event, or the next one that occurs within `waitMs`, or no event. Returns
 * `undefined` if the client disconnected.
 */
export async function waitForEvent({
  sessions,
  session,
  clock,
  waitMs,
  gone,
}: PollOptions): Promise<unknown> {
  sessions.polled(session);
  session.wake?.(); // A newer poll of an agent ends the older one (inferred).
  if (session.events.length === 0) await eventOrTimeout(session, clock, waitMs, gone);
  if (gone.aborted) return undefined;
  if (sessions.get(session.agentId) === session) sessions.polled(session);
  return session.events.shift() ?? null;
}

/**
 * Resolves on the next event or after `waitMs`. Real time counts too, so that a client does not wait for a manual clock
 * that stands still.
 */
function eventOrTimeout(session: Session, clock: Clock, waitMs: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      if (session.wake === end) session.wake = undefined;
      clearTimeout(timer);
      cancel();
      gone.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, waitMs);
    const cancel = clock.after(waitMs, end);
    gone.addEventListener('abort', end);
    session.wake = end;
  });
}
