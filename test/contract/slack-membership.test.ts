import { expect, test } from 'vitest';
import { createSlackClient } from '../../src/slack/web-api/slack-client.ts';
import { createSlackDirectory } from '../../src/slack/web-api/slack-directory.ts';
import { ACCOUNTS } from '../fixtures/slack-payloads.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

const IDENTITY = {
  ok: true,
  url: 'https://local.slack.com/',
  team: 'Local workspace',
  user: 'floorwalker',
  team_id: 'T0LOCAL',
  user_id: 'U0LOCALBOT',
  bot_id: 'B0LOCALBOT',
  enterprise_id: 'E0ORG',
  is_enterprise_install: false,
};
const BOT = { id: 'U0LOCALBOT', team_id: 'T0LOCAL', deleted: false, is_bot: true, is_restricted: false };

/** Returns a directory over a Slack with these accounts. */
async function directoryOf(accounts: Readonly<Record<string, object>>, identity: object = IDENTITY) {
  const client = createSlackClient({
    botToken: 'xoxb-1',
    apiUrl: 'https://slack.com/api/',
    clock: { monotonic: () => 0 },
    logger: createRecordingLogger(),
    fetch: async (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      if (pathname === '/api/auth.test') return Response.json(identity);
      const asked = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
      const user = accounts[asked.get('user') ?? ''];
      return Response.json(user === undefined ? { ok: false, error: 'user_not_found' } : { ok: true, user });
    },
  });
  await client.identify(AbortSignal.timeout(60_000));
  return createSlackDirectory({ client, clock: { now: () => 0, monotonic: () => 0 } });
}

test.each(Object.entries(ACCOUNTS))('a %s', async (_name, [membership, account]) => {
  const directory = await directoryOf({ U0ADA: account, U0LOCALBOT: BOT });
  expect(await directory.membership('U0ADA')).toBe(membership);
});

test('an account that may be a guest’s counts as one if our own account is not shown either', async () => {
  const [, account] = ACCOUNTS['account that may be a guest’s'];
  const directory = await directoryOf({ U0ADA: account });
  expect(await directory.membership('U0ADA')).toBe('guest');
});

test('an emulator that marks no account as a guest’s has no guests', async () => {
  const [, account] = ACCOUNTS['account that may be a guest’s'];
  const { is_restricted: _told, ...bot } = BOT;
  const directory = await directoryOf({ U0ADA: account, U0LOCALBOT: bot });
  expect(await directory.membership('U0ADA')).toBe('full-member');
});

test.each([
  ['no account', { ok: true }],
  ['an account of null', { ok: true, user: null }],
  ['flags that are texts', { ok: true, user: { ...ACCOUNTS.member[1], is_restricted: 'false' } }],
  [
    'teams that are a text',
    { ok: true, user: { ...ACCOUNTS.member[1], enterprise_user: { teams: 'T0LOCAL' } } },
  ],
])('an answer with %s says nothing about any account', async (_name, answer) => {
  const user: unknown = 'user' in answer ? answer.user : undefined;
  const directory = await directoryOf({ U0ADA: Object(user) });
  await expect(directory.membership('U0ADA')).rejects.toMatchObject({ code: 'slack-unreachable' });
});

test('an app that is installed in the organisation accepts the organisation’s people', async () => {
  const organisation = { ...IDENTITY, team_id: 'E0ORG', is_enterprise_install: true };
  const [, sister] = ACCOUNTS['person of a sister workspace'];
  const [, other] = ACCOUNTS['person of another organisation'];
  const directory = await directoryOf({ U0ADA: sister, U0OTHER: other }, organisation);
  expect(await directory.membership('U0ADA')).toBe('full-member');
  expect(await directory.membership('U0OTHER')).toBe('stranger');
});
