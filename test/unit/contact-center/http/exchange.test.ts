import { gzipSync } from 'node:zlib';
import { Pool } from 'undici';
import { describe, expect, test } from 'vitest';
import { createCertificateAuthority } from '../../../../sandbox/contact-center/certificates.ts';
import { createDispatcher } from '../../../../src/contact-center/http/dispatcher.ts';
import { exchange } from '../../../../src/contact-center/http/exchange.ts';
import {
  type Answer,
  json,
  type LocalUpstream,
  startLocalUpstream,
} from '../../../support/peers/local-upstream.ts';

const QUESTION = { method: 'GET', path: '/agentgateway/resource/x', headers: {} } as const;
const LIMIT = 64 * 1024;

async function ask(upstream: LocalUpstream, signal: AbortSignal = AbortSignal.timeout(15_000)) {
  const pool = new Pool(upstream.origin, { maxResponseSize: LIMIT });
  try {
    return await exchange(pool, QUESTION, signal);
  } finally {
    await pool.destroy();
  }
}

/** Returns a body with a content type, sent unchanged. */
function body(contentType: string, bytes: string | Uint8Array, status = 200, headers = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, {
      ...(contentType === '' ? {} : { 'content-type': contentType }),
      ...headers,
    });
    response.end(bytes);
  };
}

describe('text', () => {
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Uint8Array.from(part))),
    );

  test.for([
    ['GBK', 'application/json; charset=GBK', bytes('"', [0xb2, 0xce, 0xca, 0xfd], '"'), '参数'],
    ['GB18030 in quotes', 'application/json;charset="gb18030"', bytes('"', [0xc1, 0x5c], '"'), '羂'],
    ['Big5', 'application/json; charset=big5', bytes('"', [0xb0, 0xd1], '"'), '參'],
    ['Latin 1', 'application/json; charset=ISO-8859-1', bytes('"', [0xe9], '"'), 'é'],
    ['UTF-16', 'application/json; charset=utf-16', Buffer.from('"参"', 'utf16le'), '参'],
    ['a charset that does not exist', 'application/json; charset=klingon', bytes('"参"'), '参'],
    ['an empty charset', 'application/json; charset=', bytes('"参"'), '参'],
    ['UTF-8 with its mark', 'application/json', bytes([0xef, 0xbb, 0xbf], '"参"'), '参'],
    [
      'UTF-8 with its mark that says GBK',
      'application/json; charset=GBK',
      bytes([0xef, 0xbb, 0xbf], '"参"'),
      '参',
    ],
    ['UTF-8 with two marks', 'application/json', bytes('\ufeff\ufeff"参"'), '参'],
    ['UTF-16 with its mark', 'application/json', bytes([0xff, 0xfe], [0x22, 0, 0xc2, 0x53, 0x22, 0]), '参'],
    [
      'UTF-8 that ends in the middle of a character',
      'application/json',
      bytes('"An', [0xe5, 0x8f], '"'),
      'An\ufffd',
    ],
    ['a lone continuation byte', 'application/json', bytes('"A', [0x80], 'n"'), 'A\ufffdn'],
    [
      'GBK that ends in the middle of a character',
      'application/json;charset=gbk',
      bytes('"A', [0xb2], '"'),
      'A\ufffd',
    ],
    ['control characters', 'application/json', bytes('"A\tn\n\u0000a"'), 'A n  a'],
    ['zeros behind the text', 'application/json', bytes('"Ana"', [0, 0, 0]), 'Ana'],
  ] as const)('is read from %s', async ([, contentType, sent, expected]) => {
    await using upstream = await startLocalUpstream(body(contentType, sent));
    expect(await ask(upstream)).toMatchObject({ json: expected });
  });
});

test.for(['announced', 'not announced'])(
  'a body of the maximum size is read, one byte more is not: %s',
  async (how) => {
    const limit = 1_000;
    const sized =
      (size: number): Answer =>
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        if (how === 'not announced') response.flushHeaders();
        response.end(`"${'x'.repeat(size - 2)}"`);
      };
    await using upstream = await startLocalUpstream(sized(limit));
    const pool = new Pool(upstream.origin);
    const read = () => exchange(pool, { ...QUESTION, maxBodyBytes: limit }, AbortSignal.timeout(15_000));
    expect(await read()).toMatchObject({ status: 200 });
    upstream.answer = sized(limit + 1);
    await expect(read()).rejects.toMatchObject({ code: 'upstream-too-large' });
    await pool.destroy();
  },
);

test('requests have a user agent, and ask for no compression', async () => {
  await using upstream = await startLocalUpstream(json({}));
  await ask(upstream);
  expect(upstream.requests[0]?.headers).toMatchObject({
    'user-agent': 'Floorwalker',
    accept: 'application/json',
    'accept-encoding': 'identity',
  });
});

test('the headers of a reply are returned even if its body is malformed', async () => {
  const cut = body('application/json', '{"retcode":', 200, { 'set-guid': 'JSESSIONID=x' });
  await using upstream = await startLocalUpstream(cut);
  const heads: object[] = [];
  const pool = new Pool(upstream.origin);
  const reply = exchange(pool, QUESTION, AbortSignal.timeout(15_000), (head) => heads.push(head));
  await expect(reply).rejects.toMatchObject({ code: 'upstream-garbled' });
  expect(heads).toMatchObject([{ status: 200, headers: { 'set-guid': 'JSESSIONID=x' } }]);
  await pool.destroy();
});

describe('a reply that can be read', () => {
  test.for([
    'application/json',
    'application/json; charset=UTF-8',
    'application/json;charset=utf-8',
    'APPLICATION/JSON',
    'application/problem+json',
  ])('is JSON as %s', async (contentType) => {
    await using upstream = await startLocalUpstream(body(contentType, '{"retcode":"0"}'));
    expect(await ask(upstream)).toMatchObject({ status: 200, json: { retcode: '0' } });
  });

  test('is a refusal by its status, whatever its body', async () => {
    for (const answer of [
      body('text/html', '<h1>blocked</h1>', 418),
      body('', '', 403),
      body('application/json', '{"cut', 401),
      body('application/json', gzipSync('{}'), 503, { 'content-encoding': 'gzip' }),
    ]) {
      await using upstream = await startLocalUpstream(answer);
      const reply = await ask(upstream);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.json).toBeUndefined();
    }
  });

  test('keeps the JSON of a refusal', async () => {
    await using upstream = await startLocalUpstream(json({ retcode: '000-003' }, 401));
    expect(await ask(upstream)).toMatchObject({ status: 401, json: { retcode: '000-003' } });
  });

  test('is not followed through a redirect', async () => {
    await using upstream = await startLocalUpstream(body('text/html', '', 302, { location: '/elsewhere' }));
    expect(await ask(upstream)).toMatchObject({ status: 302, json: undefined });
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('a reply that cannot be read is garbled', () => {
  test.for([
    ['HTML with status 200', body('text/html; charset=utf-8', '<html></html>'), /got text\/html, identity/],
    ['JSON with another content type', body('text/plain', '{}'), /got text\/plain/],
    ['no content type', body('', '{}'), /got unnamed/],
    ['something that only begins like JSON', body('application/jsonp', '{}'), /got application\/jsonp/],
    ['an empty body', body('application/json', ''), /0 bytes that are not JSON/],
    [
      'truncated JSON',
      body('application/json', '{"retcode":"0","result":[{"workno'),
      /33 bytes that are not JSON/,
    ],
    [
      'gzip that was not requested',
      body('application/json', gzipSync('{}'), 200, { 'content-encoding': 'gzip' }),
      /application\/json, gzip/,
    ],
  ] as const)('%s', async ([, answer, said]) => {
    await using upstream = await startLocalUpstream(answer);
    await expect(ask(upstream)).rejects.toMatchObject({
      code: 'upstream-garbled',
      detail: expect.stringMatching(said),
    });
  });

  test.for(['<!channel> 13800138000', 'Ana/13800138000', '13800138000', 'text/13800138000; charset=x'])(
    'and unknown text in a header is not repeated: %s',
    async (type) => {
      const answer = body(type, '{}', 200, { 'content-encoding': 'Ana-13800138000' });
      await using upstream = await startLocalUpstream(answer);
      await expect(ask(upstream)).rejects.toSatisfy((error: Error) => !/138|Ana/.test(error.message));
    },
  );
});

describe('an incomplete reply', () => {
  test('is "reset" if the connection breaks before the headers', async () => {
    await using upstream = await startLocalUpstream((_request, response) => {
      response.socket?.resetAndDestroy();
    });
    await expect(ask(upstream)).rejects.toMatchObject({ code: 'upstream-reset' });
  });

  test('is "reset" if the connection breaks in the middle of the body', async () => {
    await using upstream = await startLocalUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"retcode":', () => response.socket?.destroy());
    });
    await expect(ask(upstream)).rejects.toMatchObject({ code: 'upstream-reset' });
  });

  test('is a time-out if the budget ends before the headers or in the middle of the body', async () => {
    for (const start of [false, true]) {
      const asked = Promise.withResolvers<void>();
      await using upstream = await startLocalUpstream((_request, response) => {
        if (start) response.writeHead(200, { 'content-type': 'application/json' }).write('{');
        asked.resolve();
      });
      const budget = new AbortController();
      const reply = ask(upstream, budget.signal);
      await asked.promise;
      budget.abort(new DOMException('The operation timed out', 'TimeoutError'));
      await expect(reply).rejects.toMatchObject({ code: 'upstream-timeout' });
    }
  });

  test('is "too large" beyond the limit, and is not read further', async () => {
    let closed = false;
    await using upstream = await startLocalUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(16 * 1024, ' ');
      const pour = () => {
        if (!response.destroyed) response.write(chunk, pour);
      };
      response.once('close', () => {
        closed = true;
      });
      pour();
    });
    await expect(ask(upstream)).rejects.toMatchObject({ code: 'upstream-too-large' });
    await expect.poll(() => closed).toBe(true);
  });

  test('is "unreachable" if no server listens', async () => {
    const upstream = await startLocalUpstream(json({}));
    await upstream[Symbol.asyncDispose]();
    await expect(ask(upstream)).rejects.toMatchObject({
      code: 'upstream-unreachable',
      detail: 'ECONNREFUSED',
    });
  });
});

describe('certificates', () => {
  test.for([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['wrong-ca', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ] as const)('one that is %s is never accepted', async ([variant, detail]) => {
    const authority = await createCertificateAuthority();
    await using upstream = await startLocalUpstream(json({}), await authority.issue(variant));
    const dispatcher = createDispatcher(upstream.origin, authority.ca);
    await expect(exchange(dispatcher, QUESTION, AbortSignal.timeout(15_000))).rejects.toMatchObject({
      code: 'upstream-tls',
      detail,
    });
    expect(upstream.requests).toHaveLength(0);
    await dispatcher.destroy();
  });

  test('the site’s own authority is trusted only if it is configured', async () => {
    const authority = await createCertificateAuthority();
    await using upstream = await startLocalUpstream(json({ retcode: '0' }), await authority.issue('valid'));
    const trusting = createDispatcher(upstream.origin, authority.ca);
    expect(await exchange(trusting, QUESTION, AbortSignal.timeout(15_000))).toMatchObject({ status: 200 });
    const without = createDispatcher(upstream.origin, undefined);
    await expect(exchange(without, QUESTION, AbortSignal.timeout(15_000))).rejects.toMatchObject({
      code: 'upstream-tls',
    });
    await Promise.all([trusting.destroy(), without.destroy()]);
  });

  test('a plain-text port instead of TLS is a failure of TLS', async () => {
    await using upstream = await startLocalUpstream(json({}));
    const dispatcher = createDispatcher(upstream.origin.replace('http:', 'https:'), undefined);
    await expect(exchange(dispatcher, QUESTION, AbortSignal.timeout(15_000))).rejects.toMatchObject({
      code: 'upstream-tls',
    });
    await dispatcher.destroy();
  });
});
