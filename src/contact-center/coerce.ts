import { z } from 'zod';

/**
 * Reads a number from `4` and from `"4"`. Both APIs send both: the examples in the documents contradict their own tables
 * (`status` is "int" and sent as text; `callnums` is "string" and sent as a number). An empty string and null count as
 * absent, not as 0.
 */
export const looseInt = z.preprocess(toNumber, z.int());
export const looseCount = z.preprocess(toNumber, z.int().nonnegative());

/** For fields that are optional in a record: a malformed value becomes `undefined` and the record stays valid. */
export const optionalInt = looseInt.optional().catch(undefined);
export const optionalCount = looseCount.optional().catch(undefined);

/** {@link looseInt} without zod, for the 10,000 agent records of a snapshot: `z.preprocess` costs as much as parsing the JSON. */
export function readInt(value: unknown): number | undefined {
  const number = toNumber(value);
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

export function readCount(value: unknown): number | undefined {
  const number = readInt(value);
  return number !== undefined && number >= 0 ? number : undefined;
}

const NAME_MAX_LENGTH = 200;

/**
 * Reads a name that people typed; `null` if it is missing or blank. A lone surrogate, which databases and Slack reject,
 * becomes the replacement character (U+FFFD); control characters become spaces.
 */
export function readName(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.slice(0, NAME_MAX_LENGTH).replaceAll(/\p{Cc}/gu, ' ');
  return text.toWellFormed().trim() || null;
}

/** A return code, sent as `"0"` or `0`. `undefined` and `null` are rejected, so that they never become the texts "undefined" and "null". */
export const replyCode = z.union([z.string(), z.number()]).transform(String);

/** The record of an interface that returns one record. Some sites wrap it in a list of one. `undefined` if there is none. */
export function firstRecord(payload: unknown): unknown {
  const record: unknown = Array.isArray(payload) ? payload[0] : payload;
  return record === null || record === '' ? undefined : record;
}

function toNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  const text = value.trim();
  return text === '' ? undefined : Number(text);
}
