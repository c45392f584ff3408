import { describe, expect, test } from 'vitest';
import { type ContactCenter, open } from '../support/contact-center-client.ts';

/**
 * The test vectors of the API reference: key `demo-access-key`, secret `demo-secret-key`, host
 * `cms.example.test:28443`.
 */
const HOST = 'cms.example.test:28443';
const VECTORS = [
  {
    name: 'only the host signed',
    method: 'POST',
    path: '/rest/cmsapp/v1/openapi/agent/queryagentcalls',
    body: '{"ccId":1,"vdn":170,"agentId":1099}',
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    authorization:
      'auth-v2/demo-access-key/2025-01-02T03:04:05Z/host/6a11c9efde374a802d2e28b5e8a704a09beab091f4700f26d0097178ff2edbd2',
  },
  {
    name: 'three headers signed and milliseconds',
    method: 'POST',
    path: '/rest/cmsapp/v1/openapi/agentgroup/systemstate',
    body: '{"ccId":1,"vdn":1,"offset":0,"limit":100}',
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    authorization:
      'auth-v2/demo-access-key/2025-01-02T03:04:05.678Z/content-length;content-type;host/d9e553d9d24841808561fcee8f88683872998cbf0a061ff4b923a7f58f07885f',
  },
  {
    name: 'a GET without a body',
    method: 'GET',
    path: '/rest/cmsapp/v1/openapi/agentgroup/restreasons/1/170',
    headers: {},
    authorization:
      'auth-v2/demo-access-key/2025-01-02T03:04:05Z/host/1d97e3cb1eba8275b2058c1acf6f2c35e77a63765e47623de9188e883c559fbf',
  },
  {
    name: 'a query and a body beyond ASCII',
    method: 'POST',
    path: '/rest/cmsapp/v1/ping?b=2%203&a=~x%2Fy',
    body: '{"say":"Olá 世界!"}',
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    authorization:
      'auth-v2/demo-access-key/2025-01-02T03:04:05Z/host/010829390d716cb0b87b8ecff7ee210f67469a3857212cea73c02d4422a170b5',
  },
] as const;

type Vector = (typeof VECTORS)[number];
type Changed = { path?: string; body?: string; host?: string; authorization?: string; contentType?: string };

describe('the C2 signature', () => {
  test.for(VECTORS)('is accepted with $name', async (vector) => {
    expect((await sendVector(await open(), vector)).status).toBe(200);
  });

  test.for<[string, Vector, Changed]>([
    ['another body', VECTORS[0], { body: '{"ccId":1,"vdn":170,"agentId":1098}' }],
    ['the same body with a space more', VECTORS[0], { body: '{"ccId":1,"vdn":170,"agentId": 1099}' }],
    ['another path', VECTORS[0], { path: '/rest/cmsapp/v1/openapi/agent/agentbyworkno' }],
    ['another host', VECTORS[0], { host: 'cms.example.test' }],
    ['another content type', VECTORS[1], { contentType: 'application/json' }],
    ['another query', VECTORS[3], { path: '/rest/cmsapp/v1/ping?b=2%204&a=~x%2Fy' }],
    ['another time', VECTORS[0], { authorization: VECTORS[0].authorization.replace('04:05Z', '04:06Z') }],
    [
      'another key',
      VECTORS[0],
      { authorization: VECTORS[0].authorization.replace('demo-access-key', 'other') },
    ],
    ['a shortened signature', VECTORS[0], { authorization: VECTORS[0].authorization.slice(0, -1) }],
    [
      'the other scheme of this cloud',
      VECTORS[0],
      { authorization: 'SDK-HMAC-SHA256 Access=demo-access-key, SignedHeaders=host, Signature=00' },
    ],
    [
      'a time that is none',
      VECTORS[0],
      { authorization: VECTORS[0].authorization.replace('2025-01-02T', '2025-01-02 ') },
    ],
  ])('is rejected with HTTP 401 after %s', async ([, vector, changed]) => {
    const contactCenter = await open();
    const reply = await sendVector(contactCenter, vector, changed);
    expect(reply.status).toBe(401);
    expect(reply.text).not.toContain('signature');
    expect(contactCenter.simulator.requests.of('cms')[0]?.detail).toMatch(/signature|key|time|Authorization/);
  });

  test('is required: requests without it get 401', async () => {
    const { send, simulator } = await open();
    expect(
      (await send(`${simulator.cmsUrl}/rest/cmsapp/v1/ping`, { method: 'POST', body: '{}' })).status,
    ).toBe(401);
  });

  test('must cover the host', async () => {
    const { send, simulator } = await open();
    const authorization = 'auth-v2/demo-access-key/2025-01-02T03:04:05Z/content-type/00';
    const headers = { authorization, 'content-type': 'application/json' };
    await send(`${simulator.cmsUrl}/rest/cmsapp/v1/ping`, { method: 'POST', body: '{}', headers });
    expect(simulator.requests.of('cms')[0]?.detail).toBe('the host header is not among the signed ones');
  });

  test('may have any age without a window, and five minutes with one', async () => {
    const { cms, clock, simulator } = await open();
    const old = new Date(clock.now() - 301_000).toISOString();
    expect((await cms('ping', {}, { at: old })).status).toBe(200);
    simulator.cms.rules.signatureWindowMs = 300_000;
    expect((await cms('ping', {}, { at: old })).status).toBe(401);
    expect((await cms('ping', {})).status).toBe(200);
    simulator.cms.clockSkewMs = 600_000;
    const skewed = await cms('ping', {});
    expect(skewed.status).toBe(401);
    expect(Date.parse(String(skewed.headers.date)) - clock.now()).toBe(600_000);
  });

  test('accepts timestamps in seconds, milliseconds or both, as configured', async () => {
    const { cms, simulator } = await open();
    simulator.cms.rules.timestamps = 'seconds';
    expect((await cms('ping', {}, { at: '2026-11-23T09:00:00Z' })).status).toBe(200);
    expect((await cms('ping', {}, { at: '2026-11-23T09:00:00.000Z' })).status).toBe(401);
    simulator.cms.rules.timestamps = 'milliseconds';
    expect((await cms('ping', {}, { at: '2026-11-23T09:00:00Z' })).status).toBe(401);
  });

  test('is invalid after its keys are replaced, and valid again when they are restored', async () => {
    const { cms, simulator } = await open();
    const old = { accessKey: simulator.cms.accessKey, secretKey: simulator.cms.secretKey };
    simulator.cms.rotateKeys();
    expect((await cms('ping', {})).status).toBe(200);
    expect(simulator.cms.accessKey).not.toBe(old.accessKey);
    simulator.cms.restoreKeys();
    expect(simulator.cms).toMatchObject(old);
  });
});

function sendVector({ send, simulator }: ContactCenter, vector: Vector, changed: Changed = {}) {
  const body = changed.body ?? ('body' in vector ? vector.body : undefined);
  const contentType =
    changed.contentType ?? ('content-type' in vector.headers ? vector.headers['content-type'] : undefined);
  return send(`${simulator.cmsUrl}${changed.path ?? vector.path}`, {
    method: vector.method,
    headers: {
      host: changed.host ?? HOST,
      authorization: changed.authorization ?? vector.authorization,
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
    },
    ...(body === undefined ? {} : { body }),
  });
}
