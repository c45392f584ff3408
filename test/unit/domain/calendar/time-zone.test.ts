import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMER_ZONE_NAMES } from '../../../../src/domain/calendar/former-zone-names.ts';
import {
  findZone,
  offsetText,
  suggestZone,
  zoneNamed,
  zonesLike,
} from '../../../../src/domain/calendar/time-zone.ts';
import { wholeOr } from '../../../support/clocks/whole-run.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

const JULY = Date.UTC(2026, 6, 1);
const JANUARY = Date.UTC(2026, 0, 1);

test.each([
  ['Europe/Madrid', 'Europe/Madrid'],
  ['europe/madrid', 'Europe/Madrid'],
  ['utc', 'UTC'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Europe/Kyiv', 'Europe/Kyiv'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['US/Eastern', 'America/New_York'],
  ['America/Port_of_Spain', 'America/Port_of_Spain'],
  ['+05:30', undefined],
  ['Europe/Madird', undefined],
  ['', undefined],
  ['__proto__', undefined],
])('the zone %j is %j', (typed, zone) => {
  expect(zoneNamed(typed)).toBe(zone);
});

describe('an abbreviation, an offset or a rule is no zone, even if the runtime accepts it', () => {
  test.each([
    ['BST', 'Europe/London'],
    ['bst', 'Europe/London'],
    ['GMT', 'UTC'],
    ['Z', 'UTC'],
    ['EST', 'America/New_York'],
    ['EDT', 'America/New_York'],
    ['CST', 'America/Chicago'],
    ['CST6CDT', 'America/Chicago'],
    ['MST', 'America/Denver'],
    ['MST7MDT', 'America/Denver'],
    ['PST', 'America/Los_Angeles'],
    ['PST8PDT', 'America/Los_Angeles'],
    ['NST', 'America/St_Johns'],
    ['ACT', 'Australia/Sydney'],
    ['IST', 'Asia/Kolkata'],
    ['CET', 'Europe/Paris'],
    ['EET', 'Europe/Athens'],
    ['HST', 'Pacific/Honolulu'],
    ['GB', 'Europe/London'],
    ['PRC', 'Asia/Shanghai'],
    ['Etc/UTC', 'UTC'],
    ['Etc/GMT', 'UTC'],
    ['GMT0', 'UTC'],
    ['GMT+2', 'Africa/Johannesburg'],
    ['UTC+2', 'Africa/Johannesburg'],
    ['UTC+05:30', 'Asia/Kolkata'],
    ['+0545', 'Asia/Kathmandu'],
    ['Etc/GMT+2', 'America/Noronha'],
    ['Etc/GMT-2', 'Africa/Johannesburg'],
    ['SystemV/EST5', 'America/New_York'],
    ['UTC+25', undefined],
    ['Factory', undefined],
    ['localtime', undefined],
  ])('%s gets the suggestion %s', (typed, zone) => {
    expect(zoneNamed(typed)).toBeUndefined();
    expect(findZone(typed)).toBeUndefined();
    expect(suggestZone(typed)).toBe(zone);
  });

  test('an offset gets a region that has it all year', () => {
    for (let minutes = -12 * 60; minutes <= 14 * 60; minutes += 15) {
      const sign = minutes < 0 ? '-' : '+';
      const size = Math.abs(minutes);
      const clock = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0')).join(':');
      const zone = suggestZone(`${sign}${clock}`);
      if (zone === undefined) continue;
      expect([offsetText(zone, JULY), offsetText(zone, JANUARY)], zone).toEqual([
        `UTC${minutes === 0 ? '+' : sign}${clock}`,
        `UTC${minutes === 0 ? '+' : sign}${clock}`,
      ]);
    }
  });
});

test.each([
  ['Madrid', 'Europe/Madrid'],
  ['new york', 'America/New_York'],
  ['Kyiv', 'Europe/Kyiv'],
  ['Kiev', 'Europe/Kyiv'],
  ['Saigon', 'Asia/Ho_Chi_Minh'],
  ['Asunción', 'America/Asuncion'],
  ['San', undefined],
  ['Eastern', undefined],
  ['North', undefined],
  ['x', undefined],
])('the city %j belongs to %j', (typed, zone) => {
  expect(findZone(typed)).toBe(zone);
});

test.each([
  ['Londn', 'Europe/London'],
  ['Europa/Madrid', 'Europe/Madrid'],
  ['New Yrok', 'America/New_York'],
  ['Atlantis', undefined],
  ['San', undefined],
  ['europe madrid', 'Europe/Madrid'],
  ['north dakota center', 'America/North_Dakota/Center'],
  ['Spain', undefined],
  ['China', undefined],
  ['Ireland', undefined],
  ['Colombia', undefined],
  ['Georgia', undefined],
  ['Salvador', undefined],
  ['Napoli', undefined],
  ['centre', undefined],
])('%j is similar to %j', (typed, zone) => {
  expect(suggestZone(typed)).toBe(zone);
});

describe('the zone menu', () => {
  test.each([
    ['Kyiv', 'Europe/Kyiv'],
    ['kiev', 'Europe/Kyiv'],
    ['Kolkata', 'Asia/Kolkata'],
    ['Calcutta', 'Asia/Kolkata'],
    ['Ho Chi Minh', 'Asia/Ho_Chi_Minh'],
    ['Saigon', 'Asia/Ho_Chi_Minh'],
    ['Yangon', 'Asia/Yangon'],
    ['rangoon', 'Asia/Yangon'],
    ['Nuuk', 'America/Nuuk'],
    ['Godthåb', 'America/Nuuk'],
    ['Asunción', 'America/Asuncion'],
    ['são paulo', 'America/Sao_Paulo'],
    ['Buenos Aires', 'America/Argentina/Buenos_Aires'],
    ['america/buenos_aires', 'America/Argentina/Buenos_Aires'],
    ['Kathmandu', 'Asia/Kathmandu'],
    ['Katmandu', 'Asia/Kathmandu'],
    ['Tel Aviv', 'Asia/Jerusalem'],
    ['Chongqing', 'Asia/Shanghai'],
    ['Port-au-Prince', 'America/Port-au-Prince'],
    ['port au prince', 'America/Port-au-Prince'],
    ['St. John’s', 'America/St_Johns'],
    ['Madrid, Spain', 'Europe/Madrid'],
    ['\u200eＭadrid\u00a0', 'Europe/Madrid'],
    ['BST', 'Europe/London'],
    ['utc', 'UTC'],
  ])('for %j offers %s first', (typed, zone) => {
    expect(zonesLike(typed)[0]).toBe(zone);
  });

  test('offers only accepted zones, under their canonical names', () => {
    expect(zonesLike('').length).toBeGreaterThan(400);
    for (const zone of zonesLike('')) expect(zoneNamed(zone)).toBe(zone);
  });

  test('finds every zone by its whole name, its city, and each of its former names', () => {
    const zones = wholeOr(
      zonesLike(''),
      zonesLike('').filter((_, index) => index % 5 === 0),
    );
    for (const zone of zones) {
      expect(zonesLike(zone)[0]).toBe(zone);
      expect(zonesLike(zone.split('/').at(-1)?.replaceAll('_', ' ') ?? '')).toContain(zone);
    }
    for (const [zone, former] of Object.entries(FORMER_ZONE_NAMES))
      for (const name of former) expect(zonesLike(name)[0], name).toBe(zone);
  });
});

describe('the table of former names', () => {
  const pairs = Object.entries(FORMER_ZONE_NAMES).flatMap(([zone, former]) =>
    former.map((name) => [name, zone] as const),
  );

  test('has for each the zone with an equal clock in the runtime', () => {
    for (const [name, zone] of pairs)
      for (const at of [JANUARY, JULY]) expect(offsetText(name, at), name).toBe(offsetText(zone, at));
  });

  test('leads to accepted zones only, in one step', () => {
    for (const [name, zone] of pairs) {
      expect(zoneNamed(name)).toBe(zone);
      expect(FORMER_ZONE_NAMES[name]).toBeUndefined();
    }
  });

  const database = '/usr/share/zoneinfo/tzdata.zi';
  test.skipIf(!existsSync(database))('has every name of a region that the machine’s own database has', () => {
    const names = readFileSync(database, 'utf8')
      .split('\n')
      .flatMap((line) => /^(?:Z (\S+)|L \S+ (\S+))/.exec(line)?.slice(1).filter(Boolean) ?? [])
      .filter((name) =>
        /^(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//.test(name),
      );
    expect(names.length).toBeGreaterThan(400);
    expect(names.filter((name) => zoneNamed(name) === undefined)).toEqual([]);
  });
});

test('offsets have their sign and minutes', () => {
  expect(offsetText('America/St_Johns', JANUARY)).toBe('UTC-03:30');
  expect(offsetText('Europe/Madrid', JULY)).toBe('UTC+02:00');
});

test('for any typed text, found and suggested zones are accepted unchanged', async () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc
      .constantFrom(...zonesLike(''))
      .chain((zone) => fc.nat({ max: zone.length }).map((at) => `${zone.slice(0, at)}${zone.slice(at + 1)}`)),
  );
  await checkProperty(
    fc.property(typed, (text) => {
      const zone = findZone(text) ?? suggestZone(text) ?? 'UTC';
      expect(zoneNamed(zone)).toBe(zone);
    }),
    2_000,
  );
});
