import { describe, expect, test } from 'vitest';
import { meaningOf, rejection, signInFailure } from '../../../../src/contact-center/gateway/codes.ts';

describe('a retcode', () => {
  test.for([
    ['0', 'success'],
    ['000-003', 'not-authorised'],
    ['100-006', 'not-authorised'],
    ['100-007', 'platform-failed'],
    ['105-001', 'session-lost'],
    ['105-002', 'platform-failed'],
    ['105-007', 'session-lost'],
    ['300-002', 'unknown-agent'],
    ['400-001', 'no-call'],
    ['900-002', 'not-permitted'],
    ['777-777', 'other'],
  ] as const)('%s means %s', ([retcode, meaning]) => {
    expect(meaningOf(retcode)).toBe(meaning);
  });

  test.for(['constructor', '__proto__', 'toString'])('%s is in no table', (retcode) => {
    expect(meaningOf(retcode)).toBe('other');
  });

  test('that is not handled is reported with its code if it has the documented form', () => {
    expect(rejection('100-007')).toMatchObject({ code: 'upstream-failed', detail: 'retcode 100-007' });
    expect(rejection('105-006')).toMatchObject({ code: 'gateway-signed-out' });
    expect(rejection('600-001')).toMatchObject({ code: 'upstream-rejected', detail: 'retcode 600-001' });
    for (const strange of [
      'call 13800138000 for help, please',
      '88881099',
      '100-0071',
      'Ana',
      ' 100-007',
      '',
    ]) {
      expect(rejection(strange).detail).toBe('a retcode of another shape');
      expect(signInFailure(strange).detail).toBe('a retcode of another shape');
    }
  });
});

describe('a sign-in that was not accepted', () => {
  test.for([
    '000-002',
    '000-006',
    '100-001',
    '100-004',
    '100-011',
    '100-012',
    '100-013',
    '100-014',
    '100-016',
    '100-017',
    '100-018',
    '100-020',
    '110-002',
    '110-016',
    '110-021',
    '110-022',
  ])('with %s is never tried again', (retcode) => {
    expect(signInFailure(retcode).code).toBe('gateway-sign-in-refused');
  });

  test.for(['100-002', '100-015', '100-021'])('with %s is a session of this agent elsewhere', (retcode) => {
    expect(signInFailure(retcode).code).toBe('gateway-agent-in-use');
  });

  test.for(['000-000', '000-004', '000-007', '100-003', '100-007', '105-002', '999-999'])(
    'with %s is retried',
    (retcode) => {
      expect(signInFailure(retcode).code).toBe('gateway-signed-out');
    },
  );
});
