import { describe, expect, test } from 'vitest';
import { openCmsReply } from '../../../../src/contact-center/cms/envelope.ts';

const reply = (json: unknown, status = 200) => ({ status, headers: {}, json });
const X = ['1605492949-1447'];

/** The text for a code without a documented form. */
const SHAPELESS = 'a result code of another shape';

describe('the envelopes of the CMS', () => {
  test.for([
    ['a', { result: '0', resultCode: '0100000', resultDatas: X, resultDesc: X }],
    ['a with numbers', { result: 0, resultCode: '0100000', resultDatas: X, resultDesc: X }],
    ['a without the second payload', { result: '0', resultCode: '0100000', resultDatas: X }],
    ['a with null beside it', { result: null, resultCode: '0100000', returnCode: null, resultDesc: X }],
    ['b, the short one', { resultCode: '0100000', resultDesc: X }],
    ['c, the old one', { result: '0', resultDesc: X }],
    ['c with resultDatas', { result: '0', resultDatas: X }],
    ['d, with returnCode', { returnCode: '0', description: 'ok', data: X }],
  ] as const)('of form %s give the payload', ([, json]) => {
    expect(openCmsReply(reply(json))).toEqual({ kind: 'payload', payload: X, count: undefined });
  });

  test('may have a payload of null or none', () => {
    expect(openCmsReply(reply({ resultCode: '0100000', resultDesc: null }))).toMatchObject({
      kind: 'payload',
    });
    expect(openCmsReply(reply({ resultCode: '0100000' }))).toEqual({
      kind: 'payload',
      payload: undefined,
      count: undefined,
    });
  });

  test.for([
    ['250', 250],
    [0, 0],
    ['many', undefined],
    [-1, undefined],
    [null, undefined],
  ] as const)('carry a count of %o as %o', ([count, expected]) => {
    expect(openCmsReply(reply({ resultCode: '0100000', count }))).toMatchObject({ count: expected });
  });

  test.for([
    [{ result: '0', resultCode: '0100002', resultDesc: X }, 'bad-parameter'],
    [{ result: '1', resultCode: '0100002', resultDesc: '参数不合法' }, 'bad-parameter'],
    [{ resultCode: '0100002', resultDesc: '参数不合法' }, 'bad-parameter'],
    [{ resultCode: '0101003', resultDesc: 'no' }, 'not-permitted'],
  ] as const)('that say no with %o are %s, whatever else they say', ([json, kind]) => {
    expect(openCmsReply(reply(json))).toEqual({ kind });
  });

  test.for([
    [{ result: '0', resultCode: '0100001' }, 'upstream-failed', 'resultCode 0100001'],
    [{ resultCode: '0100999', resultDesc: 'x' }, 'upstream-failed', 'resultCode 0100999'],
    [{ result: '-1', resultCode: '0100000', resultDesc: X }, 'upstream-rejected', 'resultCode -1'],
    [{ result: '1', resultDesc: X }, 'upstream-rejected', 'resultCode 1'],
    [{ returnCode: '7', resultCode: '0100000', data: X }, 'upstream-rejected', 'resultCode 7'],
    [{ resultCode: '0300012' }, 'upstream-rejected', 'resultCode 0300012'],
    [{ resultCode: 'call 13800138000 for help' }, 'upstream-rejected', SHAPELESS],
    [{ resultCode: 'Ana 88881099' }, 'upstream-rejected', SHAPELESS],
    [{ resultCode: 88881099 }, 'upstream-rejected', SHAPELESS],
    [{ resultCode: '8888109' }, 'upstream-rejected', SHAPELESS],
    [{ returnCode: '0100001\nAna' }, 'upstream-rejected', SHAPELESS],
    [{ resultCode: '' }, 'upstream-rejected', SHAPELESS],
  ] as const)('with %o fail as %s: where codes disagree, the failure wins', ([json, code, detail]) => {
    expect(() => openCmsReply(reply(json))).toThrow(expect.objectContaining({ code, detail }));
  });

  test.for([{}, { resultDesc: X }, { result: null }, { result: { a: 1 } }, { result: [0] }, [], 'ok', null])(
    'do not include %o',
    (json) => {
      expect(() => openCmsReply(reply(json))).toThrow(expect.objectContaining({ code: 'upstream-garbled' }));
    },
  );

  test.for([302, 403, 404, 418, 429])('a page with HTTP %i is a rejection', (status) => {
    expect(() => openCmsReply(reply(undefined, status))).toThrow(
      expect.objectContaining({ code: 'upstream-rejected', detail: `HTTP ${status}` }),
    );
  });
});
