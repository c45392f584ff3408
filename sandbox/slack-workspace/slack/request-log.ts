import type { EventLog } from './events.ts';
import type { RequestRecord } from './request-record.ts';

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
