import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCmsRequests } from '../../../../src/contact-center/cms/cms-requests.ts';
import { createDispatcher } from '../../../../src/contact-center/http/dispatcher.ts';
import type { HttpReply } from '../../../../src/contact-center/http/exchange.ts';
import { createUpstreamClient } from '../../../../src/contact-center/http/upstream-client.ts';
import type { Ask } from '../../../../src/domain/floor/reading.ts';
import { createManualClock, NINE } from '../../../support/clocks/manual-clock.ts';
import { json, startLocalUpstream } from '../../../support/peers/local-upstream.ts';
import { createRecordingLogger } from '../../../support/peers/recording-logger.ts';
import {
  CMS_KEYS,
  type CmsAnswer,
  createScriptedCms,
  refusal,
  success,
} from '../../../support/peers/scripted-cms.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

function open(answer: CmsAnswer) {
  const client = createScriptedCms(answer);
  const clock = createManualClock();
  const requests = createCmsRequests({ client, clock, host: 'cms:28443', keys: CMS_KEYS, ccId: 1, vdn: 170 });
  return { client, clock, requests };
}

function ask(): Ask {
  return { signal: AbortSignal.timeout(15_000), urgency: 'person' };
}

describe('a request to the CMS', () => {
  test('names the call centre and the VDN, and is signed at the time of the wall clock', async () => {
    const { client, requests } = open(() => success([]));
    await requests.flat('agent/queryagentcalls', { agentId: 1099 }, ask());
    const [question] = client.questions;
    expect(question?.request).toMatchObject({
      method: 'POST',
      path: '/rest/cmsapp/v1/openapi/agent/queryagentcalls',
      body: '{"ccId":1,"vdn":170,"agentId":1099}',
      headers: {
        host: 'cms:28443',
        'content-type': 'application/json;charset=UTF-8',
        authorization: expect.stringMatching(/^auth-v2\/AK\/2026-11-20T09:00:00Z\/host\/[0-9a-f]{64}$/),
      },
    });
  });

  test('has a signature of exactly the bytes that arrive', async () => {
    await using upstream = await startLocalUpstream(json({ resultCode: '0100000' }));
    const host = new URL(upstream.origin).host;
    const clock = createManualClock();
    const dispatcher = createDispatcher(upstream.origin, undefined);
    const logger = createRecordingLogger();
    const client = createUpstreamClient({ name: 'CC-CMS', dispatcher, clock, logger });
    const requests = createCmsRequests({ client, clock, host, keys: CMS_KEYS, ccId: 1, vdn: 170 });
    await checkProperty(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })), async (parameters) => {
        await requests.flat('agent/x', parameters, ask());
        const { path = '', body = '', headers = {} } = upstream.requests.at(-1) ?? {};
        expect(headers.host).toBe(host);
        expect(headers.authorization).toBe(signatureOf('POST', path, String(headers.host), body));
      }),
      30,
    );
    await client.close();
  });
});

/** Computes the signature from the description, independently of the code under test. */
function signatureOf(method: string, path: string, host: string, body: string): string {
  const prefix = 'auth-v2/AK/2026-11-20T09:00:00Z/host';
  const canonical = `${method}\n${path}\nhost\nhost:${percentEncoded(host)}\n${percentEncoded(body)}`;
  return `${prefix}/${hmac(hmac('SK', prefix), canonical)}`;
}

function percentEncoded(text: string): string {
  return Buffer.from(text)
    .toString('latin1')
    .replace(/[^A-Za-z0-9\-._~]/g, (byte) => {
      return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
    });
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

function unauthorized(date?: string): HttpReply {
  return { status: 401, headers: date === undefined ? {} : { date }, json: undefined };
}

function takes(style: 'flat' | 'wrapped'): CmsAnswer {
  return (question) => (question.style === style ? success({}) : refusal('0100002'));
}

describe('a rejected signature', () => {
  test.for([
    ['the clocks agree', new Date(NINE).toUTCString(), 'upstream-unauthorized', undefined],
    ['they differ by a minute', new Date(NINE + 60_000).toUTCString(), 'upstream-unauthorized', undefined],
    [
      'the CMS is ahead',
      new Date(NINE + 600_000).toUTCString(),
      'upstream-clock-skew',
      'the clocks differ by 600 s',
    ],
    [
      'the CMS is behind',
      new Date(NINE - 61_000).toUTCString(),
      'upstream-clock-skew',
      'the clocks differ by 61 s',
    ],
    ['it does not tell its time', undefined, 'upstream-unauthorized', undefined],
    ['its value is invalid', 'yesterday', 'upstream-unauthorized', undefined],
  ] as const)('where %s is %s: %s', async ([, date, code, detail]) => {
    const { requests } = open(() => unauthorized(date));
    await expect(requests.flat('agent/x', {}, ask())).rejects.toMatchObject({ code, detail });
  });

  test('gives an error without the keys', async () => {
    const { requests } = open(() => unauthorized());
    await expect(requests.flat('agent/x', {}, ask())).rejects.toSatisfy(
      (error: Error) => !/\bSK\b|auth-v2/.test(`${error.message} ${error.stack}`),
    );
  });
});

describe('the form of a body whose document contradicts itself', () => {
  test('is the example’s first, and stays so at a site that accepts it', async () => {
    const { client, requests } = open(takes('wrapped'));
    await requests.eitherStyle('agentgroup/systemstate', { offset: 0, limit: 100 }, ask());
    await requests.eitherStyle('agentgroup/systemstate', { offset: 100, limit: 100 }, ask());
    expect(client.questions.map(({ style }) => style)).toEqual(['wrapped', 'wrapped']);
    expect(client.questions[0]?.parameters).toEqual({ ccId: 1, vdn: 170, offset: 0, limit: 100 });
  });

  test('is the table’s after 0100002, once, and is remembered for that interface only', async () => {
    const { client, requests } = open(takes('flat'));
    expect(await requests.eitherStyle('a', {}, ask())).toMatchObject({ kind: 'payload' });
    expect(await requests.eitherStyle('a', {}, ask())).toMatchObject({ kind: 'payload' });
    expect(await requests.eitherStyle('b', {}, ask())).toMatchObject({ kind: 'payload' });
    expect(client.questions.map(({ path, style }) => `${path} ${style}`)).toEqual([
      'a wrapped',
      'a flat',
      'a flat',
      'b wrapped',
      'b flat',
    ]);
  });

  test('is not remembered if neither is accepted', async () => {
    const { client, requests } = open(() => refusal('0100002'));
    expect(await requests.eitherStyle('a', {}, ask())).toEqual({ kind: 'bad-parameter' });
    await requests.eitherStyle('a', {}, ask());
    expect(client.questions.map(({ style }) => style)).toEqual(['wrapped', 'flat', 'wrapped', 'flat']);
  });

  test('is kept once known: 0100002 then concerns the values', async () => {
    let legal = true;
    const { client, requests } = open((question) =>
      legal && question.style === 'flat' ? success({}) : refusal('0100002'),
    );
    await requests.eitherStyle('a', {}, ask());
    legal = false;
    expect(await requests.eitherStyle('a', {}, ask())).toEqual({ kind: 'bad-parameter' });
    expect(client.questions).toHaveLength(3);
  });

  test('does not change for other refusals', async () => {
    const { client, requests } = open(() => refusal('0101003'));
    await expect(requests.eitherStyle('a', {}, ask())).rejects.toMatchObject({
      code: 'upstream-rejected',
      detail: 'resultCode 0101003',
      reason: { kind: 'permission', endpoint: 'a', code: '0101003' },
    });
    expect(client.questions).toHaveLength(1);
  });
});
