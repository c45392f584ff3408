import type { Clock } from '../clock.ts';
import type { Session, Sessions } from './sessions.ts';

interface PollOptions {
  readonly sessions: Sessions;
  readonly session: Session;
  readonly clock: Clock;
  readonly waitMs: number;
  readonly gone: AbortSignal;
}

/** One long poll: the oldest event at once, else the next one, else nothing after `waitMs`. Undefined when the client went away. */
export async function waitForEvent({
  sessions,
  session,
  clock,
  waitMs,
  gone,
}: PollOptions): Promise<unknown> {
  sessions.polled(session);
  session.wake?.(); // A newer poll of the same agent sends the older one home (inferred).
  if (session.events.length === 0) await eventOrTimeout(session, clock, waitMs, gone);
  if (gone.aborted) return undefined;
  if (sessions.get(session.agentId) === session) sessions.polled(session);
  return session.events.shift() ?? null;
}

/** Real time ends a poll too, so that a manual clock that nobody moves keeps no client waiting. */
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
