import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns/format';
import { FORMAT } from './format.ts';
import type { Instant } from './sentence.ts';

const HOUR_MS = 3_600_000;
const UNKNOWN_TIME = 'an unknown time';

/** Writes instants: as Slack's date token, and by the contact centre's clock. */
export interface TimeWriter {
  /** `14:03:05 Europe/Madrid`, with the date if the instant is more than 12 hours away. */
  instant(at: number): Instant;
  /** `18:00 Europe/Madrid`, by the contact centre's clock, for times that are planned by the minute. */
  minute(at: number): string;
  /** `3m 12s ago`. */
  ago(at: number): string;
}

/** @param options.timeZone IANA zone of the contact centre. @param options.now epoch milliseconds. */
export function createTimeWriter(options: { timeZone: string; now: number }): TimeWriter {
  const { timeZone, now } = options;
  const isFar = (at: number) => Math.abs(now - at) > 12 * HOUR_MS;
  const write = (at: number, clock: string) => {
    const date = new TZDate(at, timeZone);
    if (Number.isNaN(date.getTime())) return UNKNOWN_TIME;
    return `${format(date, isFar(at) ? `d MMM yyyy, ${clock}` : clock)} ${timeZone}`;
  };
  return {
    instant(at) {
      const plain = write(at, 'HH:mm:ss');
      if (plain === UNKNOWN_TIME) return { kind: 'instant', plain, token: plain };
      const shape = isFar(at) ? '{date_short} {time_secs}' : '{time_secs}';
      return { kind: 'instant', plain, token: `<!date^${Math.floor(at / 1000)}^${shape}|${plain}>` };
    },
    minute: (at) => write(at, 'HH:mm'),
    ago: (at) => (now - at < 1000 ? 'just now' : `${FORMAT.duration((now - at) / 1000)} ago`),
  };
}
