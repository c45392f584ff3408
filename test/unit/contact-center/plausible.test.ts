import { describe, expect, test } from 'vitest';
import { longestWait, readAgentTimes, readStateCode } from '../../../src/contact-center/plausible.ts';

const NOW = Date.UTC(2026, 10, 30, 16);
const HOUR_MS = 3_600_000;
const signedInAt = NOW - 4 * HOUR_MS;

describe('the time in a state', () => {
  test.for([0, 59, '3600', 4 * 3_600])('is accepted if it is %o', (inState) => {
    expect(readAgentTimes({ inState, signedInAt }, NOW).secondsInState).toBe(Number(inState));
  });

  test.for([
    -1,
    4_294_967_295,
    '4294967295',
    2_147_483_647,
    4_294_967,
    2_147_483,
    1_796_054_400,
    NOW,
    12.5,
    '',
    null,
    undefined,
    'long',
    // The duration is longer than the time since sign-in: 3 minutes in milliseconds.
    180_000,
  ])('is unknown if it is %o', (inState) => {
    expect(readAgentTimes({ inState, signedInAt }, NOW)).toEqual({ secondsInState: null, signedInAt });
  });

  test('is compared with the sign-in only if that is plausible', () => {
    expect(readAgentTimes({ inState: 180_000, signedInAt: 0 }, NOW)).toEqual({
      secondsInState: 180_000,
      signedInAt: null,
    });
  });

  test('may begin a little before the sign-in: clocks differ', () => {
    const inState = 4 * 3_600 + 300;
    expect(readAgentTimes({ inState, signedInAt }, NOW).secondsInState).toBe(inState);
  });
});

test.for([
  ['seconds', NOW / 1000],
  ['the year 2106', 4_294_967_295_000],
  ['an unsigned -1', 4_294_967_295],
  ['a duration', 14_400],
  ['nothing', 0],
  ['-1', -1],
  ['tomorrow', NOW + 24 * HOUR_MS],
  ['another zone’s clock', NOW + HOUR_MS],
  ['half a year ago', NOW - 180 * 24 * HOUR_MS],
] as const)('a sign-in is not known where it is %s', ([, sent]) => {
  expect(readAgentTimes({ inState: 60, signedInAt: sent }, NOW)).toEqual({
    secondsInState: 60,
    signedInAt: null,
  });
});

test.for([
  [0, 4_294_967_295, 0],
  [0, -1, 0],
  [2, 41, 41],
  [2, 4_294_967_295, null],
  [2, -1, null],
  [2, 1_796_054_400, null],
] as const)('with %o callers, a longest wait of %o is %o', ([calls, seconds, known]) => {
  expect(longestWait(calls, seconds)).toBe(known);
});

test.for([-1, 4_294_967_295, 65_535, '', null, 'available'])('%o is not a code of a state', (code) => {
  expect(readStateCode(code)).toBeUndefined();
});
