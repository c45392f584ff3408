import { describe, expect, test } from 'vitest';
import {
  type GatewayAgent,
  readSignIn,
  signInRequest,
} from '../../../../src/contact-center/gateway/sign-in.ts';
import { agentId } from '../../../support/floors/agent-cards.ts';
import { retcode } from '../../../support/peers/scripted-gateway.ts';

const AGENT: GatewayAgent = {
  agentId: agentId(2005),
  password: 'pa"ss\\word',
  phone: '88880026',
  signIn: 'loginex',
};
const GUID = '11111111-1111-1111-1111-111111111111.AgentGateway1';
const WITH_GUID = { 'set-guid': `JSESSIONID=${GUID}` };

describe('the sign-in request', () => {
  test.for([
    ['loginex', '/agentgateway/resource/onlineagent/2005/loginex'],
    ['login', '/agentgateway/resource/onlineagent/2005'],
  ] as const)('of kind %s goes to %s, and never to forcelogin', ([signIn, path]) => {
    const request = signInRequest({ ...AGENT, signIn });
    expect(request).toMatchObject({ method: 'PUT', path });
    expect(JSON.stringify(request)).not.toContain('forcelogin');
  });

  test('signs in as busy, so that no call is ever offered, and has no GUID', () => {
    const { body = '', headers } = signInRequest(AGENT);
    expect(JSON.parse(body)).toMatchObject({
      password: 'pa"ss\\word',
      phonenum: '88880026',
      status: '3',
      autoenteridle: 'false',
      autoanswer: 'false',
    });
    expect(headers).toEqual({ 'content-type': 'application/json; charset=UTF-8' });
  });
});

describe('the sign-in reply', () => {
  test.for([
    [{ isForceChange: 'false', timeRemaining: '' }, undefined],
    [{}, undefined],
    [null, undefined],
    [{ isForceChange: 'true' }, 'the password must be changed'],
    [{ isForceChange: true, timeRemaining: '3' }, 'the password must be changed'],
    [{ timeRemaining: '14' }, 'the password expires in 14 days'],
    [{ timeRemaining: 0 }, 'the password expires in 0 days'],
    [{ timeRemaining: '15' }, undefined],
    [{ timeRemaining: ' ' }, undefined],
    [{ timeRemaining: 'soon' }, undefined],
    [{ timeRemaining: null }, undefined],
  ] as const)('with %o warns: %s', ([result, warning]) => {
    expect(readSignIn(retcode('0', result, WITH_GUID))).toEqual({ guid: GUID, warning });
  });

  test('of success without a GUID is garbled, because no query is possible under it', () => {
    expect(() => readSignIn(retcode('0', {}))).toThrow(expect.objectContaining({ code: 'upstream-garbled' }));
  });

  test('of another code is a failure even with a GUID', () => {
    expect(() => readSignIn(retcode('100-002', {}, WITH_GUID))).toThrow(
      expect.objectContaining({ code: 'gateway-agent-in-use', detail: 'retcode 100-002' }),
    );
  });
});
