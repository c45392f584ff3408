import { describe, expect, test } from 'vitest';
import { openGatewayReply } from '../../../../src/contact-center/gateway/envelope.ts';

const reply = (json: unknown, status = 200) => ({ status, headers: {}, json });

describe('the gateway’s envelope', () => {
  test('is read whether the code is a text or a number, whatever else is there', () => {
    expect(openGatewayReply(reply({ retcode: '0', result: 1, message: 'success' }))).toMatchObject({
      retcode: '0',
      result: 1,
    });
    expect(openGatewayReply(reply({ retcode: 0, msg: '', extra: {} }))).toMatchObject({ retcode: '0' });
    expect(openGatewayReply(reply({ retcode: '0', event: null }))).toMatchObject({ event: null });
  });

  test('with 401 means the same as a GUID that is not ours', () => {
    expect(openGatewayReply(reply(undefined, 401))).toMatchObject({ retcode: '000-003' });
    expect(openGatewayReply(reply({ retcode: '0' }, 401))).toMatchObject({ retcode: '000-003' });
  });

  test.for([
    {},
    { result: 1 },
    { retcode: null },
    { retcode: { a: 1 } },
    { retcode: true },
    [],
    'ok',
    null,
    undefined,
  ])('%o has no code, so it is garbled', (json) => {
    expect(() => openGatewayReply(reply(json))).toThrow(
      expect.objectContaining({ code: 'upstream-garbled', detail: 'no retcode in the reply' }),
    );
  });

  test.for([302, 400, 403, 404, 418])(
    'of HTTP %i is a rejection, even with a code of success in it',
    (status) => {
      expect(() => openGatewayReply(reply({ retcode: '0' }, status))).toThrow(
        expect.objectContaining({ code: 'upstream-rejected', detail: `HTTP ${status}` }),
      );
    },
  );
});
