import { isJsonObject } from '../json.ts';

/** The fields with durations, instants and counts in all interfaces; `val` holds the value of any indicator. */
const FIGURES = new Set(
  'currentstatetime currentStateTime logindate loginDate queueTime queueSize talktime answernums calloutnums val'.split(
    ' ',
  ),
);
/** The fields that identify the agent or queue of a row. */
const SUBJECTS = new Set('workno workNo agentId id skillId deviceNo'.split(' '));

/**
 * Replaces every duration, instant and count with one value that stands for none: 4294967295 where a platform writes -1
 * unsigned.
 */
export function sentinelFigures(body: unknown, value: number): unknown {
  return changeFields(body, (key, old) =>
    FIGURES.has(key) && isNumeric(old) ? inTheTypeOf(old, value) : old,
  );
}

/** Makes each row describe the next agent or queue instead of the requested one. */
export function rowsAboutOthers(body: unknown): unknown {
  return changeFields(body, (key, old) =>
    SUBJECTS.has(key) && isNumeric(old) ? inTheTypeOf(old, Number(old) + 1) : old,
  );
}

function changeFields(value: unknown, change: (key: string, old: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => changeFields(item, change));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === 'object' ? changeFields(inner, change) : change(key, inner),
    ]),
  );
}

function isNumeric(value: unknown): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value));
}

function inTheTypeOf(old: number | string, value: number): number | string {
  return typeof old === 'string' ? String(value) : value;
}
