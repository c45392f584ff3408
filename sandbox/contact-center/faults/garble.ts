import { isJsonObject, type JsonObject } from '../json.ts';
import type { WrongTypes } from './fault-kinds.ts';

/**
 * A mark that is replaced after serialisation, because JSON.stringify cannot write a number beyond the range of
 * doubles.
 */
const TOO_BIG = '\u0000too big\u0000';
/**
 * The fields of envelopes. They stay readable, because an unreadable envelope would hide this fault behind another one.
 */
const ENVELOPE_KEYS = new Set(
  'retcode message result event resultCode resultDesc resultDatas returnCode description data'.split(' '),
);
/** Fields of a row that hold a list of further rows. */
const NESTED_ROWS = new Set(['agent', 'idxs', 'callList']);
const STATE_KEYS = new Set([
  'status',
  'ctiStatus',
  'citStatus',
  'ctistatus',
  'currentState',
  'state',
  'agentState',
]);
const TURNS_OF_MIXED = [
  'numbers-as-strings',
  'nulls',
  'missing',
  'extra',
  'unknown-state',
  'negative',
  '1e400',
] as const;

/**
 * Serialises a reply with fields of the wrong type; the envelope stays readable. `mixed` changes each row in another
 * way.
 */
export function wrongTypes(body: unknown, variant: WrongTypes): string {
  const spoilt = variant === 'object-for-list' ? listsToObjects(body) : createSpoiler(variant)(body);
  return JSON.stringify(spoilt).replaceAll(JSON.stringify(TOO_BIG), '1e400');
}

function createSpoiler(variant: WrongTypes): (body: unknown) => unknown {
  let row = 0;

  function spoil(value: unknown, key: string, how: WrongTypes): unknown {
    if (Array.isArray(value)) return value.map((item: unknown) => spoil(item, '', turnFor(item, how)));
    if (isJsonObject(value)) return spoilObject(value, how);
    return ENVELOPE_KEYS.has(key) && typeof value === 'string' ? value : spoilScalar(value, key, how);
  }

  function turnFor(item: unknown, how: WrongTypes): WrongTypes {
    const isRow = isJsonObject(item) && ![...NESTED_ROWS].some((key) => key in item);
    if (variant !== 'mixed' || !isRow) return how;
    row += 1;
    return TURNS_OF_MIXED[row % TURNS_OF_MIXED.length] ?? how;
  }

  function spoilObject(value: JsonObject, how: WrongTypes): JsonObject {
    const entries = Object.entries(value);
    const kept =
      how === 'missing' ? entries.filter(([key], index) => mayNotMiss(key) || index % 2 === 0) : entries;
    const spoilt = Object.fromEntries(kept.map(([key, inner]) => [key, spoil(inner, key, how)]));
    return how === 'extra' ? { ...spoilt, newField: { nested: [1, 'two', null] } } : spoilt;
  }

  return (body) => spoil(body, '', variant === 'mixed' ? 'extra' : variant);
}

function mayNotMiss(key: string): boolean {
  return ENVELOPE_KEYS.has(key) || NESTED_ROWS.has(key);
}

function spoilScalar(value: unknown, key: string, how: WrongTypes): unknown {
  if (how === 'nulls') return null;
  if (how === 'unknown-state' && STATE_KEYS.has(key)) return typeof value === 'number' ? 99 : '99';
  if (typeof value !== 'number') return value;
  if (how === 'numbers-as-strings') return String(value);
  if (how === 'negative') return -Math.abs(value) - 1;
  return how === '1e400' ? TOO_BIG : value;
}

function listsToObjects(value: unknown): unknown {
  if (Array.isArray(value)) {
    return Object.fromEntries(value.map((item: unknown, index) => [String(index), listsToObjects(item)]));
  }
  return mapValues(value, listsToObjects);
}

/** Repeats every row of every list. */
export function duplicateRows(value: unknown): unknown {
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => [duplicateRows(item), duplicateRows(item)]);
  return mapValues(value, duplicateRows);
}

/** Makes totals contradict their parts: no agent signed in while agents talk, or more agents than the VDN has. */
export function inconsistentTotals(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  const changed: Record<string, unknown> = { ...value };
  for (const [key, inner] of Object.entries(value)) changed[key] = wrongTotal(key, inner);
  return changed;
}

function wrongTotal(key: string, value: unknown): unknown {
  if (key === 'totalLoginAgent') return 0;
  return key === 'count' && typeof value === 'number' ? value + 250 : inconsistentTotals(value);
}

function mapValues(value: unknown, change: (inner: unknown) => unknown): unknown {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));
}
