import { describe, it } from 'vitest';
import { answered } from '../support/bots/answered.ts';
import { openHome } from '../support/bots/floor-answers.ts';
import { PEOPLE, startRunningBot, textOf, UPSTREAM_MODES } from '../support/bots/running-bot.ts';
import { eventually } from '../support/clocks/budget.ts';
import { createShiftedClock } from '../support/clocks/shifted-clock.ts';

/** The simulator's VDN is 170: the CMS has no agents of this one. */
const OTHER_VDN = { VDN_ID: '171' };

describe.concurrent.for(UPSTREAM_MODES)('a wrong VDN_ID, in %s mode', (mode) => {
  it('is named if the gateway lists an agent that the CMS does not know', async ({ expect }) => {
    await using bot = await startRunningBot({ mode, env: OTHER_VDN });
    bot.simulator.world.startCall(1099);
    for (const view of ['', ' calls', ' stats']) {
      const card = await answered(bot, `1099${view}`, /VDN_ID/);
      expect(card).toContain('*On call for');
      expect(card).not.toMatch(/no active calls on record|no call figures|Active calls\*\n0/);
    }
    const lines = () => bot.log.filter((line) => line.includes('VDN_ID'));
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toContain('"level":"warn"');
    const home = JSON.stringify(await openHome(bot, PEOPLE.supervisor));
    expect(home).toMatch(/CC-CMS\* answers in part[^"]*VDN_ID/);
    expect(textOf(await bot.ask('/floor', 'now'))).toContain('VDN_ID');
  });

  it('is noticed by the samples too, before any question', async ({ expect }) => {
    // The clock is a second before a sample, and near enough to the machine's clock for signatures.
    const shifted = createShiftedClock(Math.floor(Date.now() / 5_000) * 5_000 + 4_000);
    await using bot = await startRunningBot({ mode, env: { ...OTHER_VDN, SAMPLE_SECONDS: '5' }, shifted });
    await eventually(() => expect(bot.log.join('\n')).toContain('check VDN_ID'), { timeout: 20_000 });
    const home = JSON.stringify(await openHome(bot, PEOPLE.supervisor));
    expect(home).toMatch(/CC-CMS\* answers in part[^"]*VDN_ID/);
  });

  it('is not named if both know the agent, who has no calls', async ({ expect }) => {
    await using bot = await startRunningBot({ mode });
    bot.simulator.world.addAgent({ id: 1201, name: 'Quiet', queues: [1] });
    const card = await answered(bot, '1201', /CC-Gateway allonlineagents/);
    expect(card).not.toContain('VDN_ID');
    expect(bot.log.join('\n')).not.toContain('VDN_ID');
  });
});

describe.concurrent('an unknown agent id', () => {
  it('is not a failure of the CMS, which answers it with 0100001 only', async ({ expect }) => {
    await using bot = await startRunningBot();
    await answered(bot, '9999', /knows no agent/);
    const home = JSON.stringify(await openHome(bot, PEOPLE.supervisor));
    expect(home).toMatch(/CC-CMS\* answers,/);
    expect(bot.log.join('\n')).not.toContain('upstream failing');
  });

  it('makes that code a failure for an agent who exists', async ({ expect }) => {
    await using bot = await startRunningBot({ env: { GATEWAY_URL: undefined } });
    bot.simulator.faults.add({
      upstream: 'cms',
      route: 'agentbyworkno',
      kind: 'result-code',
      resultCode: '0100001',
    });
    await answered(bot, '1099 state', /totalagentabstractex3/);
    await eventually(() => expect(bot.log.join('\n')).toContain('upstream failing'));
  });
});
