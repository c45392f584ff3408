import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAgentMentions } from '../../../../src/domain/commands/agent-mentions.ts';
import { anyCharacter } from '../../../support/properties/any-character.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';
import { phoneNumber } from '../../../support/properties/phone-numbers.ts';

function idsIn(text: string): number[] {
  const { marked, others } = findAgentMentions(text);
  return [...marked, ...others];
}

describe('agent ids in a message', () => {
  test.each([
    ['1099 is stuck', [1099]],
    ['Can somebody look at 1099, 1100 and 2001?', [1099, 1100, 2001]],
    ['1099,1100', [1099, 1100]],
    ['101,1099', [101, 1099]],
    ['(1099)', [1099]],
    ["1099's headset", [1099]],
    ['1099 again, and 1099', [1099]],
    ['please check 1028, agent 1099 and 1007', [1099, 1007, 1028]],
    ['agent 1099 had 300 calls', [1099, 300]],
    ['Agents 1099, 1100 & 1101 had 300 calls in 2026', [1099, 1100, 1101, 300, 2026]],
    ['#1099 since 1400', [1099, 1400]],
    ['1028-1031', [1028, 1029, 1030, 1031]],
    ['agents 1028 – 1030', [1028, 1029, 1030]],
    ['1028/1029/1030', [1028, 1029, 1030]],
    ['1000-9000', [1000, 9000]],
    ['`1099` and _1100_, *1101*', [1099, 1100, 1101]],
    ['１０９９、1100', [1099, 1100]],
    ['\u200e1099\u202c\u00a01100', [1099, 1100]],
    ['agent\n1099', [1099]],
    ['nothing here', []],
    ['99 and 1000000', []],
    ['at 14:30 or 2026-11-20 or 20/11/2026', []],
    ['1,250 calls, 99.500 % or 1250% of it', []],
    ['$1099, €500 and 700€', []],
    ['call +34 600 123 456 or +1 (555) 123-4567', []],
    ['600 123 456 or (555) 123-4567 or 020 7946 0958', []],
    ['1099 rings 91 123 45 67', [1099]],
    ['agents 101 102 103', [101, 102, 103]],
    ['$ 500, 500 €, EUR 1099, 1.099,00 €, 250 000 € and 500 euros', []],
    ['1099 sold 500 €, up 1250 %', [1099]],
    ['20 November 2026, Nov 20, 2026 and 20. 11. 2026', []],
    ['1099 since 20 Nov. 2026', [1099]],
    ['2026 may 1099', [2026, 1099]],
    ['<https://example.com/agents/1099|a link> by <@U1099>', []],
    ['v1099 id1099 1099px', []],
    ['0101', []],
    ['١٠٩٩', []],
  ])('%j names %j', (text, ids) => {
    expect(idsIn(text)).toEqual(ids);
  });

  test.each([
    [
      'see https://support.example/agents/2044 and support.example/t/2045?id=2046#2047',
      [],
      ['2044', '2045', '2046', '2047'],
    ],
    ['https://support.example:8443/v2044/x2045', [], []],
    ['<https://support.example/2044|the ticket>', [], []],
    ['1,099 calls, 1.250 and 1’300', [], ['1,099', '1.250', "1'300"]],
    ['agent 1099 had 1,099 calls, https://a.example/1099', [1099], []],
    ['$1,099, 1,250 %, 1,250,000 and 99,500,000', [], []],
    ['0,099 and 10.0.100.200', [], []],
    ['www.support.example/2044, 1028', [1028], ['2044']],
  ])('%j gives the ids %j and the omitted numbers %j', (text, ids, passedOver) => {
    expect(findAgentMentions(text).passedOver).toEqual(passedOver);
    expect(idsIn(text)).toEqual(ids);
  });

  test('are never parts of a phone number, with any text around it', async () => {
    const around = fc.constantFrom('', 'call', 'it is', 'Tel.', 'his number:', '(mobile)');
    await checkProperty(
      fc.property(around, phoneNumber, around, (before, phone, after) => {
        expect(idsIn(`${before} ${phone} ${after}`)).toEqual([]);
        expect(findAgentMentions(phone).hasPhoneNumbers).toBe(true);
        expect(idsIn(`1099, ${phone}`)).toEqual([1099]);
      }),
      2_000,
    );
  });

  test('are in range and unique for any text', async () => {
    const digits = fc.string({
      unit: fc.constantFrom(...'0123456789,.:#<>+- agents'.split('')),
      maxLength: 200,
    });
    await checkProperty(
      fc.property(fc.oneof(digits, fc.string({ unit: anyCharacter, maxLength: 200 })), (text) => {
        const ids = idsIn(text);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) {
          expect(id).toBeGreaterThanOrEqual(101);
          expect(id).toBeLessThanOrEqual(999_999);
        }
      }),
      10_000,
    );
  });
});
