import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAgentId, toAgentId } from '../../../../src/domain/floor/agent-id.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

describe('an agent id', () => {
  test('is 101 to 999999', () => {
    expect([100, 101, 59_999, 60_000, 999_999, 1_000_000].map(toAgentId)).toEqual([
      undefined,
      101,
      59_999,
      60_000,
      999_999,
      undefined,
    ]);
  });

  test.for([0, -101, 101.5, Number.NaN, Number.POSITIVE_INFINITY])('is not %d', (value) => {
    expect(toAgentId(value)).toBeUndefined();
  });

  test('is read from plain digits', () => {
    expect(parseAgentId('101')).toBe(101);
    expect(parseAgentId('999999')).toBe(999_999);
  });

  test.for([
    '',
    '100',
    '1000000',
    '0101',
    '+101',
    '-101',
    '101.0',
    '1e3',
    '0x65',
    ' 101',
    '101\n',
    '١٠٩٩',
    '１０９９',
    '１０99',
    'constructor',
  ])('is not read from %o', (text) => {
    expect(parseAgentId(text)).toBeUndefined();
  });

  test('is equal after being written and read', async () => {
    await checkProperty(
      fc.property(fc.integer({ min: 101, max: 999_999 }), (id) => {
        expect(parseAgentId(String(id))).toBe(id);
      }),
    );
  });
});
