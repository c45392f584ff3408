import type { Logger } from '../../logger.ts';

/** Kinds of lines that are remembered; further kinds are not logged. */
const KINDS_MAX = 50;

/** Logs a warning the first time that its text comes up: what Slack sends once it may send every second. */
export function createLogOnce(logger: Logger): (text: string) => void {
  const logged = new Set<string>();
  return (text) => {
    if (logged.has(text) || logged.size >= KINDS_MAX) return;
    logged.add(text);
    logger.warn({}, text);
  };
}
