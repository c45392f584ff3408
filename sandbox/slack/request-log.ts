import type { EventLog } from './events.ts';

/** One call that the app made; never a token, never a body. */
export interface RequestRecord {
  /** A Web API method, or `response_url`, or `upload`. */
  method: string;
  at: number;
  ms: number;
  httpStatus: number;
  ok: boolean;
  error?: string;
}

export interface RequestLog {
  readonly records: readonly RequestRecord[];
  add(record: RequestRecord): void;
}

const KEPT = 5_000;

export function createRequestLog(events: EventLog): RequestLog {
  const records: RequestRecord[] = [];
  return {
    records,
    add(record) {
      records.push(record);
      if (records.length > KEPT) records.splice(0, records.length - KEPT);
      events.emit({ type: 'request', request: record });
    },
  };
}
