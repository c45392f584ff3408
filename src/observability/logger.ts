import { type DestinationStream, pino } from 'pino';
import { FloorwalkerError } from '../errors.ts';
import type { Logger } from '../logger.ts';

/** Shapes of secrets that must not reach a log by whatever way: Slack tokens and response URLs, GUIDs, CMS signatures. */
const SECRET_SHAPES =
  /xox[a-z]-[\w-]+|xapp-[\w-]+|https:\/\/hooks\.slack\.com\/[^\s"]+|[\w-]{8,64}\.AgentGateway\d*|auth-v2\/[^\s"]+/g;
const SHORTEST_SECRET = 4;

export interface LoggerOptions {
  readonly level: string;
  /** Values to mask wherever they turn up, in any field or message. */
  readonly secrets: readonly string[];
  readonly destination?: DestinationStream;
}

/** JSON lines on standard output. Every line passes the mask last, so a forgotten field cannot leak. */
export function createLogger({ level, secrets, destination }: LoggerOptions): Logger {
  const mask = createMask(secrets);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    hooks: { streamWrite: mask },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

export function createMask(secrets: readonly string[]): (line: string) => string {
  const values = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  // As they would stand inside a JSON string.
  const written = values.map((secret) => JSON.stringify(secret).slice(1, -1));
  return (line) =>
    written.reduce((text, secret) => text.replaceAll(secret, '***'), line).replace(SECRET_SHAPES, '***');
}

/** An allow-list: errors of other people's making carry requests, headers and replies on them. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? error.code : undefined;
  const cause = error instanceof FloorwalkerError ? error.cause : undefined;
  return {
    type: error.name,
    code,
    message: error.message,
    stack: error.stack,
    ...(cause instanceof Error ? { cause: { type: cause.name, message: cause.message } } : {}),
  };
}
