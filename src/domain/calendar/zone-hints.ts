/**
 * The region that an abbreviation usually means, for suggestions only. Abbreviations are never accepted: `BST` is
 * British Summer Time to people, and the time of Dhaka to the runtime.
 */
const BY_ABBREVIATION: Readonly<Record<string, string>> = {
  acdt: 'Australia/Adelaide',
  acst: 'Australia/Adelaide',
  act: 'Australia/Sydney',
  adt: 'America/Halifax',
  aedt: 'Australia/Sydney',
  aest: 'Australia/Sydney',
  aet: 'Australia/Sydney',
  akdt: 'America/Anchorage',
  akst: 'America/Anchorage',
  art: 'America/Argentina/Buenos_Aires',
  ast: 'America/Halifax',
  awst: 'Australia/Perth',
  brt: 'America/Sao_Paulo',
  bst: 'Europe/London',
  cat: 'Africa/Maputo',
  cdt: 'America/Chicago',
  cest: 'Europe/Paris',
  cet: 'Europe/Paris',
  clt: 'America/Santiago',
  cot: 'America/Bogota',
  cst: 'America/Chicago',
  ct: 'America/Chicago',
  eat: 'Africa/Nairobi',
  ect: 'Europe/Paris',
  edt: 'America/New_York',
  eest: 'Europe/Athens',
  eet: 'Europe/Athens',
  est: 'America/New_York',
  et: 'America/New_York',
  gb: 'Europe/London',
  'gb-eire': 'Europe/London',
  gst: 'Asia/Dubai',
  hkt: 'Asia/Hong_Kong',
  hst: 'Pacific/Honolulu',
  ict: 'Asia/Bangkok',
  idt: 'Asia/Jerusalem',
  ist: 'Asia/Kolkata',
  jst: 'Asia/Tokyo',
  kst: 'Asia/Seoul',
  mdt: 'America/Denver',
  met: 'Europe/Paris',
  mest: 'Europe/Paris',
  msk: 'Europe/Moscow',
  mst: 'America/Denver',
  mt: 'America/Denver',
  ndt: 'America/St_Johns',
  npt: 'Asia/Kathmandu',
  nst: 'America/St_Johns',
  nz: 'Pacific/Auckland',
  'nz-chat': 'Pacific/Chatham',
  nzdt: 'Pacific/Auckland',
  nzst: 'Pacific/Auckland',
  pdt: 'America/Los_Angeles',
  pht: 'Asia/Manila',
  pkt: 'Asia/Karachi',
  prc: 'Asia/Shanghai',
  pst: 'America/Los_Angeles',
  pt: 'America/Los_Angeles',
  roc: 'Asia/Taipei',
  rok: 'Asia/Seoul',
  sast: 'Africa/Johannesburg',
  sgt: 'Asia/Singapore',
  sst: 'Pacific/Pago_Pago',
  trt: 'Europe/Istanbul',
  'w-su': 'Europe/Moscow',
  wat: 'Africa/Lagos',
  west: 'Europe/Lisbon',
  wet: 'Europe/Lisbon',
  wib: 'Asia/Jakarta',
};

/** Names of UTC that are not accepted as zones, because they are not regions. */
const OTHER_UTC: ReadonlySet<string> = new Set(['gmt', 'greenwich', 'uct', 'universal', 'z', 'zulu']);

/** Regions without daylight saving time, by their offset in minutes. */
const BY_FIXED_OFFSET: ReadonlyMap<number, string> = new Map([
  [-660, 'Pacific/Pago_Pago'],
  [-600, 'Pacific/Honolulu'],
  [-570, 'Pacific/Marquesas'],
  [-540, 'Pacific/Gambier'],
  [-480, 'Pacific/Pitcairn'],
  [-420, 'America/Phoenix'],
  [-360, 'America/Costa_Rica'],
  [-300, 'America/Bogota'],
  [-240, 'America/Puerto_Rico'],
  [-180, 'America/Sao_Paulo'],
  [-120, 'America/Noronha'],
  [-60, 'Atlantic/Cape_Verde'],
  [0, 'UTC'],
  [60, 'Africa/Lagos'],
  [120, 'Africa/Johannesburg'],
  [180, 'Africa/Nairobi'],
  [240, 'Asia/Dubai'],
  [270, 'Asia/Kabul'],
  [300, 'Asia/Karachi'],
  [330, 'Asia/Kolkata'],
  [345, 'Asia/Kathmandu'],
  [360, 'Asia/Dhaka'],
  [390, 'Asia/Yangon'],
  [420, 'Asia/Bangkok'],
  [480, 'Asia/Shanghai'],
  [525, 'Australia/Eucla'],
  [540, 'Asia/Tokyo'],
  [570, 'Australia/Darwin'],
  [600, 'Australia/Brisbane'],
  [660, 'Pacific/Guadalcanal'],
  [720, 'Pacific/Fiji'],
  [780, 'Pacific/Tongatapu'],
  [840, 'Pacific/Kiritimati'],
]);

const OFFSET = /^(etc\/)?(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d\d))?$/;
/** A POSIX rule such as `EST5EDT`: name of the standard time, hours west of UTC, name of the summer time. */
const POSIX_RULE = /^([a-z]{3})\d{1,2}(?:[a-z]{3})?$/;

/**
 * Returns an accepted zone for an abbreviation (`BST`), a fixed offset (`GMT+2`, `Etc/GMT+2`) or a POSIX rule
 * (`EST5EDT`); `undefined` for other text, or if no region has that offset all year.
 *
 * @param typed folded text
 */
export function zoneHint(typed: string): string | undefined {
  const lower = typed.toLowerCase();
  const bare = lower.replace(/^etc\//, '').replace(/^systemv\//, '');
  if (bare === 'utc' || OTHER_UTC.has(bare) || /^gmt[+-]?0$/.test(bare)) return 'UTC';
  const [, posix, sign, hours, minutes = '00'] = OFFSET.exec(lower) ?? [];
  if (sign !== undefined && hours !== undefined) {
    // Names under Etc/ have the sign of POSIX: Etc/GMT+2 is two hours behind UTC.
    const isAhead = (sign === '+') === (posix === undefined);
    return BY_FIXED_OFFSET.get((isAhead ? 1 : -1) * (Number(hours) * 60 + Number(minutes)));
  }
  const name = POSIX_RULE.exec(bare)?.[1] ?? bare;
  return Object.hasOwn(BY_ABBREVIATION, name) ? BY_ABBREVIATION[name] : undefined;
}
