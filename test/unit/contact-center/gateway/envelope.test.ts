import { describe, expect, test } from 'vitest';
import { openGatewayReply } from '../../../../src/contact-center/gateway/envelope.ts';

const reply = (json: unknown, status = 200) => ({ status, headers: {}, json });

describe('the gateway’s envelope', () => {
  test('is read with a code as text or number, whatever else it has', () => {
    expect(openGatewayReply(reply({ retcode: '0', result: 1, message: 'success' }))).toMatchObject({
      retcode: '0',
      result: 1,
    });
    expect(openGatewayReply(reply({ retcode: 0, msg: '', extra: {} }))).toMatchObject({ retcode: '0' });
    expect(openGatewayReply(reply({ retcode: '0', event: null }))).toMatchObject({ event: null });
  });

  test('with 401 means a wrong GUID', () => {
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
  ])('is garbled without a code: %o', (json) => {
    expect(() => openGatewayReply(reply(json))).toThrow(
      expect.objectContaining({ code: 'upstream-garbled', detail: 'no retcode in the reply' }),
    );
  });

  test.for([302, 400, 403, 404, 418])(
    'is a rejection with HTTP %i, even with a code of success',
    (status) => {
      expect(() => openGatewayReply(reply({ retcode: '0' }, status))).toThrow(
        expect.objectContaining({ code: 'upstream-rejected', detail: `HTTP ${status}` }),
      );
    },
  );
});
