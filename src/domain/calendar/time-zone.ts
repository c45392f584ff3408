import { tzOffset } from '@date-fns/tz/tzOffset';
import { foldName } from '../text/fold-typography.ts';
import { nearMiss } from '../text/near-miss.ts';
import { isCountry } from './country-names.ts';
import { FORMER_ZONE_NAMES } from './former-zone-names.ts';
import { zoneHint } from './zone-hints.ts';

/** The areas of the IANA time zone database. Names outside them are abbreviations, offsets or names by country. */
const AREA = /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//i;
const NAME_PART_MIN = 3;
const NAME_MAX = 80;
/** Last parts of zone names that are no cities (`Australia/North`, `Mexico/General`). */
const NO_CITY: ReadonlySet<string> = new Set(
  'act atlantic center central east eastern general lhi mountain north pacific south west'.split(' '),
);

interface Zone {
  readonly name: string;
  /** All names of the zone, normalised by {@link plain}; the current name is first. */
  readonly names: readonly string[];
}

const ZONES: readonly Zone[] = zonesOfRuntime();
const BY_NAME: ReadonlyMap<string, string> = new Map(
  ZONES.flatMap(({ name }) =>
    [name, ...(FORMER_ZONE_NAMES[name] ?? [])].map((each) => [each.toLowerCase(), name]),
  ),
);

const BY_PLAIN_NAME: ReadonlyMap<string, string> = new Map(
  ZONES.flatMap(({ name, names }) => names.map((each) => [each, name] as const)),
);
const BY_CITY: ReadonlyMap<string, string> = uniqueCities();

/**
 * Returns the current name of a zone, ignoring case: `Asia/Calcutta` becomes `Asia/Kolkata`. Accepted are current and
 * former IANA region names and `UTC`. Abbreviations and fixed offsets, which the runtime accepts too, are rejected:
 * their meaning is ambiguous, or they have no daylight saving time.
 */
export function zoneNamed(name: string): string | undefined {
  const wanted = name.trim();
  const known = BY_NAME.get(wanted.toLowerCase());
  if (known !== undefined) return known;
  // The name may be newer than the table of former names.
  const resolved = AREA.test(wanted) ? resolvedByRuntime(wanted) : undefined;
  return resolved === undefined ? undefined : (BY_NAME.get(resolved.toLowerCase()) ?? resolved);
}

/** Returns the zone of typed text: a name as in {@link zoneNamed}, or a unique city. */
export function findZone(typed: string): string | undefined {
  const sought = plain(typed.slice(0, NAME_MAX));
  return BY_PLAIN_NAME.get(sought) ?? zoneNamed(typed) ?? BY_CITY.get(sought);
}

/**
 * Returns the zone that was most likely meant by text that {@link findZone} does not accept; `undefined` if there is
 * none or more than one.
 */
export function suggestZone(typed: string): string | undefined {
  const hint = zoneHint(foldName(typed));
  if (hint !== undefined) return hint;
  const sought = plain(typed.slice(0, NAME_MAX));
  if (sought.length < NAME_PART_MIN) return undefined;
  const [begun, ...others] = ZONES.filter(({ names }) => names.some((each) => isBegunBy(each, sought)));
  if (begun !== undefined) return others.length === 0 ? begun.name : undefined;
  if (isCountry(typed)) return undefined;
  const whole = sought.includes('/');
  const names = ZONES.flatMap(({ name, names }) =>
    names.map((each) => [whole ? each : cityIn(each), name] as const),
  );
  return nearMiss(
    sought,
    names.filter(([text]) => !NO_CITY.has(text)),
  );
}

/**
 * Returns the zones for a menu: all zones with a current or former name that contains the typed text, exact city names
 * first. Case, accents and the kind of space are ignored. For an abbreviation, the region that it usually means comes
 * first.
 */
export function zonesLike(typed: string): string[] {
  const sought = plain(typed.split(',', 1)[0] ?? '');
  const hint = zoneHint(foldName(typed));
  const ranked = ZONES.map(({ name, names }) => ({
    name,
    rank: Math.min(...names.map((each) => rankOf(each, sought))),
  }))
    .filter(({ rank }) => Number.isFinite(rank))
    .toSorted((left, right) => left.rank - right.rank);
  return [...new Set([...(hint === undefined ? [] : [hint]), ...ranked.map(({ name }) => name)])];
}

/** Returns the offset of the zone from UTC at an instant, as in `UTC+05:30`. */
export function offsetText(zone: string, at: number): string {
  const minutes = tzOffset(zone, new Date(at));
  const size = Math.abs(minutes);
  const [hours, rest] = [Math.floor(size / 60), Math.floor(size % 60)];
  const clock = [hours, rest].map((part) => String(part).padStart(2, '0')).join(':');
  return `UTC${minutes < 0 ? '-' : '+'}${clock}`;
}

function zonesOfRuntime(): Zone[] {
  const today = new Map(
    Object.entries(FORMER_ZONE_NAMES).flatMap(([name, former]) => former.map((each) => [each, name])),
  );
  const listed = Intl.supportedValuesOf('timeZone').map((name) => {
    const current = today.get(name);
    return current !== undefined && resolvedByRuntime(current) !== undefined ? current : name;
  });
  return [...new Set(['UTC', ...listed.filter((name) => AREA.test(name))])].toSorted().map((name) => ({
    name,
    names: [name, ...(FORMER_ZONE_NAMES[name] ?? [])].map(plain),
  }));
}

function uniqueCities(): Map<string, string> {
  const zones = ZONES.flatMap(({ name, names }) => names.map((each) => ({ city: cityIn(each), name })));
  const byCity = Map.groupBy(zones, ({ city }) => city);
  return new Map(
    [...byCity].flatMap(([city, found]) => {
      const [first, ...others] = new Set(found.map(({ name }) => name));
      const isUnique = first !== undefined && others.length === 0 && !NO_CITY.has(city);
      return isUnique ? [[city, first] as const] : [];
    }),
  );
}

function resolvedByRuntime(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * Normalises a zone name: `America/Port-au-Prince` and `america port au prince` become equal. Slashes become ` / `, so
 * that the beginning of a city can be recognised.
 */
function plain(name: string): string {
  return foldName(name)
    .replace(/[.'"()]/gu, '')
    .replaceAll('/', ' / ')
    .replace(/[\s_-]+/gu, ' ')
    .trim();
}

function isCity(name: string, sought: string): boolean {
  return sought.length >= NAME_PART_MIN && !NO_CITY.has(sought) && name.endsWith(` / ${sought}`);
}

/** Rank of a match; lower is better, infinite for no match. */
function rankOf(name: string, sought: string): number {
  if (sought === '') return 0;
  if (name === sought || isCity(name, sought)) return 0;
  if (` ${name}`.includes(` / ${sought}`)) return 1;
  if (` ${name}`.includes(` ${sought}`)) return 2;
  const loose = name.replaceAll(' / ', ' ');
  return name.includes(sought) || loose.includes(sought) ? 3 : Number.POSITIVE_INFINITY;
}

/** Returns true if the name, or its rest from one of its parts on, begins with the text. Spaces may replace slashes. */
function isBegunBy(name: string, sought: string): boolean {
  const parts = name.split(' / ');
  const loose = sought.replaceAll(' / ', ' ');
  return parts.some((_, index) => parts.slice(index).join(' ').startsWith(loose));
}

function cityIn(name: string): string {
  return name.split(' / ').at(-1) ?? name;
}
