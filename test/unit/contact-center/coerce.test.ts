import { describe, expect, test } from 'vitest';
import {
  firstRecord,
  looseCount,
  looseInt,
  optionalCount,
  replyCode,
} from '../../../src/contact-center/coerce.ts';

describe('a number from an upstream', () => {
  test.for([
    [4, 4],
    ['4', 4],
    [' 4 ', 4],
    ['-7', -7],
    ['12.0', 12],
    [0, 0],
    ['0', 0],
  ] as const)('%o is %i', ([sent, read]) => {
    expect(looseInt.safeParse(sent).data).toBe(read);
  });

  test.for([
    '',
    ' ',
    null,
    undefined,
    'four',
    '4 calls',
    4.5,
    '4.5',
    true,
    [],
    {},
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '1e400',
  ])('is not read from %o, not even as zero', (sent) => {
    expect(looseInt.safeParse(sent).success).toBe(false);
    expect(optionalCount.parse(sent)).toBeUndefined();
  });

  test('of a count is not negative', () => {
    expect(looseCount.safeParse(-1).success).toBe(false);
    expect(optionalCount.parse('-1')).toBeUndefined();
    expect(optionalCount.parse('12')).toBe(12);
  });
});

test('a code is a text or a number; a missing one is not written as text', () => {
  expect(replyCode.safeParse('0100000').data).toBe('0100000');
  expect(replyCode.safeParse(0).data).toBe('0');
  for (const nothing of [undefined, null, {}, [], true])
    expect(replyCode.safeParse(nothing).success).toBe(false);
});

test.for([
  [{ a: 1 }, { a: 1 }],
  [[{ a: 1 }], { a: 1 }],
  [[], undefined],
  [null, undefined],
  [undefined, undefined],
  ['', undefined],
  [[null], undefined],
  ['text', 'text'],
] as const)('the sole record of %o is %o', ([payload, record]) => {
  expect(firstRecord(payload)).toEqual(record);
});
