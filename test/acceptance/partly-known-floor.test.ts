import { describe, it } from 'vitest';
import { answered } from '../support/floor-answers.ts';
import { startRunningBot, textOf } from '../support/running-bot.ts';

describe.concurrent('the contact centre’s own count', () => {
  it.for([
    ['fails', { route: 'systemstate', kind: 'status', status: 500 }],
    ['hangs with the whole CMS', { kind: 'hang' }],
  ] as const)('that %s is said to have no answer, not to be unmeasured', async ([, fault], { expect }) => {
    await using bot = await startRunningBot();
    bot.simulator.faults.add({ upstream: 'cms', ...fault });
    const text = textOf(await answered(bot, '/floor', '', /CC-Gateway allonlineagents/));
    expect(text).toContain("The contact centre does not answer about the contact centre's own count");
    expect(text).not.toMatch(/not measured/i);
    expect(text).toMatch(/\*Signed in\*\n\d/);
  });
});
