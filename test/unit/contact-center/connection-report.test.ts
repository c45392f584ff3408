import { describe, expect, test } from 'vitest';
import { cmsReport, gatewayReport } from '../../../src/contact-center/connection-report.ts';
import { NINE } from '../../support/clocks/manual-clock.ts';

const FAILURE = { code: 'upstream-reset', at: NINE } as const;

describe('the report on a connection', () => {
  test.for([
    ['signed-in', null, null, 'up', null],
    ['signed-in', null, FAILURE, 'down', 'upstream-reset'],
    ['signed-in', null, { ...FAILURE, inPart: true }, 'impaired', 'upstream-reset'],
    ['waiting', 'gateway-agent-in-use', { ...FAILURE, inPart: true }, 'down', 'gateway-agent-in-use'],
    ['signing-in', null, null, 'starting', null],
    ['signing-in', null, FAILURE, 'starting', 'upstream-reset'],
    ['waiting', 'gateway-agent-in-use', null, 'down', 'gateway-agent-in-use'],
    ['waiting', 'gateway-agent-in-use', FAILURE, 'down', 'gateway-agent-in-use'],
    ['stopped', 'gateway-sign-in-refused', null, 'down', 'gateway-sign-in-refused'],
  ] as const)('with a session that is %s (%s) and %o says %s, %s', ([state, code, failure, says, why]) => {
    const report = gatewayReport({ state, failure: code, since: NINE }, { lastReplyAt: NINE - 1, failure });
    expect(report).toEqual({ name: 'CC-Gateway', state: says, lastAnswerAt: NINE - 1, code: why });
  });

  test('that never answered has no time of an answer', () => {
    const session = { state: 'waiting', failure: 'upstream-unreachable', since: NINE } as const;
    expect(gatewayReport(session, { lastReplyAt: null, failure: null }).lastAnswerAt).toBeNull();
  });

  test('of the CMS is good from the first reply until a request fails', () => {
    expect(cmsReport({ lastReplyAt: null, failure: null })).toMatchObject({
      name: 'CC-CMS',
      state: 'starting',
    });
    expect(cmsReport({ lastReplyAt: NINE, failure: null })).toMatchObject({ name: 'CC-CMS', state: 'up' });
    expect(cmsReport({ lastReplyAt: NINE, failure: FAILURE })).toEqual({
      name: 'CC-CMS',
      state: 'down',
      lastAnswerAt: NINE,
      code: 'upstream-reset',
    });
    expect(cmsReport({ lastReplyAt: NINE, failure: { ...FAILURE, inPart: true } })).toMatchObject({
      state: 'impaired',
      code: 'upstream-reset',
    });
  });
});
