import { expect, test } from 'vitest';
import { createSlackPoster } from '../../src/slack/slack-poster.ts';
import { createRecordingLogger } from '../support/recording-logger.ts';
import { CHANNEL, PEOPLE, startOpsWorkspace } from '../support/running-bot.ts';
import { createClient } from '../support/slack-layer.ts';

async function startPoster() {
  const workspace = await startOpsWorkspace();
  const poster = createSlackPoster({ ...createClient(workspace), logger: createRecordingLogger() });
  return { workspace, poster, [Symbol.asyncDispose]: () => workspace.stop() };
}
const words = { key: 'k1', message: { text: 'Hello', blocks: [] }, textOnly: true };

test('a post whose time is over before its message is out is not sent, then or later', async () => {
  await using setting = await startPoster();
  const { workspace, poster } = setting;
  workspace.faults.add({ method: 'conversations.open', kind: 'slow', ms: 300 });
  const outcome = await poster.post({ ...words, to: PEOPLE.supervisor, signal: AbortSignal.timeout(50) });
  expect(outcome).toEqual({ kind: 'not-sent', retryAfterMs: null, limited: false });
  const opened = () => workspace.requests.filter(({ method }) => method === 'conversations.open');
  await expect.poll(opened).toHaveLength(1);
  await poster.post({ ...words, to: CHANNEL, signal: AbortSignal.timeout(5_000) });
  expect(workspace.messages.in(workspace.as(PEOPLE.supervisor).directMessage())).toEqual([]);
  expect(workspace.messages.in(CHANNEL)).toHaveLength(1);
});

test('a post whose time is over while Slack has it is over itself, and nobody knows what became of it', async () => {
  await using setting = await startPoster();
  const { workspace, poster } = setting;
  workspace.faults.add({ method: 'chat.postMessage', kind: 'timeout', when: 'after' });
  const outcome = await poster.post({ ...words, to: CHANNEL, signal: AbortSignal.timeout(200) });
  expect(outcome).toEqual({ kind: 'unknown' });
});
