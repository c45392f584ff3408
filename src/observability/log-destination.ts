import type { DestinationStream } from 'pino';

/** Lines that wait for a slow reader take at most so much memory; what is logged beyond it is dropped. */
const WAITING_MAX_BYTES = 1024 * 1024;

/** As much of a writable stream as a log needs. */
export interface LogStream {
  write(text: string): unknown;
  /** Bytes that were written and that the reader has not taken yet. */
  readonly writableLength: number;
}

/**
 * Writes log lines to a stream whose reader may be slow, stand still or go away: no line blocks the process, throws, or
 * keeps the process alive. Dropped lines are counted in one line as soon as the reader takes lines again. The stream's
 * `error` event is the owner's to listen for.
 */
export function createLogDestination(stream: LogStream): DestinationStream {
  let dropped = 0;

  function write(line: string): void {
    try {
      stream.write(line);
    } catch {
      // A file on a full disk throws. There is no other place to report it to.
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
