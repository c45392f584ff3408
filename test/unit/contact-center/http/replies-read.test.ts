import { expect, test } from 'vitest';
import { createDispatcher } from '../../../../src/contact-center/http/dispatcher.ts';
import { createRateLimiter } from '../../../../src/contact-center/http/rate-limiter.ts';
import { createUpstreamClient } from '../../../../src/contact-center/http/upstream-client.ts';
import type { Ask, Reading } from '../../../../src/domain/floor/reading.ts';
import { FloorwalkerError } from '../../../../src/errors.ts';
import { createManualClock, NINE } from '../../../support/clocks/manual-clock.ts';
import { json, startLocalUpstream } from '../../../support/peers/local-upstream.ts';
import { createRecordingLogger } from '../../../support/peers/recording-logger.ts';

const VALUE: Reading<number> = { kind: 'value', value: 0, takenAt: NINE };
const QUESTION = { method: 'GET', path: '/x', headers: {} } as const;

async function open() {
  const upstream = await startLocalUpstream(json({}));
  const client = createUpstreamClient({
    name: 'CC-CMS',
    dispatcher: createDispatcher(upstream.origin, undefined),
    clock: createManualClock(),
    logger: createRecordingLogger(),
  });
  const ask: Ask = { signal: AbortSignal.timeout(15_000), urgency: 'person' };
  const fail = (endpoint: string) =>
    client
      .outcome(endpoint, () => Promise.reject(new FloorwalkerError('upstream-failed', { detail: endpoint })))
      .catch(() => undefined);
  return {
    client,
    ask,
    fail,
    async [Symbol.asyncDispose]() {
      await client.close();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

test('a question without a request is no answer of the upstream', async () => {
  await using it = await open();
  await it.client.outcome('a', async () => VALUE);
  expect(it.client.health()).toEqual({ lastReplyAt: null, failure: null });
  await it.fail('a');
  await it.client.outcome('a', async () => VALUE);
  expect(it.client.health()).toMatchObject({ failure: { code: 'upstream-failed' } });
});

test('a reply counts for the question that read it, also if questions wait for each other', async () => {
  await using it = await open();
  await it.fail('c');
  const pace = createRateLimiter({ requests: 1, perMs: 1 });
  const put = (endpoint: string) =>
    it.client.outcome(endpoint, async () => {
      await pace(it.ask, () => it.client.ask(QUESTION, it.ask));
      return VALUE;
    });
  await Promise.all([put('a'), put('b'), put('c')]);
  expect(it.client.health().failure).toBeNull();
});
