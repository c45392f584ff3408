import type { Logger } from '../../logger.ts';

/** Maximum number of remembered texts; further texts are not logged. */
const KINDS_MAX = 50;

/** Logs each warning text once, because Slack may cause the same one every second. */
export function createLogOnce(logger: Logger): (text: string) => void {
  const logged = new Set<string>();
  return (text) => {
    if (logged.has(text) || logged.size >= KINDS_MAX) return;
    logged.add(text);
    logger.warn({}, text);
  };
}
