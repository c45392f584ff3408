import { expect, test } from 'vitest';
import type { Message } from '../../src/slack/block-kit/message.ts';
import { createSlackChannels } from '../../src/slack/web-api/slack-channels.ts';
import { createSlackPoster } from '../../src/slack/web-api/slack-poster.ts';
import { CHANNEL, PEOPLE, startOpsWorkspace } from '../support/bots/running-bot.ts';
import { createClient } from '../support/bots/slack-layer.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

/** Starts a poster. `onAnswer` is called with the method of each reply before the poster gets the reply. */
async function startPoster(onAnswer: (method: string) => void = () => undefined) {
  const workspace = await startOpsWorkspace();
  const client = createClient(workspace);
  await client.identify(new AbortController().signal);
  let open = 0;
  const fetch: typeof client.fetch = async (input, init) => {
    open += 1;
    try {
      const response = await client.fetch(input, init);
      onAnswer(new URL(input instanceof Request ? input.url : input).pathname.split('/').at(-1) ?? '');
      return response;
    } finally {
      open -= 1;
    }
  };
  const poster = createSlackPoster({
    ...client,
    channels: createSlackChannels({ client }),
    fetch,
    logger: createRecordingLogger(),
  });
  return { workspace, poster, open: () => open, [Symbol.asyncDispose]: () => workspace.stop() };
}
const words = { key: 'k1', message: { text: 'Hello', blocks: [] }, confirmedReaders: null };

test('a post whose time is over before the request is sent is not sent, then or later', async () => {
  const over = new AbortController();
  await using setting = await startPoster((method) => method === 'conversations.open' && over.abort());
  const { workspace, poster } = setting;
  const outcome = await poster.post({ ...words, to: PEOPLE.supervisor, signal: over.signal });
  expect(outcome).toEqual({ kind: 'not-sent', retryAfterMs: null, limited: false });
  await poster.post({ ...words, to: CHANNEL, signal: new AbortController().signal });
  expect(workspace.messages.in(workspace.as(PEOPLE.supervisor).directMessage())).toEqual([]);
  expect(workspace.messages.in(CHANNEL)).toHaveLength(1);
});

test('a post whose time is over during the request ends with an unknown outcome', async () => {
  await using setting = await startPoster();
  const { workspace, poster } = setting;
  workspace.faults.add({ method: 'chat.postMessage', kind: 'timeout', when: 'after' });
  const over = new AbortController();
  const posting = poster.post({ ...words, to: CHANNEL, signal: over.signal });
  await expect.poll(() => workspace.messages.in(CHANNEL)).toHaveLength(1);
  over.abort();
  expect(await posting).toEqual({ kind: 'unknown' });
  expect(setting.open()).toBe(0);
});

test('a post that is not among the last two thousand messages may still have arrived', async () => {
  let pages = 0;
  const poster = createSlackPoster({
    botToken: 'xoxb-1',
    apiUrl: 'https://slack.com/api/',
    async fetch() {
      pages += 1;
      return Response.json({ ok: true, messages: [], response_metadata: { next_cursor: `page ${pages}` } });
    },
    time: { now: () => null },
    channels: { sharing: async () => ({ kind: 'own' }), includes: async () => true },
    identity: () => ({ teamId: 'T1', enterpriseId: null, botId: 'B1', botUserId: 'U1' }),
    logger: createRecordingLogger(),
  });
  const look = { to: CHANNEL, key: 'k1', since: 0, signal: new AbortController().signal };
  expect(await poster.findPosted(look)).toEqual({ kind: 'unreadable' });
  expect(pages).toBe(10);
});

test.each([
  ['of another app', { bot_id: 'B0OTHER', app_id: 'A0OTHER', user: 'U0OTHERBOT' }],
  ['of another app that names our bot as its user', { bot_id: 'B0OTHER', user: 'U0LOCALBOT' }],
  ['of a person', { user: PEOPLE.supervisor }],
  ['of no account', {}],
])('a message %s with our key is not our post', async (_name, author) => {
  await using setting = await startPoster();
  const { workspace, poster } = setting;
  const metadata = { event_type: 'floorwalker_delivery', event_payload: { key: 'k1' } };
  workspace.messages.post({ channel: CHANNEL, text: 'Hello', metadata, ...author });
  const look = { to: CHANNEL, key: 'k1', since: Date.now() - 60_000, signal: AbortSignal.timeout(10_000) };
  expect(await poster.findPosted(look)).toEqual({ kind: 'absent' });
  const { signal } = new AbortController();
  const sent = await poster.post({ ...words, to: CHANNEL, signal });
  if (sent.kind !== 'sent') throw new Error('unreachable');
  expect(await poster.findPosted(look)).toEqual({ kind: 'found', messageId: sent.messageId });
});

const rich: Message = {
  text: 'Hello',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'full' } }],
  fallback: { without: 'table', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'fallback' } }] },
};
const refusal = (error: string, times = 1) =>
  ({ method: 'chat.postMessage', kind: 'platform-error', error, times }) as const;

test.each([
  ['the full form where Slack takes it', [], 'sent', /"full"/],
  ['the fallback form after one refusal', [refusal('invalid_blocks')], 'sent', /"fallback"/],
  ['the text alone after two', [refusal('invalid_blocks'), refusal('msg_too_long')], 'sent', /^Hello$/],
  ['nothing after three', [refusal('invalid_blocks', 3)], 'refused', /^$/],
  [
    'nothing where the fallback form meets a limit',
    [refusal('invalid_blocks'), refusal('ratelimited')],
    'not-sent',
    /^$/,
  ],
  ['nothing where Slack refuses the channel', [refusal('is_archived')], 'refused', /^$/],
])('a post is %s', async (_name, faults, kind, form) => {
  await using setting = await startPoster();
  const { workspace, poster } = setting;
  for (const fault of faults) workspace.faults.add(fault);
  const { signal } = new AbortController();
  const outcome = await poster.post({ ...words, message: rich, to: CHANNEL, signal });
  expect(outcome.kind).toBe(kind);
  const shown = workspace.messages
    .in(CHANNEL)
    .map(({ text, blocks = [] }) => (blocks.length === 0 ? text : JSON.stringify(blocks)));
  expect(shown.join()).toMatch(form);
});

test('a post sends no further form if Slack may have accepted the previous one', async () => {
  await using setting = await startPoster();
  const { workspace, poster } = setting;
  workspace.faults.add(refusal('invalid_blocks'));
  workspace.faults.add({ method: 'chat.postMessage', kind: 'status', status: 500, when: 'after' });
  const { signal } = new AbortController();
  expect(await poster.post({ ...words, message: rich, to: CHANNEL, signal })).toEqual({ kind: 'unknown' });
  expect(workspace.messages.in(CHANNEL)).toHaveLength(1);
});
