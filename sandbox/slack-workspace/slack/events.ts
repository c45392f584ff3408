import type { DeliveryReport } from './deliveries/delivery.ts';
import type { Message } from './message.ts';
import type { RequestRecord } from './request-record.ts';
import type { View } from './view.ts';

export type ViewChange = 'view_opened' | 'view_pushed' | 'view_updated' | 'view_published' | 'view_closed';
export type MessageChange =
  | 'message_posted'
  | 'message_updated'
  | 'message_deleted'
  | 'ephemeral_posted'
  | 'ephemeral_updated'
  | 'ephemeral_deleted';

/** One member of the union for each kind, so that TypeScript narrows by `type`. */
type MessageOccurrence = {
  [Type in MessageChange]: {
    type: Type;
    channel: string;
    message: Message;
    /** The person who sees an ephemeral message. */
    user?: string;
  };
}[MessageChange];

type ViewOccurrence = { [Type in ViewChange]: { type: Type; user: string; view: View } }[ViewChange];

/** All events of the workspace, recorded as they happen. */
export type WorkspaceOccurrence =
  | MessageOccurrence
  | ViewOccurrence
  /** A delivery to the app ended, with or without an acknowledgement. */
  | { type: 'delivery'; kind: string; user?: string; report: DeliveryReport }
  | { type: 'request'; request: RequestRecord }
  /** Slack would reject this payload; `errors` name the paths. */
  | { type: 'refused'; where: string; error: string; errors: string[] }
  | { type: 'connection'; change: 'opened' | 'closed'; open: number };

export type WorkspaceEvent = WorkspaceOccurrence & {
  /** 1, 2, 3, … in order of occurrence. */
  seq: number;
  /** Epoch milliseconds on the workspace's clock. */
  at: number;
};

export interface NextOptions {
  /** Maximum wait in real milliseconds. Default 60,000. */
  timeoutMs?: number;
  /** Considers past events after this `seq` too (a delivery report has one). */
  since?: number;
}

export interface EventLog {
  readonly events: readonly WorkspaceEvent[];
  readonly seq: number;
  emit: (occurrence: WorkspaceOccurrence) => void;
  on: (listener: (event: WorkspaceEvent) => void) => () => void;
  next: Next;
}

/** Resolves with the next matching event; TypeScript narrows the event's type by the predicate. */
export interface Next {
  <E extends WorkspaceEvent>(
    predicate: (event: WorkspaceEvent) => event is E,
    options?: NextOptions,
  ): Promise<E>;
  (predicate: (event: WorkspaceEvent) => boolean, options?: NextOptions): Promise<WorkspaceEvent>;
}

/** Maximum number of events that are kept, because a demo may run for days. */
const MAX_EVENTS = 5_000;

export function createEventLog(now: () => number): EventLog {
  const events: WorkspaceEvent[] = [];
  const listeners = new Set<(event: WorkspaceEvent) => void>();
  let seq = 0;

  function on(listener: (event: WorkspaceEvent) => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  function next<E extends WorkspaceEvent>(
    predicate: (event: WorkspaceEvent) => event is E,
    options?: NextOptions,
  ): Promise<E>;
  function next(
    predicate: (event: WorkspaceEvent) => boolean,
    options?: NextOptions,
  ): Promise<WorkspaceEvent>;
  function next(
    predicate: (event: WorkspaceEvent) => boolean,
    { timeoutMs = 60_000, since }: NextOptions = {},
  ): Promise<WorkspaceEvent> {
    const past =
      since === undefined ? undefined : events.filter((event) => event.seq > since).find(predicate);
    if (past !== undefined) return Promise.resolve(past);
    const { promise, resolve, reject } = Promise.withResolvers<WorkspaceEvent>();
    const from = seq;
    const timer = setTimeout(() => {
      stop();
      const seen = events.filter((event) => event.seq > from).map((event) => event.type);
      reject(new Error(`Nothing matched within ${timeoutMs} ms; meanwhile: ${seen.join(', ') || 'nothing'}`));
    }, timeoutMs);
    const stop = on((event) => {
      if (!predicate(event)) return;
      clearTimeout(timer);
      stop();
      resolve(event);
    });
    return promise;
  }

  return {
    events,
    get seq() {
      return seq;
    },
    emit(occurrence) {
      seq += 1;
      const event: WorkspaceEvent = { ...occurrence, seq, at: now() };
      events.push(event);
      if (events.length > MAX_EVENTS) events.splice(0, events.length - MAX_EVENTS);
      for (const listener of listeners) listener(event);
    },
    on,
    next,
  };
}
