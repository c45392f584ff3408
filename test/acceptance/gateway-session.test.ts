import { describe, it } from 'vitest';
import { answeredInTime, askInTime } from '../support/bots/ask-in-time.ts';
import { prepareBot, type RunningBot, startRunningBot, UPSTREAM_MODES } from '../support/bots/running-bot.ts';
import { eventually } from '../support/clocks/budget.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';

const RECOVERY = { interval: 50 };

describe.concurrent.for(UPSTREAM_MODES)('the session of the bot’s own agent, in %s mode', (mode) => {
  it('needs one sign-in for any number of waiting questions', async ({ expect }) => {
    await using bot = await startRunningBot({ mode });
    bot.simulator.gateway.dropSessions();
    const before = signIns(bot);
    const agents = bot.simulator.world.agents().slice(0, 20);
    await Promise.all(agents.map(({ id }) => askInTime(bot, `${id} state`)));
    await answersFromTheGateway(bot);
    expect(signIns(bot) - before).toBe(1);
    expect(forcedSignIns(bot)).toEqual([]);
  });

  it('follows GUIDs that change with every poll, with the old one valid for one more call', async ({
    expect,
  }) => {
    await using bot = await startRunningBot({
      mode,
      simulator: { pollWaitMs: 20, gateway: { guidIntervalMs: 0, supersededGuidCalls: 1 } },
    });
    await answersFromTheGateway(bot);
    for (let round = 0; round < wholeOr(40, 15); round += 1) {
      const agents = bot.simulator.world.agents().slice(round % 10, (round % 10) + 3);
      const answers = await Promise.all(agents.map(({ id }) => askInTime(bot, `${id} state`)));
      for (const answer of answers) expect(answer).not.toContain('reference');
    }
    await answersFromTheGateway(bot);
    expect(signIns(bot)).toBe(1);
  });

  it('is restored after a restart of the gateway, which answers 100-002 for a while', async ({ expect }) => {
    await using bot = await startRunningBot({ mode });
    await answersFromTheGateway(bot);
    bot.simulator.gateway.restart();
    const meanwhile = await askInTime(bot, '1099');
    expect(meanwhile).toContain('Available for');
    expect(meanwhile).toContain('CC-CMS');
    await eventually(() => expect(bot.log.join('')).toContain('the CMS answers meanwhile'), RECOVERY);
    bot.simulator.gateway.freeBotAgent();
    await answersFromTheGateway(bot);
    expect(forcedSignIns(bot)).toEqual([]);
  });

  it('is opened as soon as a gateway recovers that failed from the start', async ({ expect }) => {
    await using bot = await prepareBot({ mode });
    bot.simulator.faults.add({ upstream: 'gateway', kind: 'status', status: 503 });
    await bot.start();
    expect(await askInTime(bot, '1099')).toContain('CC-CMS agent/agentbyworkno');
    expect(bot.simulator.gateway.sessions).toHaveLength(0);
    bot.simulator.faults.clear();
    await answersFromTheGateway(bot);
    expect(forcedSignIns(bot)).toEqual([]);
  });

  it('is never taken from another client of this agent', async ({ expect }) => {
    await using bot = await startRunningBot({ mode });
    await answersFromTheGateway(bot);
    bot.simulator.gateway.occupyBotAgent();
    await eventually(() => expect(bot.log.join('')).toContain('already signed in'), RECOVERY);
    expect(await askInTime(bot, '1099')).toContain('Available for');
    expect(forcedSignIns(bot)).toEqual([]);
    bot.simulator.gateway.freeBotAgent();
    await answersFromTheGateway(bot);
  });

  it('is not retried with a refused password', async ({ expect }) => {
    await using bot = await prepareBot({ mode, env: { GATEWAY_PASSWORD: 'mistyped' } });
    await bot.start();
    for (let round = 0; round < 5; round += 1) {
      expect(await askInTime(bot, '1099')).toContain('Available for');
    }
    expect(signIns(bot)).toBe(1);
    expect(bot.log.join('')).toContain('GATEWAY_PASSWORD');
  });

  it('ends with the bot', async ({ expect }) => {
    const bot = await startRunningBot({ mode });
    await answersFromTheGateway(bot);
    const { simulator } = bot;
    expect(simulator.gateway.sessions).toHaveLength(1);
    await bot.bot.stop();
    expect(simulator.gateway.sessions).toHaveLength(0);
    await bot[Symbol.asyncDispose]();
  });
});

describe.concurrent.for(UPSTREAM_MODES)('the gateway’s limits, in %s mode', (mode) => {
  it('are never reached: five requests in any window, with people’s questions or without', async ({
    expect,
  }) => {
    await using bot = await startRunningBot({ mode });
    const agents = bot.simulator.world.agents().slice(0, 30);
    await Promise.all(agents.map(({ id }) => bot.ask('/agent', String(id))));
    expect(bot.simulator.requests.overloaded).toBe(false);
  });

  it('count one request for a hundred equal questions', async ({ expect }) => {
    await using bot = await startRunningBot({ mode, timing: { queries: { freshMs: 10_000 } } });
    await answersFromTheGateway(bot);
    const { requests } = bot.simulator;
    const asked = () => ({
      floor: requests.count('gateway', 'allonlineagents'),
      statistics: requests.count('cms', 'hisindex-agent'),
    });
    const before = asked();
    await Promise.all(Array.from({ length: 100 }, () => bot.ask('/agent', '1099 stats')));
    expect(asked().statistics - before.statistics).toBe(1);
    expect(asked().floor - before.floor).toBeLessThanOrEqual(1);
  });
});

function signIns(bot: RunningBot): number {
  return bot.simulator.requests.count('gateway', 'sign-in');
}

function forcedSignIns(bot: RunningBot) {
  return bot.simulator.requests.of('gateway', 'sign-in').filter(({ path }) => path.includes('force'));
}

async function answersFromTheGateway(bot: RunningBot): Promise<void> {
  await answeredInTime(bot, '1099 state', /CC-Gateway allonlineagents/);
}
