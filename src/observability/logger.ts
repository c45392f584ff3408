import { type DestinationStream, pino } from 'pino';
import { FloorwalkerError } from '../errors.ts';
import type { Logger } from '../logger.ts';

/** Shapes of secrets that must not reach a log by whatever way: Slack tokens and response URLs, GUIDs, CMS signatures. */
const SECRET_SHAPES =
  /xox[a-z]-[\w-]+|xapp-[\w-]+|https:\/\/hooks\.slack\.com\/[^\s"\\]+|[\w-]{8,64}\.AgentGateway\d*|auth-v2\/[^\s"\\]+/g;
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
  const worthMasking = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  const written = worthMasking
    .flatMap((secret) => [secret, inJson(secret), inJson(inJson(secret))])
    // A secret that begins like another one must not leave its end behind.
    .toSorted((left, right) => right.length - left.length);
  const forms = [...new Set(written)];
  return (line) =>
    forms.reduce((text, form) => text.replaceAll(form, '***'), line).replace(SECRET_SHAPES, '***');
}

/** As it stands inside a JSON string: a log line is one, and may quote another. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** An allow-list: errors of other people's making carry requests, headers and replies on them. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const cause = error instanceof FloorwalkerError ? error.cause : undefined;
  return {
    type: error.name,
    code: codeOf(error),
    message: error.message,
    stack: error.stack,
    // Not what it says: a parser's complaint quotes the reply, and so names and numbers.
    ...(cause instanceof Error ? { cause: { type: cause.name, code: codeOf(cause) } } : {}),
  };
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}
