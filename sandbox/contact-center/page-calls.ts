import { SUCCESS } from './cms/envelopes.ts';
import type { ServedRequest } from './request-log.ts';
import type { Simulator } from './simulator.ts';

/** Calls of another log, such as a chat server's, that the page shows beside the calls to the upstreams. */
export interface OtherCalls {
  /** The name of the server that is called, such as 'Slack'. */
  readonly title: string;
  /** The recent calls, oldest first. */
  recent(): readonly OtherCall[];
  onCall(listener: (call: OtherCall) => void): () => void;
}

export interface OtherCall {
  readonly name: string;
  /** The start of the call in epoch milliseconds. */
  readonly at: number;
  readonly ms: number;
  readonly ok: boolean;
  readonly error?: string;
}

/** One line of the page's log. */
export interface CallRow {
  /** A row replaces the earlier row of its key. */
  readonly key: string;
  readonly where: 'gateway' | 'cms' | 'other';
  readonly name: string;
  readonly at: number;
  /** The duration in milliseconds; `null` while the call is served. */
  readonly ms: number | null;
  readonly status: number | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly fault: string | null;
  /** Whether the call was refused, cut, or answered under a fault. */
  readonly failed: boolean;
}

/** A reader of the log with a position of its own. */
export interface CallReader {
  /** Returns the rows that were added or completed since the last call, oldest first. */
  changed(): CallRow[];
  /** Returns the latest rows in their present form, oldest first. */
  latest(): CallRow[];
  stop(): void;
}

/** The number of calls that a tab shows. */
const MAX_CALLS = 300;

export function createCallReader(simulator: Simulator, others: OtherCalls | undefined): CallReader {
  const ended = new Set<ServedRequest>();
  let seen = simulator.requests.all().at(-1)?.number ?? 0;
  let otherRows = (others?.recent() ?? []).slice(-MAX_CALLS).map(otherRow);
  let otherNumber = otherRows.length;
  let unread: CallRow[] = [];

  const stopRequests = simulator.onRequest((request) => {
    ended.add(request);
    if (ended.size > MAX_CALLS) ended.delete(first(ended));
  });
  const stopOthers = others?.onCall((call) => {
    const row = otherRow(call, otherNumber);
    otherNumber += 1;
    otherRows = [...otherRows, row].slice(-MAX_CALLS);
    unread = [...unread, row].slice(-MAX_CALLS);
  });

  return {
    changed() {
      const requests = new Set(ended);
      const last = simulator.requests.all().slice(-MAX_CALLS);
      for (const request of last) if (request.number > seen) requests.add(request);
      seen = last.at(-1)?.number ?? seen;
      const rows = inOrder([...[...requests].map(requestRow), ...unread]);
      ended.clear();
      unread = [];
      return rows;
    },
    latest: () =>
      inOrder([...simulator.requests.all().slice(-MAX_CALLS).map(requestRow), ...otherRows]).slice(
        -MAX_CALLS,
      ),
    stop() {
      stopRequests();
      stopOthers?.();
    },
  };
}

function first(requests: Set<ServedRequest>): ServedRequest {
  for (const request of requests) return request;
  throw new RangeError('nothing has ended');
}

const inOrder = (rows: readonly CallRow[]): CallRow[] => rows.toSorted((a, b) => a.at - b.at);

function requestRow(request: ServedRequest): CallRow {
  const { number, upstream, route, receivedAt, milliseconds, status, code, detail, fault } = request;
  return {
    key: `request ${number}`,
    where: upstream,
    name: route,
    at: receivedAt,
    ms: milliseconds ?? null,
    status: status ?? null,
    code: code ?? null,
    detail: detail ?? null,
    fault: fault ?? null,
    failed: fault !== undefined || (milliseconds !== undefined && !succeeded(request)),
  };
}

/** Whether a request succeeded. The gateway's code for success is 0; a ping has no code. */
function succeeded({ status, code }: ServedRequest): boolean {
  return status !== undefined && status < 400 && [undefined, '0', SUCCESS].includes(code);
}

function otherRow({ name, at, ms, ok, error }: OtherCall, number: number): CallRow {
  return {
    key: `other ${number}`,
    where: 'other',
    name,
    at,
    ms: Math.round(ms),
    status: null,
    code: ok ? null : (error ?? 'failed'),
    detail: null,
    fault: null,
    failed: !ok,
  };
}
