import { describe, it } from 'vitest';
import { answered } from '../support/bots/answered.ts';
import { openHome } from '../support/bots/floor-answers.ts';
import { OTHER_CA, PEOPLE, prepareBot, type RunningBotOptions, textOf } from '../support/bots/running-bot.ts';
import { type Rewrite, rewriteJson, startRewritingProxy } from '../support/peers/rewriting-proxy.ts';

const CMS_ALONE = { GATEWAY_URL: undefined };

/** Starts the bot with a proxy in front of the CMS that changes its replies. */
async function startBehind(rewrite: Rewrite, options: RunningBotOptions = {}) {
  const stack = new AsyncDisposableStack();
  const proxy = stack.use(await startRewritingProxy(rewrite));
  const env = { ...options.env, CMS_URL: proxy.origin, CMS_CA_FILE: OTHER_CA };
  const bot = await prepareBot({ ...options, otherCa: proxy.ca, env });
  stack.use(bot);
  proxy.setTarget(bot.simulator.cmsUrl);
  await bot.start();
  return { bot, proxy, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Returns a rewrite that keeps the first rows of a list and leaves its count unchanged. */
function cutTo(rows: number, path: RegExp, format = (count: number): unknown => count): Rewrite {
  return rewriteJson(path, (json) => {
    const envelope: Record<string, unknown> = { ...Object(json) };
    const list = [envelope['resultDatas'], envelope['resultDesc']].find((each) => Array.isArray(each));
    const all: readonly unknown[] = Array.isArray(list) ? list : [];
    const cut = all.slice(0, rows);
    return { ...envelope, resultDatas: cut, resultDesc: cut, count: format(Math.max(all.length, rows + 1)) };
  });
}

describe.concurrent('a list of the CMS that is shorter than its count', () => {
  it.for([
    ['a number', (count: number) => count],
    ['a text', (count: number) => `${count}`],
  ] as const)('of queues makes no queue unknown, the count being %s', async ([, format], { expect }) => {
    await using setting = await startBehind(cutTo(1, /configures\/skills/, format), {
      env: CMS_ALONE,
      simulator: { queues: 5 },
    });
    const { bot } = setting;
    const last = bot.simulator.world.queues().at(-1);
    for (const wanted of [last?.name ?? '', `${last?.id}`, 'Nonsense']) {
      const text = textOf(await bot.ask('/queue', wanted));
      expect(text).toContain('did not come in full');
      expect(text).not.toContain('There is no queue');
    }
    expect(textOf(await bot.ask('/queue', ''))).toContain('List of queues incomplete: 4 queues missing');
    expect(textOf(await bot.ask('/floor', `summary yesterday ${last?.name}`))).not.toContain(
      'There is no queue',
    );
    await openHome(bot, PEOPLE.supervisor);
  });

  it('of agents per queue makes no queue empty', async ({ expect }) => {
    await using setting = await startBehind(cutTo(1, /agentsinskill/), { env: CMS_ALONE });
    const text = textOf(await setting.bot.ask('/queue', '2'));
    expect(text).not.toContain('No agents signed in');
    expect(text).toContain('Agents of this queue are unknown');
  });

  it('of calls, figures or agents makes no agent available, unknown, or without figures', async ({
    expect,
  }) => {
    await using setting = await startBehind(cutTo(0, /queryagentcalls|hisindex|agentbyworkno/), {
      env: CMS_ALONE,
    });
    const { bot } = setting;
    bot.simulator.world.startCall(1099);
    const card = await answered(bot, '1099', /On call/);
    expect(card).not.toMatch(/no call figures|no active calls|Active calls\*\n0|knows no agent/);
    expect(textOf(await bot.ask('/agent', '1099 stats'))).toMatch(/upstream-garbled/);
  });
});

describe.concurrent('a contact centre of 10,000 agents, at 20 requests a second to the CMS', () => {
  it('answers about the floor at once, and gives the reason for the missing count', async ({ expect }) => {
    await using bot = await prepareBot({
      simulator: { agents: 10_000 },
      timing: { cmsRateLimit: { requests: 20, perMs: 1_000 } },
    });
    await bot.start();
    await answered(bot, '1099 state', /CC-Gateway/);
    const floor = textOf(await bot.ask('/floor', ''));
    expect(floor).toContain("Not available: the contact centre's own count");
    expect(floor).toContain('10,0');
    expect(floor).not.toMatch(/does not answer|upstream-|Platform total differs/);
    expect(bot.simulator.requests.count('cms', 'systemstate')).toBe(0);
    expect(JSON.stringify(await openHome(bot, PEOPLE.supervisor))).toContain(
      "Not available: the contact centre's own count",
    );
  });
});
