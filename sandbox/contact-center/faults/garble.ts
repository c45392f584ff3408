import type { WrongTypes } from './fault-kinds.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** JSON.stringify cannot write a number that no double can hold, so it is put in afterwards. */
const TOO_BIG = '\u0000too big\u0000';
const ENVELOPE_KEYS = new Set([
  'retcode',
  'message',
  'result',
  'resultCode',
  'resultDesc',
  'resultDatas',
  'returnCode',
  'data',
  'event',
]);
const STATE_KEYS = new Set(['status', 'ctiStatus', 'citStatus', 'currentState', 'state', 'agentState']);
const VARIANTS_OF_MIXED = [
  'numbers-as-strings',
  'nulls',
  'missing',
  'extra',
  'unknown-state',
  'negative',
  '1e400',
] as const;

/** The reply's text with fields of the wrong type; the envelope stays readable. `mixed` treats each row differently. */
export function wrongTypes(body: unknown, variant: WrongTypes): string {
  let rows = 0;

  function spoil(value: Json, key: string, how: WrongTypes): Json | undefined {
    if (Array.isArray(value))
      return value.map((item: Json) => spoil(item, key, rowVariant(item, how)) ?? null);
    if (typeof value === 'object' && value !== null)
      return spoilObject(value as { readonly [key: string]: Json }, how);
    return ENVELOPE_KEYS.has(key) && typeof value === 'string' ? value : spoilScalar(value, key, how);
  }

  function rowVariant(item: Json, how: WrongTypes): WrongTypes {
    if (variant !== 'mixed' || typeof item !== 'object' || item === null || 'agent' in item) return how;
    rows += 1;
    return VARIANTS_OF_MIXED[rows % VARIANTS_OF_MIXED.length] as WrongTypes;
  }

  function spoilObject(value: { readonly [key: string]: Json }, how: WrongTypes): Json {
    const entries = Object.entries(value).map(([key, inner]) => [key, spoil(inner, key, how)] as const);
    const kept = entries.filter(
      ([key, inner], index) =>
        inner !== undefined &&
        (how !== 'missing' || ENVELOPE_KEYS.has(key) || key === 'agent' || index % 2 === 0),
    );
    const extra = how === 'extra' ? [['newField', { nested: [1, 'two', null] }] as const] : [];
    return Object.fromEntries([...kept, ...extra]) as Json;
  }

  const spoilt =
    variant === 'object-for-list'
      ? listsToObjects(body as Json)
      : spoil(body as Json, '', variant === 'mixed' ? 'extra' : variant);
  return JSON.stringify(spoilt).replaceAll(JSON.stringify(TOO_BIG), '1e400');
}

function spoilScalar(value: Json, key: string, how: WrongTypes): Json {
  const isNumber = typeof value === 'number';
  switch (how) {
    case 'numbers-as-strings':
      return isNumber ? String(value) : value;
    case 'nulls':
      return null;
    case 'unknown-state':
      return STATE_KEYS.has(key) ? (isNumber ? 99 : '99') : value;
    case 'negative':
      return isNumber ? -Math.abs(value) - 1 : value;
    case '1e400':
      return isNumber ? TOO_BIG : value;
    default:
      return value;
  }
}

function listsToObjects(value: Json): Json {
  if (Array.isArray(value))
    return Object.fromEntries(value.map((item: Json, index) => [String(index), listsToObjects(item)]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, listsToObjects(inner)]));
}

/** Every row of every list twice. */
export function duplicateRows(value: unknown): unknown {
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => [duplicateRows(item), duplicateRows(item)]);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, duplicateRows(inner)]));
}
