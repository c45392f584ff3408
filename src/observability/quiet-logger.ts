import type { Logger } from '../logger.ts';

/**
 * A logger for parts that repeatedly meet a failure which is logged elsewhere: lines with such an error (`err`) are
 * logged at debug level.
 *
 * @param isLoggedElsewhere returns true for errors that are logged elsewhere
 */
export function createQuietLogger(logger: Logger, isReported: (error: unknown) => boolean): Logger {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger[levelOf(fields) ?? 'warn'](fields, message),
    error: (fields, message) => logger[levelOf(fields) ?? 'error'](fields, message),
    child: (fields) => createQuietLogger(logger.child(fields), isReported),
  };

  function levelOf(fields: object): 'debug' | undefined {
    return 'err' in fields && isReported(fields.err) ? 'debug' : undefined;
  }
}
