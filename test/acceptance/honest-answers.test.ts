import { describe, expect, it } from 'vitest';
import type { FaultEffect } from '../../sandbox/contact-center/faults/fault-kinds.ts';
import { answered } from '../support/bots/answered.ts';
import { prepareBot, type RunningBot, startRunningBot, textOf } from '../support/bots/running-bot.ts';
import { eventually } from '../support/clocks/budget.ts';

const FROM_BOTH = /CC-Gateway allonlineagents[^]*CC-CMS|CC-CMS[^]*CC-Gateway allonlineagents/;

describe.concurrent('a card', () => {
  it('names the contradiction instead of "signed out" for a talking agent whom the CMS does not list', async ({
    expect,
  }) => {
    await using bot = await startRunningBot({ env: { VDN_ID: '171' } });
    bot.simulator.world.startCall(1099);
    const answer = await answered(bot, '1099', /On call/);
    expect(answer).not.toContain('signed out');
    expect(answer).toContain('CC-CMS has never heard of that number');
    expect(answer).toContain('check VDN_ID');
  });

  it.for([
    ['hangs', { kind: 'hang' }, {}],
    ['answers 500', { kind: 'status', status: 500 }, {}],
    ['refuses the sign-in', undefined, { GATEWAY_PASSWORD: 'mistyped' }],
  ] as const satisfies (readonly [string, FaultEffect | undefined, object])[])(
    'never says that a gateway answers which %s',
    async ([, effect, env], { expect }) => {
      await using bot = await prepareBot({ env: { CMS_URL: undefined, ...env } });
      await bot.start();
      if (effect !== undefined) bot.simulator.faults.add({ upstream: 'gateway', ...effect });
      const answer = textOf(await bot.ask('/agent', '1099'));
      expect(answer).toMatch(/CC-Gateway does not answer about the state.*and the call statistics/);
      expect(answer).not.toMatch(/not measured|answers, but/i);
    },
  );

  it('names the error of an upstream from before its pause', async ({ expect }) => {
    await using bot = await startRunningBot({
      env: { GATEWAY_URL: undefined },
      timing: { pauseMs: 60_000 },
    });
    await bot.simulator.tls.present('expired');
    const answer = await answered(bot, '1099 stats', /upstream-paused/);
    expect(answer).toMatch(
      /CC-CMS does not answer about .*: its certificate was not accepted; .* short rest/,
    );
    expect(answer).toContain('upstream-tls');
  });
});

describe.concurrent('an agent who is not on the floor', () => {
  it('is signed out or unknown with a time and a source', async ({ expect }) => {
    await using bot = await startRunningBot();
    await answered(bot, '1099', /CC-Gateway allonlineagents/);
    bot.simulator.world.signOut(1099);
    expect(await answered(bot, '1099 state', /signed out/)).toMatch(/As of .* CC-Gateway agentbyworkno/);
    const unknown = await answered(bot, '65000 state', /knows no agent 65000/);
    expect(unknown).toMatch(/As of .*CC-CMS agent\/agentbyworkno/);
    expect(unknown).toContain('CC-Gateway agentbyworkno');
  });

  it('is unknown according to one upstream if the other is silent', async ({ expect }) => {
    await using bot = await startRunningBot();
    await answered(bot, '1099', /CC-Gateway allonlineagents/);
    bot.simulator.faults.add({ upstream: 'gateway', kind: 'hang' });
    const answer = await answered(bot, '65000 state', /knows no agent 65000/);
    expect(answer).toContain('CC-CMS knows no agent 65000');
    expect(answer).toMatch(/CC-Gateway does not answer: .*upstream-timeout/);
  });

  it('has the last known state if only the upstream answers that never knew the agent', async ({
    expect,
  }) => {
    await using bot = await startRunningBot({ env: { VDN_ID: '171' } });
    await answered(bot, '1099 state', /CC-Gateway allonlineagents/);
    bot.simulator.faults.add({ upstream: 'gateway', kind: 'hang' });
    const answer = await answered(bot, '1099 state', /does not answer now/);
    expect(answer).toContain('Available for');
    expect(answer).not.toContain('knows no agent');
  });
});

describe.concurrent('the gateway', () => {
  it.for(['000-003', '100-006'] as const)(
    'that refuses other agents’ paths with %s is not asked for each agent',
    async (crossAgentCode, { expect }) => {
      await using bot = await startRunningBot({ simulator: { gateway: { crossAgentCode } } });
      const { requests, world } = bot.simulator;
      const asked = () => requests.count('gateway', 'callnums') + requests.count('gateway', 'agentstatus');
      const [first, second, ...others] = world
        .agents()
        .filter(({ id, signedInAt }) => signedInAt !== undefined && id !== bot.simulator.bot.agentId);
      // The first question may arrive before the floor's agents are known.
      for (const each of [first, first, second]) await answered(bot, `${each?.id}`, FROM_BOTH);
      const before = asked();
      for (const { id } of others.slice(0, 6)) await answered(bot, `${id}`, FROM_BOTH);
      expect(asked()).toBe(before);
    },
  );

  it('whose reply to a sign-in is malformed has signed the bot in', async ({ expect }) => {
    await using bot = await startRunningBot();
    await answered(bot, '1099 state', /CC-Gateway allonlineagents/);
    bot.simulator.faults.add({ upstream: 'gateway', route: 'sign-in', kind: 'truncated-json', times: 1 });
    bot.simulator.gateway.dropSessions();
    await logged(bot, 'signed in to the gateway; its reply could not be read');
    await answered(bot, '1099 state', /CC-Gateway allonlineagents/);
    expect(bot.simulator.requests.count('gateway', 'sign-in')).toBe(2);
  });

  it('that cannot confirm the session at once is asked again, under the GUID of its reply', async ({
    expect,
  }) => {
    await using bot = await startRunningBot();
    await answered(bot, '1099 state', /CC-Gateway allonlineagents/);
    const garbled = { upstream: 'gateway', kind: 'truncated-json' } as const;
    bot.simulator.faults.add({ ...garbled, route: 'sign-in', times: 1 });
    bot.simulator.faults.add({ ...garbled, route: 'agentstatus', times: 2 });
    bot.simulator.gateway.dropSessions();
    await logged(bot, 'gateway session resumed');
    expect(await answered(bot, '1099 state', /CC-Gateway allonlineagents/)).toContain('Available for');
  });
});

describe.concurrent('an agent’s queues', () => {
  it('are shown by name once the names are known, which are requested in the background and rarely', async ({
    expect,
  }) => {
    await using bot = await startRunningBot();
    await answered(bot, '1099', /\*Queues\*\n[A-Z][a-z]+/);
    for (let round = 0; round < 5; round += 1) await bot.ask('/agent', '1099');
    expect(bot.simulator.requests.count('cms', 'configures-skills')).toBe(1);
  });

  it('are numbers without names', async ({ expect }) => {
    await using bot = await startRunningBot();
    bot.simulator.faults.add({ upstream: 'cms', route: 'configures-skills', kind: 'status', status: 500 });
    bot.simulator.faults.add({ upstream: 'gateway', route: 'agentvdnskill', kind: 'status', status: 500 });
    for (let round = 0; round < 3; round += 1) {
      expect(await answered(bot, '1099', /\*Queues\*/)).toMatch(/\*Queues\*\n\d/);
    }
  });

  it('are never negative', async ({ expect }) => {
    await using bot = await startRunningBot();
    await answered(bot, '1099', /CC-Gateway allonlineagents/);
    bot.simulator.faults.add({ upstream: 'gateway', kind: 'wrong-types', variant: 'negative' });
    for (let round = 0; round < 3; round += 1) {
      expect(textOf(await bot.ask('/agent', '1099'))).not.toMatch(/\*Queues\*\n.*-\d/);
    }
  });
});

async function logged(bot: RunningBot, words: string): Promise<void> {
  await eventually(() => expect(bot.log.join('')).toContain(words), { interval: 20 });
}
