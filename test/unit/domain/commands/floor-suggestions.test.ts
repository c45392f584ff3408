import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChannelReference, SubscribeRequest } from '../../../../src/domain/commands/subscribe-draft.ts';
import { parseFloor } from '../../../support/commands/parse-floor.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

const asked = fc.record({
  time: fc.constantFrom('18:00', '9:30', '00:05'),
  days: fc.constantFrom('daily', 'mon-fri', 'sat', 'fri-mon'),
  zone: fc.constantFrom('', 'zone Madrid', 'zone Asia/Kolkata', 'zone utc'),
  channel: fc.constantFrom('', '#ops', 'channel <#C0123|ops-floor>', 'channel <#C0123>'),
  queues: fc.constantFrom('', 'queues Sales, "Back Office", “zone”', "queues 'a, b', “Kid's”, 'queue'"),
});

/** Words that are invalid in a subscription, or nearly valid. */
const BROKEN =
  'please xyzzy fortnightly weekly except 25:00 24:00 hours mondya wensday midnigth BST 18:00EST zone:Atlantis channel:@ada 2026-11-20';

test('the suggestion for a subscription keeps all understood parts, for any text', async () => {
  await checkProperty(
    fc.property(
      asked,
      fc.constantFrom(...BROKEN.split(' ')),
      ({ time, days, zone, channel, queues }, word) => {
        const understood = requestIn(`subscribe ${time} ${days} ${channel} ${zone} ${queues}`);
        const command = parseFloor(`subscribe ${time} ${days} ${word} ${channel} ${zone} ${queues}`);
        expect(command.kind).toBe('unclear');
        const suggestion = command.kind === 'unclear' ? command.suggestion : null;
        if (suggestion !== null && understood !== undefined) {
          return (
            lost(understood, requestIn(suggestion.replace('/floor ', '')), days === 'daily').join('; ') === ''
          );
        }
        return understood !== undefined;
      },
    ),
    3_000,
  );
});

test.each(
  'subscribe subscriptions pause resume unsubscribe send summary'.split(' ').flatMap((verb) => {
    const swapped = `${verb.slice(0, 1)}${verb[2]}${verb[1]}${verb.slice(3)}`;
    return [[swapped, verb] as const];
  }),
)('%s is read as %s, with the text after it', (typed, verb) => {
  const rest = { subscribe: 'daily 9:00 mon', subscriptions: '', summary: 'yesterday' }[verb] ?? '7';
  const command = parseFloor(`${typed} ${rest}`);
  const expected = { subscribe: 'daily 09:00 mon', subscriptions: '', summary: 'yesterday' }[verb] ?? '7';
  expect(command).toMatchObject({ kind: 'unclear', suggestion: `/floor ${verb} ${expected}`.trim() });
});

test.each('late last end new not not-now stop halt mote male subs re un delete'.split(' '))(
  '%s is taken for no command',
  (typed) => {
    expect(parseFloor(`${typed} 1`)).toMatchObject({ kind: 'unclear', suggestion: '/floor help' });
  },
);

function requestIn(text: string): SubscribeRequest | undefined {
  const command = parseFloor(text);
  return command.kind === 'subscribe' ? command.request : undefined;
}

/**
 * Returns the parts of the first request that the second lacks. A day that was nearly understood may narrow `daily`.
 */
function lost(was: SubscribeRequest, is: SubscribeRequest | undefined, isDaily: boolean): string[] {
  if (is === undefined) return ['is not understood'];
  return [
    ...(was.times.every((time) => is.times.includes(time)) ? [] : ['time']),
    ...(isDaily || was.days.every((day) => is.days.includes(day)) ? [] : ['days']),
    ...(was.zone === null || was.zone === is.zone ? [] : ['zone']),
    ...(nameOf(was.channel) === nameOf(is.channel) ? [] : ['channel']),
    ...(was.queues.join('|') === is.queues.join('|') ? [] : ['queues']),
  ];
}

function nameOf(channel: ChannelReference | null): string | undefined {
  return channel?.kind === 'id' ? (channel.name ?? channel.id) : channel?.name;
}
