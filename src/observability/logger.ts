import { type DestinationStream, pino } from 'pino';
import { FloorwalkerError } from '../errors.ts';
import type { Logger } from '../logger.ts';

/** Patterns of secrets that must never be logged: Slack tokens and response URLs, GUIDs, CMS signatures. */
const SECRET_SHAPES =
  /xox[a-z]-[\w-]+|xapp-[\w-]+|https:\/\/hooks\.slack\.com\/[^\s"\\]+|[\w-]{8,64}\.AgentGateway\d*|auth-v2\/[^\s"\\]+/g;
const SECRET_LENGTH_MIN = 4;

export interface LoggerOptions {
  readonly level: string;
  /** Values to mask in all fields and messages. */
  readonly secrets: readonly string[];
  readonly destination?: DestinationStream;
}

/** Creates a logger that writes JSON lines. Every line is masked last, so that a forgotten field cannot leak. */
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
  const worthMasking = secrets.filter((secret) => secret.length >= SECRET_LENGTH_MIN);
  const written = worthMasking
    .flatMap((secret) => [secret, inJson(secret), inJson(inJson(secret))])
    // Longer secrets first: a secret that is the beginning of another one must not leave the rest unmasked.
    .toSorted((left, right) => right.length - left.length);
  const forms = [...new Set(written)];
  return (line) =>
    forms.reduce((text, form) => text.replaceAll(form, '***'), line).replace(SECRET_SHAPES, '***');
}

/** The form of a value inside a JSON string, which a log line may quote. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Only listed properties are logged, because errors of libraries carry requests, headers and replies. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const cause = error instanceof FloorwalkerError ? error.cause : undefined;
  return {
    type: error.name,
    code: codeOf(error),
    message: error.message,
    stack: error.stack,
    // Without the message, because an error of a parser quotes the reply with names and numbers.
    ...(cause instanceof Error ? { cause: { type: cause.name, code: codeOf(cause) } } : {}),
  };
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}
