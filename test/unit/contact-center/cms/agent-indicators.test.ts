import { describe, expect, test } from 'vitest';
import { readAllIndicators, readIndicators } from '../../../../src/contact-center/cms/agent-indicators.ts';
import { toAgentId } from '../../../../src/domain/floor/agent-id.ts';

const row = (id: unknown, values: Record<string, unknown>) => ({
  id,
  idxs: Object.entries(values).map(([name, val]) => ({ id: name, val })),
});

const FULL = {
  IDX_COUNT_AGENT_CONNECTED: '5',
  IDX_COUNT_AGENT_CALL_OUT: '2',
  IDX_DURATION_AGENT_CALL_IN: '4000',
  IDX_DURATION_AGENT_CALL_OUT: '328',
};
const { IDX_DURATION_AGENT_CALL_OUT: _outbound, ...WITHOUT_OUTBOUND } = FULL;

const agent = (id: number) => toAgentId(id) ?? expect.fail();

describe('the indicators of several agents', () => {
  test('leave out rows about agents that were not requested', () => {
    const payload = [row(1099, FULL), row(1101, FULL)];
    expect([...(readAllIndicators(payload, [agent(1099)]) ?? [])].map(([id]) => id)).toEqual([1099]);
    expect(readAllIndicators([row(1101, FULL)], [agent(1099)])).toBeUndefined();
  });

  test.for([
    ['IDX_COUNT_AGENT_CONNECTED', 4_294_967_295],
    ['IDX_COUNT_AGENT_CALL_OUT', '65535'],
    ['IDX_DURATION_AGENT_CALL_IN', 4_328_000],
    ['IDX_DURATION_AGENT_CALL_IN', 1_616_510_142],
    ['IDX_COUNT_AGENT_CONNECTED', -1],
  ] as const)('are rejected if %s is %o', ([name, val]) => {
    expect(readIndicators([row(1099, { ...FULL, [name]: val })], 1099)).toBeUndefined();
  });
});

describe('the indicators of an agent', () => {
  test.for(['1099', 1099])('with id %o are read from texts', (id) => {
    expect(readIndicators([row('11', FULL), row(id, FULL)], 1099)).toEqual({
      answered: 5,
      outbound: 2,
      talkSeconds: 4328,
    });
  });

  test('are read from numbers', () => {
    expect(readIndicators([row(1099, { ...FULL, IDX_COUNT_AGENT_CONNECTED: 7 })], 1099)).toMatchObject({
      answered: 7,
    });
  });

  test.for([undefined, '', null, 'N/A', -1])(
    'count only the inbound talk time if the outbound is %o',
    (val) => {
      const values = { ...FULL, IDX_DURATION_AGENT_CALL_OUT: val };
      expect(readIndicators([row(1099, values)], 1099)).toMatchObject({ talkSeconds: 4000, outbound: 2 });
    },
  );

  test('count only the inbound talk time if the outbound is missing', () => {
    expect(readIndicators([row(1099, WITHOUT_OUTBOUND)], 1099)).toMatchObject({ talkSeconds: 4000 });
  });

  test.for([[[]], [null], [undefined]] as const)('of a signed-out agent have no row: %o', ([payload]) => {
    expect(readIndicators(payload, 1099)).toBeNull();
  });

  test('of other agents remain if one row is malformed, which counts as no agent’s absence', () => {
    const payload = [row(1099, FULL), { id: '1100', idxs: null }];
    expect(readAllIndicators(payload, [agent(1099), agent(1100)])?.size).toBe(1);
    expect(readIndicators(payload, 1099)).toMatchObject({ answered: 5 });
    expect(readIndicators(payload, 1100)).toBeUndefined();
  });

  test.for([
    ['a row about another agent', [row('11', FULL)]],
    ['a text', 'none'],
    ['a record', row(1099, FULL)],
    ['a row without indicators', [{ id: '1099' }]],
    ['a missing figure', [row(1099, { IDX_COUNT_AGENT_CONNECTED: '5' })]],
    ['an empty figure', [row(1099, { ...FULL, IDX_COUNT_AGENT_CONNECTED: '' })]],
    [
      'values by the quarter of an hour',
      [row(1099, { ...FULL, IDX_COUNT_AGENT_CONNECTED: { '2020-08-24 10:30:00.0': '15' } })],
    ],
  ] as const)('are not read from %s', ([, payload]) => {
    expect(readIndicators(payload, 1099)).toBeUndefined();
  });
});
