import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  authorization,
  type CmsKeys,
  canonicalRequest,
  type RequestToSign,
} from '../../../../src/contact-center/cms/signature.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

const KEYS: CmsKeys = { accessKey: 'demo-access-key', secretKey: 'demo-secret-key', timestamp: 'seconds' };
const HOST = { host: 'cms.example.test:28443' };
const TIME = Date.UTC(2025, 0, 2, 3, 4, 5, 678);

interface Vector {
  readonly name: string;
  readonly request: RequestToSign;
  readonly timestamp: CmsKeys['timestamp'];
  readonly canonical: string;
  readonly header: string;
}

/** Test vectors that two languages computed from the published algorithm; the vendor publishes none. */
const VECTORS: readonly Vector[] = [
  {
    name: 'a POST that signs the host only',
    request: {
      method: 'POST',
      path: '/rest/cmsapp/v1/openapi/agent/queryagentcalls',
      headers: HOST,
      body: '{"ccId":1,"vdn":170,"agentId":1099}',
    },
    timestamp: 'seconds',
    canonical:
      'POST\n/rest/cmsapp/v1/openapi/agent/queryagentcalls\nhost\nhost:cms.example.test%3A28443\n' +
      '%7B%22ccId%22%3A1%2C%22vdn%22%3A170%2C%22agentId%22%3A1099%7D',
    header:
      'auth-v2/demo-access-key/2025-01-02T03:04:05Z/host/' +
      '6a11c9efde374a802d2e28b5e8a704a09beab091f4700f26d0097178ff2edbd2',
  },
  {
    name: 'a POST that signs three headers, with milliseconds',
    request: {
      method: 'POST',
      path: '/rest/cmsapp/v1/openapi/agentgroup/systemstate',
      headers: { ...HOST, 'Content-Type': ' application/json;charset=UTF-8 ', 'content-length': '41' },
      body: '{"ccId":1,"vdn":1,"offset":0,"limit":100}',
    },
    timestamp: 'milliseconds',
    canonical:
      'POST\n/rest/cmsapp/v1/openapi/agentgroup/systemstate\ncontent-length;content-type;host\n' +
      'content-length:41\ncontent-type:application%2Fjson%3Bcharset%3DUTF-8\nhost:cms.example.test%3A28443\n' +
      '%7B%22ccId%22%3A1%2C%22vdn%22%3A1%2C%22offset%22%3A0%2C%22limit%22%3A100%7D',
    header:
      'auth-v2/demo-access-key/2025-01-02T03:04:05.678Z/content-length;content-type;host/' +
      'd9e553d9d24841808561fcee8f88683872998cbf0a061ff4b923a7f58f07885f',
  },
  {
    name: 'a GET without a body, which ends with the headers’ line break',
    request: { method: 'GET', path: '/rest/cmsapp/v1/openapi/agentgroup/restreasons/1/170', headers: HOST },
    timestamp: 'seconds',
    canonical:
      'GET\n/rest/cmsapp/v1/openapi/agentgroup/restreasons/1/170\nhost\nhost:cms.example.test%3A28443\n',
    header:
      'auth-v2/demo-access-key/2025-01-02T03:04:05Z/host/' +
      '1d97e3cb1eba8275b2058c1acf6f2c35e77a63765e47623de9188e883c559fbf',
  },
  {
    name: 'a query and a body in other scripts',
    request: {
      method: 'POST',
      path: '/rest/cmsapp/v1/ping',
      query: { b: '2 3', a: '~x/y' },
      headers: HOST,
      body: '{"say":"Olá 世界!"}',
    },
    timestamp: 'seconds',
    canonical:
      'POST\n/rest/cmsapp/v1/ping\na=~x%2Fy&b=2%203\nhost\nhost:cms.example.test%3A28443\n' +
      '%7B%22say%22%3A%22Ol%C3%A1%20%E4%B8%96%E7%95%8C%21%22%7D',
    header:
      'auth-v2/demo-access-key/2025-01-02T03:04:05Z/host/' +
      '010829390d716cb0b87b8ecff7ee210f67469a3857212cea73c02d4422a170b5',
  },
];

describe.for(VECTORS)('the signature of $name', ({ request, timestamp, canonical, header }) => {
  test('signs the expected text', () => {
    expect(canonicalRequest(request)).toBe(canonical);
  });

  test('gives the expected header', () => {
    expect(authorization(request, { ...KEYS, timestamp }, TIME)).toBe(header);
  });
});

describe('the text that is signed', () => {
  const base: RequestToSign = { method: 'POST', path: '/x', headers: HOST };

  test('keeps letters, digits and - . _ ~, and percent-encodes every other byte in upper case', async () => {
    await checkProperty(
      fc.property(fc.string({ unit: 'grapheme' }), (body) => {
        const encoded = canonicalRequest({ ...base, body })
          .split('\n')
          .slice(4)
          .join('\n');
        const expected = Array.from(new TextEncoder().encode(body), (byte) => {
          const character = String.fromCharCode(byte);
          return /[A-Za-z0-9\-._~]/.test(character)
            ? character
            : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
        }).join('');
        expect(encoded).toBe(expected);
      }),
    );
  });

  test.for([
    ["!'()*", '%21%27%28%29%2A'],
    ['%2F', '%252F'],
    ['+&=?#', '%2B%26%3D%3F%23'],
    ['\n\r\t\u0000', '%0A%0D%09%00'],
    ['😀', '%F0%9F%98%80'],
    ['', ''],
  ] as const)('writes %o as %s', ([body, encoded]) => {
    expect(canonicalRequest({ ...base, body })).toBe(
      `POST\n/x\nhost\nhost:cms.example.test%3A28443\n${encoded}`,
    );
  });

  test('does not depend on the order of headers or of the query', () => {
    const headers = { host: 'h', b: '2', a: '1' };
    const query = { z: '1', a: '2' };
    expect(canonicalRequest({ ...base, headers, query })).toBe(
      canonicalRequest({ ...base, headers: reversed(headers), query: reversed(query) }),
    );
  });
});

function reversed(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).toReversed());
}
