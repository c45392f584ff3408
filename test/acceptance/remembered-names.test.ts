import { describe, it } from 'vitest';
import { answered } from '../support/bots/answered.ts';
import { startRunningBot, textOf, UPSTREAM_MODES } from '../support/bots/running-bot.ts';

describe.concurrent.for(UPSTREAM_MODES)(
  'names and queues, after a failure of the gateway, in %s mode',
  (mode) => {
    it('are kept, with their age', async ({ expect }) => {
      await using bot = await startRunningBot({ mode });
      await answered(bot, '1099', /Sales and Support[^]*CC-Gateway allonlineagents/);
      const named = textOf(await bot.ask('/queue', 'Sales'));
      expect(named).toContain('Liu Kai');
      bot.simulator.faults.add({ upstream: 'gateway', kind: 'status', status: 500 });
      const card = await answered(bot, '1099', /CC-CMS agent\/agentbyworkno/);
      expect(card).toContain('Sales and Support');
      expect(card).toMatch(
        /Names of agents and their queues are those that CC-Gateway allonlineagents told (?:.+ ago|just now)/,
      );
      const queue = textOf(await bot.ask('/queue', 'Sales'));
      expect(queue).toContain('CC-CMS vdn/totalagentabstractex3');
      expect(queue).toContain('Liu Kai');
      expect(queue).toMatch(/Names of agents and their queues/);
    });
  },
);
