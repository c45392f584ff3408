import { store } from './store.js';

export const personName = (id) => {
  if (id === 'USLACKBOT') return 'Slackbot';
  const person = store.workspace.people.find((each) => each.id === id);
  return person === undefined ? id : person.realName;
};

export const channelName = (id) => {
  const channel = store.workspace.channels.find((each) => each.id === id);
  if (channel === undefined) return id;
  return channel.kind === 'im' ? store.workspace.app.name : `#${channel.name}`;
};

export const groupHandle = (id) => store.workspace.groups.find((each) => each.id === id)?.handle ?? id;

const zone = () => store.workspace.people.find((each) => each.id === store.workspace.me)?.tz ?? 'UTC';

const format = (timestamp, options) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone(), ...options }).format(timestamp * 1000);

export const timeOf = (ts) => format(Number(ts), { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const DATE_TOKENS = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/** A Slack date in the reader's zone; "pretty" says today and yesterday. */
export function formatDate(timestamp, pattern) {
  return pattern.replaceAll(/\{(\w+)\}/g, (token, name) => {
    const plain = name.replace(/_pretty$/, '');
    const relative = name.endsWith('_pretty') ? dayWord(timestamp) : undefined;
    if (relative !== undefined) return relative;
    return DATE_TOKENS[plain] === undefined ? token : format(timestamp, DATE_TOKENS[plain]);
  });
}

const day = (at) => format(at, DATE_TOKENS.date_num);

function dayWord(timestamp) {
  const now = Date.now() / 1000;
  if (day(timestamp) === day(now)) return 'today';
  if (day(timestamp) === day(now - 86_400)) return 'yesterday';
  if (day(timestamp) === day(now + 86_400)) return 'tomorrow';
  return undefined;
}
