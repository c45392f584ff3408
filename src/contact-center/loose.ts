import { z } from 'zod';

/**
 * Numbers as both APIs send them: `4` and `"4"`. The documents' own examples break their tables (`status` is "int"
 * and sent as text; `callnums` is "string" and sent as a number), so both are read everywhere. An empty text or
 * null is not zero: it is absent.
 */
export const looseInt = z.preprocess(toNumber, z.int());
export const looseCount = z.preprocess(toNumber, z.int().nonnegative());

/** For fields whose absence or nonsense must not cost us the record. */
export const optionalInt = looseInt.optional().catch(undefined);
export const optionalCount = looseCount.optional().catch(undefined);

/** The same without a schema, for records that come by the ten thousand: zod's preprocess costs as much as parsing them. */
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
 * A name that people gave to something; `null` where there is none. Half of a surrogate pair, which no database and no
 * Slack takes, becomes the replacement character; control characters become spaces.
 */
export function readName(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.slice(0, NAME_MAX_LENGTH).replaceAll(/\p{Cc}/gu, ' ');
  return text.toWellFormed().trim() || null;
}

/** `"0"` and `0`. Nothing else is a code: `undefined` and `null` must not pass for one by being written out. */
export const replyCode = z.union([z.string(), z.number()]).transform(String);

/** The record of an interface that answers with one, which some sites send as a list of one. `undefined`: there is none. */
export function soleRecord(payload: unknown): unknown {
  const record: unknown = Array.isArray(payload) ? payload[0] : payload;
  return record === null || record === '' ? undefined : record;
}

function toNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  const text = value.trim();
  return text === '' ? undefined : Number(text);
}
