import type { Logger } from '../../../src/logger.ts';

export interface LogLine {
  readonly level: Level;
  readonly message: string;
  readonly fields: object;
}

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** Creates a logger that keeps its lines, for tests of what the operator can read. */
export function createRecordingLogger(): Logger & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  return { ...loggerInto(lines, {}), lines };
}

function loggerInto(lines: LogLine[], context: object): Logger {
  const at = (level: Level) => (fields: object, message: string) => {
    lines.push({ level, message, fields: { ...context, ...fields } });
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => loggerInto(lines, { ...context, ...fields }),
  };
}
