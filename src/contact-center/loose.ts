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

function toNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  const text = value.trim();
  return text === '' ? undefined : Number(text);
}
