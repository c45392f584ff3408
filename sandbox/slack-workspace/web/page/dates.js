import { personOf } from './names.js';
import { store } from './store.js';

/** The reader's zone, in which all times are shown. */

export const zone = () => personOf(store.workspace.me)?.tz ?? 'UTC';

const formats = new Map();

function format(seconds, options) {
  const key = `${zone()} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone(), ...options });
  formats.set(key, known);
  return known.format(seconds * 1000);
}

export const clockTime = (seconds) => format(seconds, { hour: '2-digit', minute: '2-digit' });

export const fullTime = (seconds) =>
  format(seconds, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

/** Returns "Today", "Yesterday" or a date such as "Monday 3 November". */
export function dayName(seconds) {
  const word = dayWord(seconds);
  if (word !== undefined) return word.slice(0, 1).toUpperCase() + word.slice(1);
  return format(seconds, { weekday: 'long', day: 'numeric', month: 'long' });
}

const DATE_TOKENS = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/** Formats a Slack date; "pretty" patterns have today and yesterday. */
export function slackDate(timestamp, pattern) {
  return pattern.replaceAll(/\{(\w+)\}/g, (token, name) => {
    if (name === 'ago') return ago(timestamp);
    const plain = name.replace(/_pretty$/, '');
    const relative = name.endsWith('_pretty') ? dayWord(timestamp) : undefined;
    if (relative !== undefined) return relative;
    return DATE_TOKENS[plain] === undefined ? token : format(timestamp, DATE_TOKENS[plain]);
  });
}

const dayOf = (seconds) => format(seconds, DATE_TOKENS.date_num);

export const isSameDay = (one, other) => dayOf(one) === dayOf(other);

function dayWord(timestamp) {
  const now = Date.now() / 1000;
  if (isSameDay(timestamp, now)) return 'today';
  if (isSameDay(timestamp, now - 86_400)) return 'yesterday';
  if (isSameDay(timestamp, now + 86_400)) return 'tomorrow';
  return undefined;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

function ago(timestamp) {
  const seconds = timestamp - Date.now() / 1000;
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** Formats a local time such as `2026-11-19T18:00` for a date-and-time field. */
export function wallTime(seconds) {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone(),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(seconds * 1000);
  const part = (type) => parts.find((each) => each.type === type).value;
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** The offset of the reader's zone from UTC at that time, in seconds. */
const shift = (seconds) => Date.parse(`${wallTime(seconds)}Z`) / 1000 - seconds;

/** Parses a local time. A time that a clock change skips becomes the time just after the change. */
export function fromWallTime(wall) {
  const wanted = Date.parse(`${wall}Z`) / 1000;
  if (Number.isNaN(wanted)) return null;
  const first = wanted - shift(wanted);
  return wanted - shift(first);
}
