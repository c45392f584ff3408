import { describe, expect, test } from 'vitest';
import { createSlackStanding } from '../../../../src/slack/web-api/slack-standing.ts';

const API = 'https://slack.com/api/';
const ALL =
  'commands,chat:write,im:write,files:write,channels:read, groups:read,users:read,usergroups:read,team:read';

/** Returns the standing after these replies, one for each call of a method; an `Error` is a failed call. */
async function after(answers: readonly (Response | Error)[], method = 'users.info') {
  const left = [...answers];
  const standing = createSlackStanding({
    apiUrl: API,
    fetch: () => {
      const answer = left.shift() ?? new Error('asked too often');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  for (const _ of answers) await standing.fetch(API + method).catch(() => undefined);
  return standing;
}

const answer = (body: object, scopes?: string) =>
  Response.json(body, scopes === undefined ? {} : { headers: { 'x-oauth-scopes': scopes } });

describe('the standing of the token', () => {
  test.each([
    'account_inactive',
    'invalid_auth',
    'not_authed',
    'org_login_required',
    'team_access_not_granted',
    'team_disabled',
    'token_expired',
    'token_revoked',
    'user_removed_from_team',
  ])('%s rejects the token', async (error) => {
    const standing = await after([answer({ ok: false, error })]);
    expect(standing.outcome()).toEqual({ kind: 'token-refused', code: error });
    expect(standing.isInDoubt()).toBe(true);
  });

  test.each(['missing_scope', 'user_not_found', 'channel_not_found', 'ratelimited'])(
    '%s is an answer that accepts the token',
    async (error) => {
      const standing = await after([
        answer({ ok: false, error: 'token_revoked' }),
        answer({ ok: false, error }),
      ]);
      expect(standing.outcome()).toEqual({ kind: 'answered' });
    },
  );

  test.each<[string, Response | Error]>([
    ['a page of HTML', new Response('<html></html>')],
    ['a failure of Slack’s own', answer({ ok: false, error: 'internal_error' })],
    ['nothing', new Response('')],
    ['JSON that is no answer', Response.json(null)],
    ['HTTP 503', new Response('upstream error', { status: 503 })],
    ['HTTP 204', new Response(null, { status: 204 })],
    ['a connection that breaks', new TypeError('fetch failed')],
  ])('%s is no answer', async (_name, given) => {
    expect((await after([given])).outcome()).toEqual({ kind: 'no-answer', inARow: 1 });
  });

  test('calls without an answer are counted until the next answer', async () => {
    const broken = new TypeError('fetch failed');
    expect((await after([broken, broken, broken])).outcome()).toEqual({ kind: 'no-answer', inARow: 3 });
    expect((await after([broken, answer({ ok: true }), broken])).outcome()).toMatchObject({ inARow: 1 });
  });

  test('a 429 is an answer', async () => {
    expect((await after([new Response('', { status: 429 })])).outcome()).toEqual({ kind: 'answered' });
  });

  test('the app-level token does not affect it', async () => {
    const standing = await after([answer({ ok: false, error: 'invalid_auth' })], 'apps.connections.open');
    expect(standing.outcome()).toEqual({ kind: 'not-checked' });
  });

  test('no answer changes it after the app was removed', async () => {
    const standing = await after([]);
    standing.removed('app_uninstalled');
    await standing.fetch(`${API}auth.test`).catch(() => undefined);
    expect(standing.outcome()).toEqual({ kind: 'token-refused', code: 'app_uninstalled' });
    expect(standing.isInDoubt()).toBe(false);
  });

  test('the caller reads the unchanged answer', async () => {
    const standing = createSlackStanding({
      apiUrl: API,
      fetch: async () => Response.json({ ok: true }, { status: 200, headers: { 'x-slack-req-id': '1' } }),
    });
    const response = await standing.fetch(`${API}auth.test`);
    expect(response.headers.get('x-slack-req-id')).toBe('1');
    expect(await response.json()).toEqual({ ok: true });
  });
});

describe('scopes', () => {
  test('are those of the latest answer: a reinstalled app needs no restart', async () => {
    expect((await after([answer({ ok: true }, 'commands,chat:write')])).missingScopes()).toContain(
      'users:read',
    );
    expect(
      (await after([answer({ ok: true }, 'commands'), answer({ ok: true }, ALL)])).missingScopes(),
    ).toEqual([]);
  });

  test('are not missing before Slack has named them, except one that it demanded', async () => {
    expect((await after([answer({ ok: true })])).missingScopes()).toEqual([]);
    const refused = answer({ ok: false, error: 'missing_scope', needed: 'users:read', provided: 'commands' });
    expect((await after([refused])).missingScopes()).toEqual(['users:read']);
  });
});
