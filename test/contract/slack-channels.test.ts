import { expect, test } from 'vitest';
import { createSlackChannels } from '../../src/slack/web-api/slack-channels.ts';
import { createSlackClient } from '../../src/slack/web-api/slack-client.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

const IDENTITY = { ok: true, team_id: 'T0OURS', enterprise_id: 'E0OURS', user_id: 'U0BOT', bot_id: 'B0BOT' };
const NAMES: Readonly<Record<string, string>> = { T0ACME: 'Acme Ltd' };

/** Returns the directory of channels of a Slack with this reply to `conversations.info`. */
async function channelsOf(answer: object | null) {
  const client = createSlackClient({
    botToken: 'xoxb-1',
    apiUrl: 'https://slack.com/api/',
    clock: { monotonic: () => 0 },
    logger: createRecordingLogger(),
    fetch: async (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      if (pathname === '/api/auth.test') return Response.json(IDENTITY);
      if (pathname === '/api/conversations.info') return Response.json(answer);
      const id = new URLSearchParams(typeof init?.body === 'string' ? init.body : '').get('team') ?? '';
      const name = NAMES[id];
      return Response.json(
        name === undefined ? { ok: false, error: 'team_not_found' } : { ok: true, team: { id, name } },
      );
    },
  });
  await client.identify(AbortSignal.timeout(60_000));
  return createSlackChannels({ client });
}
const sharingOf = async (channel: unknown) => (await channelsOf({ ok: true, channel })).sharing('C1');

const PLAIN = { id: 'C1', is_shared: false, is_ext_shared: false, is_org_shared: false };
const PENDING = { ...PLAIN, is_pending_ext_shared: true };
/** A channel of several workspaces of our organisation. */
const OF_THE_ORGANISATION = {
  ...PLAIN,
  is_shared: true,
  is_org_shared: true,
  shared_team_ids: ['T0OURS', 'T0SISTER', 'E0OURS'],
  internal_team_ids: ['T0SISTER'],
};

const OWN = { kind: 'own' };
const UNNAMED = { kind: 'shared', organisations: [] };
const sharedWith = (...organisations: object[]) => ({ kind: 'shared', organisations });
const ACME = { id: 'T0ACME', name: 'Acme Ltd' };
const GLOBEX = { id: 'E0GLOBEX', name: null };

test.each<[string, object, object]>([
  ['of this workspace', PLAIN, OWN],
  ['of workspaces of our organisation', OF_THE_ORGANISATION, OWN],
  ['with is_shared only', { id: 'C1', is_shared: false }, OWN],
  [
    'of our organisation and another',
    {
      ...OF_THE_ORGANISATION,
      is_ext_shared: true,
      connected_team_ids: ['T0ACME', 'E0OURS'],
      conversation_host_id: 'E0OURS',
    },
    sharedWith(ACME),
  ],
  [
    'that another organisation hosts',
    { ...PLAIN, is_shared: true, is_ext_shared: true, conversation_host_id: 'E0GLOBEX' },
    sharedWith(GLOBEX),
  ],
  ['with others whom Slack does not name', { ...PLAIN, is_ext_shared: true }, UNNAMED],
  ['with a true is_shared only', { id: 'C1', is_shared: true }, UNNAMED],
  ['with an invitation', { ...PENDING, pending_shared: ['T0ACME'] }, sharedWith(ACME)],
  ['with an invitation without a name', PENDING, UNNAMED],
  ['with a pending connection', { ...PLAIN, pending_connected_team_ids: ['T0ACME'] }, sharedWith(ACME)],
  [
    'of our organisation, with an invitation to another',
    { ...OF_THE_ORGANISATION, is_pending_ext_shared: true, pending_shared: ['T0ACME'] },
    sharedWith(ACME),
  ],
  ['that is a group of people', { ...PLAIN, is_mpim: true, is_group: true }, OWN],
])('a channel %s', async (_name, channel, sharing) => {
  expect(await sharingOf(channel)).toEqual(sharing);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['no flags', { id: 'C1' }],
  ['flags that are texts', { ...PLAIN, is_ext_shared: 'false' }],
  ['that it is of the organisation, and not whether of others', { id: 'C1', is_org_shared: true }],
  ['a direct message between two people', { id: 'D1', is_im: true, is_org_shared: false }],
])('the readers of a channel are unknown if Slack returns %s', async (_name, channel) => {
  expect(await sharingOf(channel)).toMatchObject({ kind: 'unknown' });
});

test.each(['missing_scope', 'channel_not_found', 'not_in_channel'])(
  'the readers of a channel are unknown if Slack refuses (%s)',
  async (error) => {
    const channels = await channelsOf({ ok: false, error });
    expect(await channels.sharing('C1')).toEqual({ kind: 'unknown', refusal: error });
  },
);

test.each(['internal_error', 'fatal_error', 'ratelimited', 'service_unavailable'])(
  'a failure of Slack says nothing about the readers of a channel (%s)',
  async (error) => {
    const channels = await channelsOf({ ok: false, error });
    await expect(channels.sharing('C1')).rejects.toMatchObject({ code: 'slack-unreachable' });
    expect(await channels.joined('C1', 'T0ACME')).toEqual(ACME);
  },
);

test('a joining workspace counts as another organisation unless Slack says that it is of ours', async () => {
  const channels = await channelsOf({ ok: true, channel: OF_THE_ORGANISATION });
  const joined = await Promise.all(
    ['T0SISTER', 'E0OURS', 'T0OURS', 'E0GLOBEX'].map((id) => channels.joined('C1', id)),
  );
  expect(joined).toEqual([null, null, null, GLOBEX]);
});
