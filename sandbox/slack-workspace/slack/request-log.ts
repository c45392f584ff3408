import type { EventLog } from './events.ts';
import type { RequestRecord } from './request-record.ts';

export interface RequestLog {
  readonly records: readonly RequestRecord[];
  add(record: RequestRecord): void;
}

const MAX_RECORDS = 5_000;

export function createRequestLog(events: EventLog): RequestLog {
  const records: RequestRecord[] = [];
  return {
    records,
    add(record) {
      records.push(record);
      if (records.length > MAX_RECORDS) records.splice(0, records.length - MAX_RECORDS);
      events.emit({ type: 'request', request: record });
    },
  };
}
