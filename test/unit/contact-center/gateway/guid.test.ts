import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RotatingGuid, readGuid } from '../../../../src/contact-center/gateway/guid.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

const FIRST = '11111111-1111-1111-1111-111111111111.AgentGateway1';
const SECOND = '22222222-2222-2222-2222-222222222222.AgentGateway1';

const setGuid = (value: string | string[]) => ({ 'set-guid': value });

describe('Set-GUID', () => {
  test.for([
    [`JSESSIONID=${FIRST}`, FIRST],
    [` JSESSIONID=${FIRST} `, FIRST],
    [FIRST, FIRST],
    [[`JSESSIONID=${FIRST}`, `JSESSIONID=${SECOND}`], SECOND],
  ] as const)('%o carries the GUID after the sign', ([header, guid]) => {
    expect(readGuid(setGuid(typeof header === 'string' ? header : [...header]))).toBe(guid);
  });

  test.for([
    undefined,
    '',
    'JSESSIONID=',
    'JSESSIONID=short.AgentGateway1',
    `JSESSIONID=${'x'.repeat(65)}.AgentGateway1`,
    `JSESSIONID=${FIRST}; Path=/`,
    `JSESSIONID=${FIRST}\r\nx-evil: 1`,
    'JSESSIONID=11111111-1111-1111-1111-111111111111',
    'JSESSIONID=<script>.AgentGateway1',
  ])('%o has no GUID that we would send back', (header) => {
    expect(readGuid(header === undefined ? {} : setGuid(header))).toBeUndefined();
  });
});

describe('the GUID of a session', () => {
  test('is the latest one of a reply, and stays if a reply has none or a malformed one', () => {
    const guid = new RotatingGuid(FIRST);
    guid.observe({});
    guid.observe(setGuid('nonsense'));
    expect(guid.current).toBe(FIRST);
    guid.observe(setGuid(`JSESSIONID=${SECOND}`));
    expect(guid.current).toBe(SECOND);
  });

  test('never returns to a replaced one, in any order of replies', async () => {
    const names = fc.integer({ min: 0, max: 9 });
    await checkProperty(
      fc.property(fc.array(names, { maxLength: 60 }), (order) => {
        const guid = new RotatingGuid(guidNamed(0));
        const seen = [guid.current];
        for (const name of order) {
          guid.observe(setGuid(`JSESSIONID=${guidNamed(name)}`));
          if (guid.current !== seen.at(-1)) seen.push(guid.current);
        }
        expect(seen).toEqual([...new Set(seen)]);
      }),
    );
  });
});

function guidNamed(name: number): string {
  return `0000000${name}-0000-0000-0000-000000000000.AgentGateway1`;
}
