import { describe, expect, test } from 'vitest';
import { CHANNEL, MODES, PEOPLE, startRunningBot } from '../support/bots/running-bot.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';

const POSTS = 6;

describe.each(wholeOr(MODES, ['http'] as const))('Under Slack’s own rate limits, in %s mode', (mode) => {
  test('people are answered and summaries posted without a rejected call', { timeout: 60_000 }, async () => {
    await using bot = await startRunningBot({ mode, slack: { rateLimits: true } });
    const { workspace } = bot;
    const people = [PEOPLE.supervisor, PEOPLE.groupMember, PEOPLE.agent];
    await Promise.all(
      people.flatMap((person) => Array.from({ length: 8 }, () => bot.ask('/queue', 'Sales', person))),
    );
    const ana = workspace.as(PEOPLE.supervisor);
    for (let opened = 0; opened < 3; opened += 1) {
      const { seq } = await ana.openHome();
      await workspace.next(({ type }) => type === 'view_published', { since: seq });
    }
    await bot.ask('/floor', 'subscribe daily 18:00');
    await bot.ask('/floor', 'subscribe daily 18:30');
    // The posts to one channel exceed Slack's burst.
    for (let sent = 0; sent < POSTS; sent += 1) await bot.ask('/floor', `send ${1 + (sent % 2)}`);
    const posts = () => workspace.messages.in(CHANNEL).filter(({ ephemeral_to }) => !ephemeral_to);
    await expect.poll(posts).toHaveLength(POSTS);
    expect(workspace.requests.filter(({ ok }) => !ok)).toEqual([]);
  });
});
