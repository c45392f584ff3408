import { describe, it } from 'vitest';
import { answered, nothingRefused, rowsOf } from '../support/bots/floor-answers.ts';
import { startRunningBot, textOf } from '../support/bots/running-bot.ts';
import { eventually } from '../support/clocks/budget.ts';
import { createShiftedClock } from '../support/clocks/shifted-clock.ts';

describe.concurrent('the contact centre’s own count', () => {
  it.for([
    ['fails', { route: 'systemstate', kind: 'status', status: 500 }],
    ['hangs with the whole CMS', { kind: 'hang' }],
  ] as const)('that %s is said to have no answer, not to be unmeasured', async ([, fault], { expect }) => {
    await using bot = await startRunningBot();
    bot.simulator.faults.add({ upstream: 'cms', ...fault });
    const text = textOf(await answered(bot, '/floor', '', /CC-Gateway allonlineagents/));
    expect(text).toContain("CC-CMS does not answer about the contact centre's own count");
    expect(text).not.toMatch(/not measured/i);
    expect(text).toMatch(/\*Signed in\*\n\d/);
  });
});

describe.concurrent('with the CMS alone', () => {
  it('the list of agents is read once for an answer', async ({ expect }) => {
    // The clock is between two samples, because they read the list too.
    const shifted = createShiftedClock(Date.UTC(2026, 10, 20, 9, 1));
    await using bot = await startRunningBot({ env: { GATEWAY_URL: undefined }, shifted });
    expect(textOf(await bot.ask('/floor', ''))).toContain('CC-CMS vdn/totalagentabstractex3');
    expect(bot.simulator.requests.count('cms', 'totalagentabstractex3')).toBe(1);
  });

  it('1,500 queues are requested in the necessary number of requests, and none is lost', async ({
    expect,
  }) => {
    await using bot = await startRunningBot({
      env: { GATEWAY_URL: undefined },
      simulator: { agents: 100, queues: 1_500 },
    });
    const queues = await bot.ask('/queue', '');
    expect(textOf(queues)).toContain('of 1,500 queues');
    expect(textOf(queues)).toContain('CC-CMS vdn/totalagentabstractex3');
    expect(textOf(queues)).not.toContain('does not answer');
    expect(bot.simulator.requests.count('cms', 'agentsinskill')).toBe(2);
    const served = bot.simulator.world.agents().find(({ queues: of }) => of.some((id) => id > 1_000));
    expect(textOf(await bot.ask('/queue', `${served?.queues.find((id) => id > 1_000)}`))).toMatch(
      /\*Signed in\*\n[1-9]/,
    );
    nothingRefused(bot, expect);
  });
});

describe.concurrent('an unknown figure', () => {
  it('has neither a source nor a time', async ({ expect }) => {
    await using bot = await startRunningBot();
    for (const upstream of ['gateway', 'cms'] as const)
      bot.simulator.faults.add({ upstream, kind: 'status', status: 500 });
    for (const command of ['/floor', '/queue'] as const) {
      const text = textOf(await bot.ask(command, ''));
      expect(text).toContain('does not answer about who is signed in');
      expect(text).not.toMatch(/As of|skill\/rindex|queryacdstat/);
    }
  });

  it('is requested from the other upstream if the CMS lists nothing for this VDN', async ({ expect }) => {
    await using bot = await startRunningBot({ env: { VDN_ID: '4999' } });
    const queues = await answered(bot, '/queue', '', /CC-Gateway queryacdstat/);
    expect(rowsOf(queues).map(([title]) => title)).toContain('Sales (1)');
    expect(rowsOf(queues).map((row) => row[2])).not.toContain('unknown');
  });
});

describe.concurrent('with the gateway alone', () => {
  it('calls waiting of 3,000 queues are shown as they become known, without delaying questions', async ({
    expect,
  }) => {
    await using bot = await startRunningBot({
      env: { CMS_URL: undefined },
      simulator: { agents: 100, queues: 3_000 },
    });
    const staffed = bot.simulator.world.agents().flatMap(({ state, queues }) => (state === 0 ? [] : queues));
    const busiest = Math.max(...staffed);
    bot.simulator.world.addWaitingCall(busiest, { waitedSeconds: 30 });
    const first = await answered(bot, '/queue', '', /CC-Gateway queryacdstat/);
    expect(textOf(first)).toMatch(/Calls waiting not available for 2,\d{3} queues/);
    expect(rowsOf(first).find(([title]) => title?.endsWith(`(${busiest})`))?.[2]).toBe('1');
    for (const agent of ['1099', '1001', '1002'])
      expect(textOf(await bot.ask('/agent', agent))).not.toMatch(/upstream-/);
    // Polling in turns starts with the round that the test waits for.
    await eventually(
      async () => {
        const text = textOf(await bot.ask('/queue', ''));
        expect(text).toContain('CC-Gateway queryacdstat');
        expect(text).not.toContain('Calls waiting not available');
      },
      { interval: 1_000 },
    );
    expect(bot.simulator.requests.overloaded).toBe(false);
    nothingRefused(bot, expect);
  });
});

it('a queue that was just configured can be found', async ({ expect }) => {
  await using bot = await startRunningBot();
  await answered(bot, '/queue', '', /CC-Gateway allonlineagents/);
  bot.simulator.world.addQueue({ id: 9, name: 'Hotline' });
  expect(textOf(await bot.ask('/queue', 'hotline'))).toMatch(/^Hotline \(9\)/);
  expect(textOf(await bot.ask('/queue', '9'))).toMatch(/^Hotline \(9\)/);
  expect(rowsOf(await bot.ask('/queue', '')).map(([title]) => title)).toContain('Hotline (9)');
});
