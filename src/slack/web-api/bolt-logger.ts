import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from '../../logger.ts';

const LINE_MAX = 300;
/** Tokens, and addresses whose path or query is a key (response_url, the socket's ticket). */
const SECRETS = /xox[a-z]?-[\w-]+|xapp-[\w-]+|(?:https?|wss?):\/\/\S+/giu;

/**
 * Bolt's log through ours. Its debug lines hold whole payloads and are dropped; what remains is text only, since
 * objects that Bolt logs (requests, errors with bodies) may hold anything.
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
