import type { Logger } from '../logger.ts';

/**
 * A logger for parts that meet the same failure again and again, where another line has told of it: lines about such an
 * error (`err`) are for those who debug.
 */
export function createQuietLogger(logger: Logger, isTold: (error: unknown) => boolean): Logger {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger[levelOf(fields) ?? 'warn'](fields, message),
    error: (fields, message) => logger[levelOf(fields) ?? 'error'](fields, message),
    child: (fields) => createQuietLogger(logger.child(fields), isTold),
  };

  function levelOf(fields: object): 'debug' | undefined {
    return 'err' in fields && isTold(fields.err) ? 'debug' : undefined;
  }
}
