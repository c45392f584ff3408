import { FloorwalkerError } from '../errors.ts';

/**
 * Kinds of database failures, for health and the log. `missing`: the file, its folder or the database does not exist.
 * `replaced`: another file is at the path. `denied`: no permission, or the sign-in was refused. `slow`: no answer in
 * time. `other`: the statement failed.
 */
const KINDS = [
  'locked',
  'read-only',
  'full',
  'corrupt',
  'missing',
  'replaced',
  'denied',
  'io',
  'unreachable',
  'slow',
  'other',
] as const;

export type StorageFailureKind = (typeof KINDS)[number];

/** SQLite's primary result codes (https://sqlite.org/rescode.html): the low byte of every extended code. */
const SQLITE: ReadonlyMap<number, StorageFailureKind> = new Map([
  [3, 'denied'],
  [5, 'locked'],
  [6, 'locked'],
  [8, 'read-only'],
  [10, 'io'],
  [11, 'corrupt'],
  [13, 'full'],
  [14, 'missing'],
  [23, 'denied'],
  [26, 'corrupt'],
]);

/** Classes and codes of PostgreSQL's errors (appendix A of its manual), longest match first. */
const POSTGRES: readonly (readonly [string, StorageFailureKind])[] = [
  ['25006', 'read-only'],
  ['53100', 'full'],
  ['57014', 'slow'],
  ['08', 'unreachable'],
  ['28', 'denied'],
  ['3D', 'missing'],
  ['42501', 'denied'],
  ['53', 'unreachable'],
  ['55P03', 'locked'],
  ['57P', 'unreachable'],
  ['58', 'io'],
  ['XX', 'corrupt'],
];

const SYSTEM: ReadonlyMap<string, StorageFailureKind> = new Map([
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['EROFS', 'read-only'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['ENOENT', 'missing'],
  ['ENOTDIR', 'missing'],
  ['EIO', 'io'],
  ['ECONNREFUSED', 'unreachable'],
  ['ECONNRESET', 'unreachable'],
  ['EPIPE', 'unreachable'],
  ['ENOTFOUND', 'unreachable'],
  ['EAI_AGAIN', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ETIMEDOUT', 'unreachable'],
]);

/** Messages of the `pg` driver about a broken connection, which have no code. */
const BROKEN =
  /connection (terminated|error)|not queryable|timeout exceeded|connection timeout|read timeout/i;

/** Returns the kind of an error of `node:sqlite`, `pg` or the system, or of a `FloorwalkerError` that wraps one. */
export function failureKindOf(error: unknown): StorageFailureKind {
  if (!(error instanceof Error)) return 'other';
  if (error instanceof FloorwalkerError) {
    const said = KINDS.find((kind) => kind === error.detail);
    return said ?? (error.cause === undefined ? 'slow' : failureKindOf(error.cause));
  }
  if ('errcode' in error && typeof error.errcode === 'number') {
    return SQLITE.get(error.errcode & 0xff) ?? 'other';
  }
  const code = 'code' in error ? String(error.code) : '';
  const system = SYSTEM.get(code);
  if (system !== undefined) return system;
  const state = /^[0-9A-Z]{5}$/.test(code) ? POSTGRES.find(([prefix]) => code.startsWith(prefix)) : undefined;
  if (state !== undefined) return state[1];
  if (error instanceof AggregateError) return failureKindOf(error.errors[0]);
  return BROKEN.test(error.message) ? 'unreachable' : 'other';
}

/** Wraps an error of the database in a `FloorwalkerError`; returns a `FloorwalkerError` unchanged. */
export function storageFailure(error: unknown): FloorwalkerError {
  if (error instanceof FloorwalkerError) return error;
  return new FloorwalkerError('storage-unavailable', { detail: failureKindOf(error), cause: error });
}

/** @param cause the last error before the timeout, if there was one */
export function noAnswerWithin(ms: number, cause?: unknown): FloorwalkerError {
  return new FloorwalkerError('storage-unavailable', {
    detail: `no answer within ${Math.round(ms)} ms`,
    cause,
  });
}
