import { describe, it } from 'vitest';
import { CTI } from '../../sandbox/contact-center/world/agent-states.ts';
import { answered, press } from '../support/bots/floor-answers.ts';
import { PEOPLE, type RunningBot, startRunningBot, textOf } from '../support/bots/running-bot.ts';

async function startWithBreaks(): Promise<RunningBot> {
  const bot = await startRunningBot();
  const { world } = bot.simulator;
  for (const { id, state } of world.agents()) if (state === CTI.rest) world.setState(id, 'idle');
  world.addAgent({ id: 3001, name: 'Rosa Kowalski', queues: [1], state: 'rest', stateForSeconds: 1_500 });
  world.addAgent({ id: 3002, name: 'Hana Becker', queues: [2], state: 'rest', stateForSeconds: 600 });
  return bot;
}

describe.concurrent('/floor break', () => {
  it('lists who is on break, longest first, and marks those over the limit', async ({ expect }) => {
    await using bot = await startWithBreaks();
    const list = await answered(bot, '/floor', 'break', /Rosa Kowalski/);
    const text = textOf(list);
    expect(text).toContain('On break');
    expect(text).toContain('2 agents, 1 over 15m');
    expect(text).toMatch(/3001 Rosa Kowalski for 25m[^]*3002 Hana Becker for 10m/);
    expect(JSON.stringify(list.blocks).match(/"type":"emoji","name":"warning"/g)).toHaveLength(1);
    expect(textOf(await bot.ask('/floor', 'break 5m'))).toContain('2 agents, 2 over 5m');
  });

  it('is limited to named queues, and refreshes with the same limit', async ({ expect }) => {
    await using bot = await startWithBreaks();
    const list = await answered(bot, '/floor', 'break 5m queues support', /Hana Becker/);
    expect(textOf(list)).toContain('On break · Support (2)');
    expect(textOf(list)).toContain('1 agent, 1 over 5m');
    expect(textOf(list)).not.toContain('Rosa');
    bot.simulator.world.setState(3002, 'idle');
    expect(textOf(await press(bot, list, 'floor_refresh'))).toContain('No agents');
    expect(textOf(await bot.ask('/floor', 'break queues nowhere'))).toContain('There is no queue “nowhere”');
  });

  it('names nobody to people without the right, whether or not the queue exists', async ({ expect }) => {
    await using bot = await startWithBreaks();
    const texts = ['break', 'break queues Sales', 'break queues nowhere', 'available'];
    const replies = await Promise.all(texts.map((text) => bot.ask('/floor', text, PEOPLE.agent)));
    for (const reply of replies) expect(textOf(reply)).toBe(textOf(replies[0] ?? reply));
    expect(replies[0]?.text).toContain('Only supervisors can see individual agents');
  });

  it('explains a duration that it does not understand', async ({ expect }) => {
    await using bot = await startWithBreaks();
    expect((await bot.ask('/floor', 'break lunch')).text).toContain('Try /floor break 15m');
  });
});
