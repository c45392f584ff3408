import type { DestinationStream } from 'pino';

/** Maximum size of lines that wait for a slow reader; further lines are dropped. */
const WAITING_MAX_BYTES = 1024 * 1024;

export interface LogStream {
  write(text: string): unknown;
  /** Bytes that were written and not yet read by the reader. */
  readonly writableLength: number;
}

/**
 * Writes log lines to a stream whose reader may be slow, stop or close. A line never blocks the process, throws, or
 * keeps the process alive. The number of dropped lines is logged in one line as soon as the reader continues. The owner
 * of the stream must listen for its `error` event.
 */
export function createLogDestination(stream: LogStream): DestinationStream {
  let dropped = 0;

  function write(line: string): void {
    try {
      stream.write(line);
    } catch {
      // A write to a file on a full disk throws; it can be reported nowhere else.
    }
  }

  return {
    write(line) {
      if (stream.writableLength + line.length > WAITING_MAX_BYTES) {
        dropped += 1;
        return;
      }
      if (dropped > 0) {
        write(
          `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), dropped, msg: 'log lines were dropped: their reader did not take them' })}\n`,
        );
        dropped = 0;
      }
      write(line);
    },
  };
}
