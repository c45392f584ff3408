import { describe, expect, test } from 'vitest';
import { createBotFleet } from '../support/bots/bot-fleet.ts';
import { CHANNEL, startRunningBot } from '../support/bots/running-bot.ts';
import { QUICK_DELIVERY } from '../support/bots/summary-setting.ts';
import { createShiftedClock } from '../support/clocks/shifted-clock.ts';
import { wholeOrNamed } from '../support/clocks/whole-run.ts';
import { backends } from '../support/peers/databases.ts';

const HOUR = 3_600_000;
/** Friday 20 November 2026, a minute before 18:00 in Madrid. */
const EVENING = Date.UTC(2026, 10, 20, 16, 59);

describe('a bot whose clock is not Slack’s', () => {
  test.for(
    wholeOrNamed(
      [
        ['an hour ahead', HOUR],
        ['a day and a half ahead', 36 * HOUR],
        ['an hour behind', -HOUR],
      ] as const,
      ['a day and a half ahead', 'an hour behind'],
    ),
  )('posts once where Slack fails after it took the post: %s', async ([, aheadMs]) => {
    const slack = createShiftedClock(EVENING - aheadMs);
    const clock = { now: () => slack.now() + aheadMs, monotonic: () => slack.monotonic() };
    await using bot = await startRunningBot({
      shifted: slack,
      clock,
      env: { TIME_ZONE: 'Europe/Madrid' },
      timing: { summaries: QUICK_DELIVERY },
    });
    await bot.ask('/floor', 'subscribe daily 18:00');
    bot.workspace.faults.add({ method: 'chat.postMessage', kind: 'status', status: 500, when: 'after' });
    slack.jump(60_000);
    await expect
      .poll(async () => (await bot.ask('/floor', 'subscriptions')).text, { interval: 250 })
      .toContain(', posted');
    const posts = bot.workspace.messages.in(CHANNEL).filter(({ ephemeral_to }) => ephemeral_to === undefined);
    expect(posts).toHaveLength(1);
  });
});

for (const backend of backends)
  describe.runIf(backend.here)(
    `a bot whose clock is set right after a kill -9 in mid-post, ${backend.name}`,
    () => {
      test.for(
        wholeOrNamed(
          [
            ['ahead', HOUR],
            ['behind', -HOUR],
          ] as const,
          ['ahead'],
        ),
      )('posts once: it was an hour %s', async ([, aheadMs]) => {
        await using fleet = await createBotFleet(await backend.create());
        // Slack accepts the post, but its reply never arrives, and neither does one to the search for it.
        fleet.workspace.faults.add({ method: 'chat.postMessage', kind: 'timeout', when: 'after' });
        fleet.workspace.faults.add({ method: 'conversations.history', kind: 'timeout' });
        await fleet.addDue(1, Date.now() + aheadMs);
        const bot = await fleet.start({ CLOCK_AHEAD_MS: String(aheadMs), SUMMARY_AFTER_GRACE: 'post' });
        await expect.poll(() => fleet.copies().size, { interval: 20 }).toBe(1);
        await bot.end('SIGKILL');
        const rows = await fleet.db.selectFrom('delivery').select('state').execute();
        expect(rows).toEqual([{ state: 'posting' }]);
        fleet.workspace.faults.clear();
        await fleet.start({ SUMMARY_AFTER_GRACE: 'post' });
        const stateOf = async () =>
          (await fleet.db.selectFrom('delivery').select('state').execute()).map(({ state }) => state);
        await expect.poll(stateOf, { interval: 50 }).toEqual(['sent']);
        expect([...fleet.copies().values()]).toEqual([1]);
      });
    },
  );
