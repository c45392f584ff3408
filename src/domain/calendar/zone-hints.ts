/**
 * Abbreviations by the region that they usually mean, for suggestions only. Abbreviations are never accepted: `BST` is
 * British Summer Time to people, and the time of Dhaka to the runtime.
 */
const ABBREVIATIONS: Readonly<Record<string, readonly string[]>> = {
  'Africa/Johannesburg': ['sast'],
  'Africa/Lagos': ['wat'],
  'Africa/Maputo': ['cat'],
  'Africa/Nairobi': ['eat'],
  'America/Anchorage': ['akdt', 'akst'],
  'America/Argentina/Buenos_Aires': ['art'],
  'America/Bogota': ['cot'],
  'America/Chicago': ['cdt', 'cst', 'ct'],
  'America/Denver': ['mdt', 'mst', 'mt'],
  'America/Halifax': ['adt', 'ast'],
  'America/Los_Angeles': ['pdt', 'pst', 'pt'],
  'America/New_York': ['edt', 'est', 'et'],
  'America/Santiago': ['clt'],
  'America/Sao_Paulo': ['brt'],
  'America/St_Johns': ['ndt', 'nst'],
  'Asia/Bangkok': ['ict'],
  'Asia/Dubai': ['gst'],
  'Asia/Hong_Kong': ['hkt'],
  'Asia/Jakarta': ['wib'],
  'Asia/Jerusalem': ['idt'],
  'Asia/Karachi': ['pkt'],
  'Asia/Kathmandu': ['npt'],
  'Asia/Kolkata': ['ist'],
  'Asia/Manila': ['pht'],
  'Asia/Seoul': ['kst', 'rok'],
  'Asia/Shanghai': ['prc'],
  'Asia/Singapore': ['sgt'],
  'Asia/Taipei': ['roc'],
  'Asia/Tokyo': ['jst'],
  'Australia/Adelaide': ['acdt', 'acst'],
  'Australia/Perth': ['awst'],
  'Australia/Sydney': ['act', 'aedt', 'aest', 'aet'],
  'Europe/Athens': ['eest', 'eet'],
  'Europe/Istanbul': ['trt'],
  'Europe/Lisbon': ['west', 'wet'],
  'Europe/London': ['bst', 'gb', 'gb-eire'],
  'Europe/Moscow': ['msk', 'w-su'],
  'Europe/Paris': ['cest', 'cet', 'ect', 'met', 'mest'],
  'Pacific/Auckland': ['nz', 'nzdt', 'nzst'],
  'Pacific/Chatham': ['nz-chat'],
  'Pacific/Honolulu': ['hst'],
  'Pacific/Pago_Pago': ['sst'],
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
  return Object.keys(ABBREVIATIONS).find((region) => ABBREVIATIONS[region]?.includes(name));
}
