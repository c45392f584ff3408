import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WEEKDAYS, WEEKEND, WORKING_DAYS } from '../../../../src/domain/calendar/weekday.ts';
import { parseFloor } from '../../../support/commands/parse-floor.ts';
import { anyCharacter } from '../../../support/properties/any-character.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

const PLAIN = { times: ['18:00'], days: WEEKDAYS, zone: null, channel: null, queues: [] };

describe('the text after /floor', () => {
  test.each([
    ['', { kind: 'now' }],
    ['  NOW ', { kind: 'now' }],
    ['floor now', { kind: 'now' }],
    ['status', { kind: 'now' }],
    ['help', { kind: 'help' }],
    ['help me please', { kind: 'help' }],
    ['?', { kind: 'help' }],
    ['subscriptions', { kind: 'subscriptions' }],
    ['list', { kind: 'subscriptions' }],
    ['unsubscribe 3', { kind: 'unsubscribe', number: 3 }],
    ['Unsubscribe #12', { kind: 'unsubscribe', number: 12 }],
    ['send 3', { kind: 'send', number: 3 }],
    ['pause 1', { kind: 'pause', number: 1 }],
    ['Mute #1', { kind: 'pause', number: 1 }],
    ['resume subscription 1', { kind: 'resume', number: 1 }],
    ['unmute 1', { kind: 'resume', number: 1 }],
    ['summary', { kind: 'summary', day: { kind: 'today' }, queues: [] }],
    ['Summary Yesterday', { kind: 'summary', day: { kind: 'yesterday' }, queues: [] }],
    ['summary for yesterday', { kind: 'summary', day: { kind: 'yesterday' }, queues: [] }],
    ['summary 2026-11-19', { kind: 'summary', day: { kind: 'date', date: '2026-11-19' }, queues: [] }],
    ['summary queues Sales', { kind: 'summary', day: { kind: 'today' }, queues: ['Sales'] }],
    [
      'summary 2028-02-29 queues Back Office, 3, "Night, late"',
      {
        kind: 'summary',
        day: { kind: 'date', date: '2028-02-29' },
        queues: ['Back Office', '3', 'Night, late'],
      },
    ],
  ])('%j is understood', (text, command) => {
    expect(parseFloor(text)).toEqual(command);
  });

  test.each([
    ['daily 18:00', {}],
    ['18:00', {}],
    ['  DAILY   18:00 ', {}],
    ['every day at 6pm', {}],
    ['daily 6 PM', {}],
    ['daily 18h', {}],
    ['daily 1800', {}],
    ['daily 18.00', {}],
    ['daily １８：００', {}],
    ['daily 9', { times: ['09:00'] }],
    ['daily midnight and noon', { times: ['00:00', '12:00'] }],
    ['daily 12am, 12pm', { times: ['00:00', '12:00'] }],
    ['daily 18:00, 9:30, 18:00', { times: ['09:30', '18:00'] }],
    ['daily 18:00 mon-fri', { days: WORKING_DAYS }],
    ['weekdays 18:00', { days: WORKING_DAYS }],
    ['18:00 Monday to Friday', { days: WORKING_DAYS }],
    ['daily 18:00 mon – fri', { days: WORKING_DAYS }],
    ['daily 18:00 weekends', { days: WEEKEND }],
    ['daily 18:00 thu,mon', { days: ['mon', 'thu'] }],
    ['18:00 on Mondays and Thursdays', { days: ['mon', 'thu'] }],
    ['18:00 fri-mon', { days: ['mon', 'fri', 'sat', 'sun'] }],
    ['18:00 mon-wed, sat', { days: ['mon', 'tue', 'wed', 'sat'] }],
    ['daily 18:00 zone Europe/Madrid', { zone: 'Europe/Madrid' }],
    ['daily 18:00 tz:Asia/Kolkata', { zone: 'Asia/Kolkata' }],
    ['daily 18:00 Europe/Madrid', { zone: 'Europe/Madrid' }],
    ['daily 18:00 utc', { zone: 'UTC' }],
    ['daily 18:00 channel #Ops-Floor', { channel: { kind: 'name', name: 'ops-floor' } }],
    ['daily 18:00 channel ops', { channel: { kind: 'name', name: 'ops' } }],
    ['daily 18:00 in <#C0123ABC|ops>', { channel: { kind: 'id', id: 'C0123ABC', name: 'ops' } }],
    ['daily 18:00 channel <#C0123ABC>', { channel: { kind: 'id', id: 'C0123ABC', name: null } }],
    ['daily 18:00 channel <#C0123ABC|>', { channel: { kind: 'id', id: 'C0123ABC', name: null } }],
    ['daily 18:00 channel C0123ABC', { channel: { kind: 'id', id: 'C0123ABC', name: null } }],
    ['9:00 zone Madrid', { times: ['09:00'], zone: 'Europe/Madrid' }],
    ['9:00 zone new york mon', { times: ['09:00'], zone: 'America/New_York', days: ['mon'] }],
    ['zone Ho Chi Minh 18:00', { zone: 'Asia/Ho_Chi_Minh' }],
    [
      '18:00 zone: Port of Spain channel #ops',
      {
        zone: 'America/Port_of_Spain',
        channel: { kind: 'name', name: 'ops' },
      },
    ],
    ['18:00 zone Asia/Calcutta', { zone: 'Asia/Kolkata' }],
    ['18:00 zone "São Paulo"', { zone: 'America/Sao_Paulo' }],
    ['18:00UTC', { zone: 'UTC' }],
    ['18:00 America/New York', { zone: 'America/New_York' }],
    ['18:00 zone Madrid time', { zone: 'Europe/Madrid' }],
    ['daily 18∶00 mon—fri', { days: WORKING_DAYS }],
    ['daily 6 p.m. queues ‘Support East’、«VIP»', { queues: ['Support East', 'VIP'] }],
    ["daily 18:00 queues 'Kid's Corner'", { queues: ["Kid's Corner"] }],
    ['daily 18:00 queues „Back Office“', { queues: ['Back Office'] }],
    ['daily 18:00 queues Sales,Support', { queues: ['Sales', 'Support'] }],
    ['daily 18:00 queues Sales Support', { queues: ['Sales', 'Support'] }],
    ['daily 18:00 queue:3', { queues: ['3'] }],
    [
      'daily 18:00 queues Back Office, “Zone Nord” #ops',
      { queues: ['Back Office', 'Zone Nord'], channel: { kind: 'name', name: 'ops' } },
    ],
    [
      'queues Sales, Support zone Europe/Madrid daily 18:00 mon-fri channel #ops',
      {
        days: WORKING_DAYS,
        queues: ['Sales', 'Support'],
        zone: 'Europe/Madrid',
        channel: { kind: 'name', name: 'ops' },
      },
    ],
  ])('subscribe %j', (text, differs) => {
    expect(parseFloor(`subscribe ${text}`)).toEqual({
      kind: 'subscribe',
      request: { ...PLAIN, ...differs },
    });
  });

  test.each([
    ['subscirbe daily', { kind: 'not-a-command', typed: 'subscirbe' }, '/floor subscribe daily'],
    [
      'subscirbe mon-fri queue 3 tz UTC <#C0OPS|ops>',
      { kind: 'not-a-command', typed: 'subscirbe' },
      '/floor subscribe mon-fri queues 3 zone UTC channel #ops',
    ],
    ['sned 3', { kind: 'not-a-command', typed: 'sned' }, '/floor send 3'],
    ['constructor', { kind: 'not-a-command', typed: 'constructor' }, '/floor help'],
    ['__proto__', { kind: 'not-a-command', typed: '__proto__' }, '/floor help'],
    ['now please', { kind: 'too-much', command: 'now', typed: 'please' }, '/floor now'],
    ['unsubscribe', { kind: 'no-number', command: 'unsubscribe', typed: '' }, null],
    ['send all', { kind: 'not-a-number', command: 'send', typed: 'all' }, null],
    ['send no.7', { kind: 'not-a-number', command: 'send', typed: 'no.7' }, '/floor send 7'],
    ['pause 2nd', { kind: 'not-a-number', command: 'pause', typed: '2nd' }, '/floor pause 2'],
    ['pause 1-3', { kind: 'not-a-number', command: 'pause', typed: '1-3' }, null],
    ['send 0', { kind: 'not-a-number', command: 'send', typed: '0' }, null],
    ['send 3 4', { kind: 'too-much', command: 'send', typed: '4' }, '/floor send 3'],
    ['summary 2026-02-29', { kind: 'not-a-day', typed: '2026-02-29' }, null],
    ['summary 19.11.2026', { kind: 'not-a-day', typed: '19.11.2026' }, '/floor summary 2026-11-19'],
    ['summary 2026/1/9', { kind: 'not-a-day', typed: '2026/1/9' }, '/floor summary 2026-01-09'],
    ['summary monday', { kind: 'not-a-day', typed: 'monday' }, null],
    ['late', { kind: 'not-a-command', typed: 'late' }, '/floor help'],
    ['puase 2', { kind: 'not-a-command', typed: 'puase' }, '/floor pause 2'],
    ['end 1', { kind: 'not-a-command', typed: 'end' }, '/floor help'],
    ['new', { kind: 'not-a-command', typed: 'new' }, '/floor help'],
    [
      'sumary yesterday queues Sales',
      { kind: 'not-a-command', typed: 'sumary' },
      '/floor summary yesterday queues Sales',
    ],
    ['summary lastweek queues Sales', { kind: 'not-a-day', typed: 'lastweek' }, null],
    [
      'summary yesterdya queues Sales',
      { kind: 'not-a-day', typed: 'yesterdya' },
      '/floor summary yesterday queues Sales',
    ],
    ['summary today now', { kind: 'too-much', command: 'summary', typed: 'now' }, '/floor summary today'],
    ['summary queues', { kind: 'nothing-after', word: 'queues' }, '/floor summary today queues Sales'],
    ['subscribe daily 25:00', { kind: 'not-a-time', typed: '25:00' }, null],
    ['subscribe daily 9:75', { kind: 'not-a-time', typed: '9:75' }, '/floor subscribe daily 09:00'],
    ['subscribe 13pm mon', { kind: 'not-a-time', typed: '13pm' }, '/floor subscribe daily 13:00 mon'],
    ['subscribe every 2 days 18:00', { kind: 'not-a-time', typed: '2 days' }, null],
    [
      'subscribe 18:00 except sun',
      { kind: 'not-days', typed: 'except' },
      '/floor subscribe daily 18:00 mon,tue,wed,thu,fri,sat',
    ],
    ['subscribe today 18:00', { kind: 'not-days', typed: 'today' }, null],
    ['subscribe weekly 18:00', { kind: 'not-days', typed: 'weekly' }, null],
    ['subscribe daily 24:00', { kind: 'not-a-time', typed: '24:00' }, null],
    [
      'subscribe daily 9:00 mondya',
      { kind: 'not-days', typed: 'mondya' },
      '/floor subscribe daily 09:00 mon',
    ],
    ['subscribe fortnightly 9:00', { kind: 'not-days', typed: 'fortnightly' }, null],
    [
      'subscribe 9:00 zone londn',
      { kind: 'not-a-zone', typed: 'londn', nearest: 'Europe/London' },
      '/floor subscribe daily 09:00 zone Europe/London',
    ],
    [
      'subscribe 9:00 zone BST channel <#C0OPS|ops>',
      { kind: 'not-a-zone', typed: 'BST', nearest: 'Europe/London' },
      '/floor subscribe daily 09:00 zone Europe/London channel #ops',
    ],
    ['subscribe 9:00 mon-fir channel <#C0OPS>', { kind: 'not-days', typed: 'mon-fir' }, null],
    [
      'subscribe 18:00EST',
      { kind: 'not-a-zone', typed: 'est', nearest: 'America/New_York' },
      '/floor subscribe daily 18:00 zone America/New_York',
    ],
    ['subscribe 9:00 zone Atlantis', { kind: 'not-a-zone', typed: 'Atlantis', nearest: null }, null],
    [
      'subscribe 9:00 zone +05:45',
      { kind: 'not-a-zone', typed: '+05:45', nearest: 'Asia/Kathmandu' },
      '/floor subscribe daily 09:00 zone Asia/Kathmandu',
    ],
    [
      'subscribe 9:00 Europe/Madird',
      { kind: 'not-a-zone', typed: 'Europe/Madird', nearest: 'Europe/Madrid' },
      '/floor subscribe daily 09:00 zone Europe/Madrid',
    ],
    ['subscribe 9:00 zone', { kind: 'nothing-after', word: 'zone' }, '/floor subscribe daily 09:00'],
    [
      'subscribe 9:00 queues zone UTC',
      { kind: 'nothing-after', word: 'queues' },
      '/floor subscribe daily 09:00 zone UTC',
    ],
    ['subscribe 9:00 channel @ada', { kind: 'not-a-channel', typed: '@ada' }, null],
  ])('%j is answered with the understood part and a suggestion', (text, problem, suggestion) => {
    expect(parseFloor(text)).toEqual({ kind: 'unclear', problem, suggestion });
  });

  test.each(['zone UTC + 2', 'zone UTC +2', 'UTC + 2', 'gmt +02:00', 'zone UTC+2'])(
    '%j is an offset, and no time',
    (text) => {
      const problem = {
        kind: 'not-a-zone',
        typed: text.replace(/zone | /g, ''),
        nearest: 'Africa/Johannesburg',
      };
      const suggestion = '/floor subscribe daily 09:00 zone Africa/Johannesburg';
      expect(parseFloor(`subscribe 9:00 ${text}`)).toEqual({ kind: 'unclear', problem, suggestion });
    },
  );

  test.each([
    ['', {}],
    ['daily', { days: WEEKDAYS }],
    ['mon-fri #ops', { days: WORKING_DAYS, channel: { kind: 'name', name: 'ops' } }],
    ['queues Sales, 3 zone Madrid', { queues: ['Sales', '3'], zone: 'Europe/Madrid' }],
  ])('subscribe %j lacks a time, and starts the form', (text, differs) => {
    const start = { days: null, zone: null, channel: null, queues: [], ...differs };
    expect(parseFloor(`subscribe ${text}`)).toEqual({ kind: 'subscribe-form', start });
  });

  const fragment = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        ...'subscribe daily 18:00 6 pm mon-fri mon - , ; queues Sales zone Europe/Madrid channel #ops <#C123|ops> "Back Office" “x unsubscribe send 3 summary today " <!channel> '.split(
          ' ',
        ),
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 12 }) },
  );
  const typed = fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join(' '));

  /** The suggestions for texts that are not understood. */
  const suggestions = typed
    .map(parseFloor)
    .map((command) => (command.kind === 'unclear' ? command.suggestion : null))
    .filter((suggestion) => suggestion !== null);

  test('a suggestion, whatever is typed, is always understood', async () => {
    await checkProperty(
      fc.property(suggestions, (suggestion) => {
        const suggested = parseFloor(suggestion.replace('/floor ', ''));
        expect(suggested.kind, suggestion).not.toBe('unclear');
      }),
      10_000,
    );
  });

  test.each([
    ['"', 'unclear'],
    ['“', 'unclear'],
    ['<', 'unclear'],
    ['#', 'unclear'],
    ['mon-', 'unclear'],
    // Commas alone name no queue, so the form opens as without them.
    [',', 'subscribe-form'],
    ['1', 'unclear'],
    ['queues ', 'unclear'],
  ])('%j, 100,000 times, is parsed completely; test/bench measures the time', (part, kind) => {
    expect(parseFloor(`subscribe ${part.repeat(100_000)}`).kind).toBe(kind);
  });
});
