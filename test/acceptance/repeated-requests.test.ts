import { describe, expect, test } from 'vitest';
import type { App } from '../../src/app.ts';
import { CHANNEL, MODES, PEOPLE, type RunningBot, startRunningBot } from '../support/bots/running-bot.ts';
import { ADA, startSlackLayer, wordsOf } from '../support/bots/slack-layer.ts';
import { backends, postgres, type TestBackend } from '../support/peers/databases.ts';

/** Starts the bot in HTTP mode on a database that outlives it, and lets a supervisor share a card in the channel. */
async function startAndShare(backend: TestBackend) {
  const database = await backend.create();
  const bot = await startRunningBot({ mode: 'http', env: { DATABASE_URL: database.url } });
  const card = await bot.ask('/agent', '1099');
  const { seq } = await bot.workspace.as(PEOPLE.supervisor).click(card, 'agent_share');
  await bot.workspace.next(({ type }) => type === 'message_posted', { since: seq });
  const share = bot.workspace.lastRequests.at(-1);
  if (share === undefined) throw new Error('the share was not sent over HTTP');
  return { bot, share, database };
}

const sharedCards = ({ workspace }: RunningBot) =>
  workspace.messages.in(CHANNEL).filter(({ ephemeral_to }) => !ephemeral_to).length;
const refusedAsSeen = ({ log }: RunningBot) => log.filter((line) => line.includes('seen before')).length;

async function send(to: App, { body, headers }: RunningBot['workspace']['lastRequests'][number]) {
  const url = `http://127.0.0.1:${to.port()}/slack/events`;
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

for (const backend of backends)
  describe.runIf(backend.here)(`A repeated signed request, on ${backend.name}`, () => {
    test('has no effect after a restart', async () => {
      const { bot, share, database } = await startAndShare(backend);
      await bot.bot.stop();
      const next = bot.create();
      try {
        await next.start();
        expect(await send(next, share)).toBe(200);
        expect(refusedAsSeen(bot)).toBe(1);
        bot.workspace.useHttp(`http://127.0.0.1:${next.port()}/slack/events`);
        await bot.ask('/agent', '1099');
        expect(sharedCards(bot)).toBe(1);
      } finally {
        await next.stop();
        await bot[Symbol.asyncDispose]();
        await database.remove();
      }
    });
  });

describe.runIf(postgres.here)(`Two bots on ${postgres.name}`, () => {
  test('act once on a repeated request, event or press', async () => {
    const { bot, share, database } = await startAndShare(postgres);
    const { workspace } = bot;
    const ana = workspace.as(PEOPLE.supervisor);
    const other = bot.create();
    try {
      await other.start();
      expect(await send(other, share)).toBe(200);
      expect(refusedAsSeen(bot)).toBe(1);
      const { seq } = await ana.openHome();
      await workspace.next(({ type }) => type === 'view_published', { since: seq });
      const card = await bot.ask('/agent', '1100');
      // One press of the double click reaches the first bot, the other the second bot.
      const first = await ana.click(card, 'agent_share');
      workspace.useHttp(`http://127.0.0.1:${other.port()}/slack/events`);
      await workspace.appEvents.redeliver();
      await ana.click(card, 'agent_share');
      await workspace.next(({ type }) => type === 'message_posted', { since: first.seq });
      await bot.ask('/agent', '1099');
      expect(sharedCards(bot)).toBe(2);
      expect(
        workspace.events.filter((event) => event.type === 'view_published' && event.seq > seq),
      ).toHaveLength(1);
    } finally {
      await other.stop();
      await bot[Symbol.asyncDispose]();
      await database.remove();
    }
  });
});

describe.each(MODES)('A share that Slack did not accept, in %s mode', (mode) => {
  test('is posted when Share is pressed again', async () => {
    await using layer = await startSlackLayer(mode);
    const ada = layer.workspace.as(ADA);
    const own = await layer.ask('1102');
    layer.workspace.faults.add({ method: 'response_url', kind: 'status', status: 404, times: 1 });
    const { seq } = await ada.click(own, 'agent_share');
    expect(wordsOf(await layer.message('ephemeral_posted', seq))).toContain('Press Share once more');
    const again = await ada.click(own, 'agent_share');
    expect(wordsOf(await layer.message('message_posted', again.seq))).toContain('Agent 1102');
  });
});
