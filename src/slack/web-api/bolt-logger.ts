import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from '../../logger.ts';

const LINE_MAX = 300;
/** Tokens, and addresses whose path or query is a secret (response_url, the ticket of the socket). */
const SECRETS = /xox[a-z]?-[\w-]+|xapp-[\w-]+|(?:https?|wss?):\/\/\S+/giu;

/**
 * Creates a logger for Bolt. Debug lines have whole payloads and are dropped. Of other lines only text is logged,
 * because Bolt also logs objects (requests, errors with bodies).
 */
export function createBoltLogger(logger: Logger): BoltLogger {
  let level = LogLevel.INFO;
  return {
    debug: () => {},
    info: (...parts) => logger.debug({}, lineOf(parts)),
    warn: (...parts) => logger.warn({}, lineOf(parts)),
    error: (...parts) => logger.error({}, lineOf(parts)),
    getLevel: () => level,
    setLevel: (next) => {
      level = next;
    },
    setName: () => {},
  };
}

function lineOf(parts: readonly unknown[]): string {
  const words = parts.flatMap((part) => {
    if (typeof part === 'string') return part;
    return part instanceof Error ? part.name : [];
  });
  return words.join(' ').replace(SECRETS, '[hidden]').slice(0, LINE_MAX);
}
