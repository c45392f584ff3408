import { describe, it } from 'vitest';
import { BALANCER_MODES } from '../../sandbox/contact-center/gateway/load-balancer.ts';
import { answeredInTime } from '../support/bots/ask-in-time.ts';
import { type RunningBot, startRunningBot, UPSTREAM_MODES } from '../support/bots/running-bot.ts';
import { eventually } from '../support/clocks/budget.ts';

const rows = UPSTREAM_MODES.flatMap((mode) => BALANCER_MODES.map((balancer) => [balancer, mode] as const));

describe.concurrent.for(rows)('a sticky load balancer with %s, in %s mode', ([balancer, mode]) => {
  it('keeps the one session of the bot', async ({ expect }) => {
    await using bot = await startRunningBot({
      mode,
      simulator: { pollWaitMs: 5, gateway: { stickyCookie: true, balancer } },
    });
    const before = polls(bot);
    // So many polls would make an unbounded cookie jar exceed the limits of servers.
    await eventually(() => expect(polls(bot) - before).toBeGreaterThan(60), {
      interval: 20,
    });
    await answeredInTime(bot, '1099 state', /CC-Gateway allonlineagents/);
    expect(bot.simulator.requests.count('gateway', 'sign-in')).toBe(1);
    const codes = bot.simulator.requests.of('gateway', 'poll').map(({ status, code }) => code ?? status);
    // A waiting poll has neither code nor status.
    expect(new Set(codes.filter((code) => code !== undefined))).toEqual(new Set(['0']));
    expect(bot.simulator.gateway.sessions).toHaveLength(1);
  });

  it('accepts the bot’s sign-out', async ({ expect }) => {
    await using bot = await startRunningBot({
      mode,
      simulator: { gateway: { stickyCookie: true, balancer } },
    });
    await answeredInTime(bot, '1099 state', /CC-Gateway allonlineagents/);
    await bot.bot.stop();
    expect(bot.simulator.gateway.sessions).toHaveLength(0);
  });
});

function polls(bot: RunningBot): number {
  return bot.simulator.requests.count('gateway', 'poll');
}
