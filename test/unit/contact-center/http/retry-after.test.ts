import { describe, expect, test } from 'vitest';
import { retryAfterMs } from '../../../../src/contact-center/http/retry-after.ts';
import { NINE } from '../../../support/clocks/manual-clock.ts';

describe('Retry-After', () => {
  test.for([
    ['0', 0],
    ['2', 2_000],
    [' 60 ', 60_000],
    ['Fri, 20 Nov 2026 09:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 08:59:00 GMT', 0],
  ] as const)('"%s" at nine o’clock asks for %i ms', ([header, expected]) => {
    expect(retryAfterMs(header, NINE)).toBe(expected);
  });

  test.for(['301', '999999999', 'Sat, 21 Nov 2026 09:00:00 GMT'])(
    '"%s" is limited to five minutes',
    (header) => {
      expect(retryAfterMs(header, NINE)).toBe(300_000);
    },
  );

  test.for([undefined, '', 'soon', '-5', '2.5', '1e3', '0x10', '5 seconds', '99999999999', 'November'])(
    '%o is invalid, so it is two seconds',
    (header) => {
      expect(retryAfterMs(header, NINE)).toBe(2_000);
    },
  );

  test('sent twice is invalid too', () => {
    expect(retryAfterMs(['2', '60'], NINE)).toBe(2_000);
  });
});
