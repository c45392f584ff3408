import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../../slack/clock.ts';
import type { Fault } from '../../slack/faults.ts';
import { startWorkspace, type Workspace } from '../../slack/workspace.ts';
import { callSlack } from '../support/call-slack.ts';
import { echoManifest } from '../support/echo-app.ts';

/** Faults of Slack as the app sees them, with their effects on the workspace. */

let workspace: Workspace;
let clock: ManualClock;

beforeEach(async () => {
  clock = createManualClock();
  workspace = await startWorkspace({ manifest: echoManifest, clock });
});

afterEach(async () => await workspace.stop());

const post = (signal?: AbortSignal) =>
  fetch(`${workspace.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${workspace.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'C0OPS', text: 'x' }),
    ...(signal && { signal }),
  });
const posted = () => workspace.as('U0ADA').messages('C0OPS').length;

describe('a rate limit', () => {
  test('rejects all calls until Retry-After is over', async () => {
    workspace.faults.add({ method: 'chat.postMessage', kind: 'rate-limited', retryAfter: 30 });
    const first = await post();
    expect([first.status, first.headers.get('retry-after'), await first.json()]).toEqual([
      429,
      '30',
      { ok: false, error: 'ratelimited' },
    ]);
    clock.advance(20_000);
    expect((await post()).headers.get('retry-after')).toBe('10');
    clock.advance(10_000);
    expect((await post()).status).toBe(200);
    expect(posted()).toBe(1);
  });

  test('applies to its method only', async () => {
    workspace.faults.add({ method: 'chat.update', kind: 'rate-limited', retryAfter: 30 });
    expect((await post()).status).toBe(200);
  });
});

test.each<[string, Fault, number, number]>([
  ['500 before', { kind: 'status', status: 500 }, 500, 0],
  ['503 after', { kind: 'status', status: 503, when: 'after' }, 503, 1],
  ['HTML', { kind: 'html' }, 200, 0],
  ['HTML after', { kind: 'html', when: 'after' }, 200, 1],
  ['a platform error', { kind: 'platform-error', error: 'account_inactive' }, 200, 0],
  ['slowness', { kind: 'slow', ms: 20 }, 200, 1],
])('%s', async (_name, fault, status, left) => {
  workspace.faults.add({ ...fault, method: 'chat.postMessage' });
  const response = await post();
  expect(response.status).toBe(status);
  expect(posted()).toBe(left);
  // The fault is used up, so the next call succeeds.
  expect((await post()).status).toBe(200);
  expect(posted()).toBe(left + 1);
});

test.each<[string, Fault, number]>([
  ['a reset before', { kind: 'reset' }, 0],
  ['a reset after', { kind: 'reset', when: 'after' }, 1],
  ['silence before', { kind: 'timeout' }, 0],
  ['silence after', { kind: 'timeout', when: 'after' }, 1],
])('%s: the call gets no reply', async (_name, fault, left) => {
  workspace.faults.add({ ...fault, method: '*' });
  const abandoned = new AbortController();
  const [outcome] = await Promise.allSettled([post(abandoned.signal), abandonOnceReceived()]);
  expect(outcome).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringMatching(/fetch failed|abandoned/) },
  });
  expect(posted()).toBe(left);

  async function abandonOnceReceived(): Promise<void> {
    await expect.poll(() => workspace.requests.length).toBe(1);
    if (fault.kind === 'timeout') abandoned.abort(new Error('abandoned'));
  }
});

test('a reply that is cut in the middle cannot be read', async () => {
  workspace.faults.add({ kind: 'truncated', when: 'after' });
  const response = await post();
  await expect(response.json()).rejects.toThrow(/JSON/);
  expect(posted()).toBe(1);
});

test('a fault applies the given number of times, and is in the log', async () => {
  workspace.faults.add({ kind: 'status', status: 500, times: 2 });
  const statuses = [await post(), await post(), await post()].map((response) => response.status);
  expect(statuses).toEqual([500, 500, 200]);
  expect(workspace.requests.map(({ method, error }) => [method, error])).toEqual([
    ['chat.postMessage', 'http_500'],
    ['chat.postMessage', 'http_500'],
    ['chat.postMessage', undefined],
  ]);
});

test('with rate limits, a channel accepts a short burst and then one post per second', async () => {
  const strict = await startWorkspace({ manifest: echoManifest, clock, rateLimits: true });
  const say = async (channel: string) =>
    (await callSlack(strict, 'chat.postMessage', { channel, text: 'x' })).ok;
  const burst = [await say('C0OPS'), await say('C0OPS'), await say('C0OPS'), await say('C0OPS')];
  expect(burst).toEqual([true, true, true, true]);
  expect(await say('C0OPS')).toBe(false);
  expect(await say('C0GENERAL')).toBe(true);
  expect(strict.requests.at(-2)).toMatchObject({ httpStatus: 429, error: 'ratelimited' });
  clock.advance(1_000);
  expect([await say('C0OPS'), await say('C0OPS')]).toEqual([true, false]);
  await strict.stop();
});
