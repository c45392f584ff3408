import type { Logger } from '../../logger.ts';

/** Maximum number of remembered lines; further lines are not logged. */
const LINES_MAX = 50;

/** Logs a warning once for each combination of text and fields, because Slack may cause the same one every second. */
export function createLogOnce(
  logger: Logger,
): (fields: Readonly<Record<string, string>>, text: string) => void {
  const logged = new Set<string>();
  return (fields, text) => {
    const line = JSON.stringify([text, fields]);
    if (logged.has(line) || logged.size >= LINES_MAX) return;
    logged.add(line);
    logger.warn(fields, text);
  };
}
