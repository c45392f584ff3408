import { describe, it } from 'vitest';
import { answered } from '../support/bots/answered.ts';
import { answeredInTime } from '../support/bots/ask-in-time.ts';
import { startRunningBot, textOf, UPSTREAM_MODES } from '../support/bots/running-bot.ts';

describe.concurrent.for(UPSTREAM_MODES)('figures of an agent, in %s mode', (mode) => {
  it('come from the agent’s own path if the gateway allows it', async ({ expect }) => {
    await using bot = await startRunningBot({ mode, simulator: { gateway: { crossAgent: 'open' } } });
    bot.simulator.world.startCall(1099);
    const answer = await answered(bot, '1099', /CC-Gateway statisticsEx/);
    expect(answer).toContain('CC-Gateway callnums');
    expect(answer).toMatch(/Active calls\*\n1\n/);
    expect(answer).toMatch(/since sign-in/);
  });

  it('come from the CMS otherwise, and the refusal is remembered', async ({ expect }) => {
    await using bot = await startRunningBot({ mode });
    bot.simulator.world.startCall(1099);
    const answer = await answered(bot, '1099', /CC-CMS hisindex\/agent/);
    expect(answer).toContain('CC-CMS agent/queryagentcalls');
    expect(answer).toMatch(/today/);
    await answered(bot, '1099', /On call/);
    const refused = bot.simulator.requests.count('gateway', 'callnums');
    await bot.ask('/agent', '1099');
    await bot.ask('/agent', '1001');
    expect(bot.simulator.requests.count('gateway', 'callnums')).toBe(refused);
  });

  it('are not requested from statisticsEx without a call, whatever it would return', async ({ expect }) => {
    await using bot = await startRunningBot({
      mode,
      simulator: { gateway: { crossAgent: 'open', statisticsOutsideCall: 'zeros' } },
    });
    const answer = await answered(bot, '1099 stats', /CC-Gateway allonlineagents/);
    expect(answer).toContain('CC-CMS hisindex/agent');
    expect(bot.simulator.requests.count('gateway', 'statisticsEx')).toBe(0);
  });

  it('include the ids of calls, shortened', async ({ expect }) => {
    await using bot = await startRunningBot({ mode });
    const { id } = bot.simulator.world.startCall(1099);
    const answer = await answered(bot, '1099 calls', /CC-CMS agent\/queryagentcalls/);
    expect(answer).toContain(id.slice(-4));
    expect(answer).not.toContain(id);
  });

  it('come from the CMS alone', async ({ expect }) => {
    await using bot = await startRunningBot({ mode, env: { GATEWAY_URL: undefined } });
    const answer = textOf(await bot.ask('/agent', '1099'));
    expect(answer).toContain('Available for');
    expect(answer).toContain('CC-CMS agent/agentbyworkno');
    expect(answer).not.toContain('CC-Gateway');
  });

  it('come from the gateway alone, as far as it has them', async ({ expect }) => {
    await using bot = await startRunningBot({ mode, env: { CMS_URL: undefined } });
    const answer = await answered(bot, '1099', /CC-Gateway allonlineagents/);
    expect(answer).toContain('Available for');
    expect(answer).toMatch(/not measured by this connection/i);
  });

  it('are missing in four different ways', async ({ expect }) => {
    await using bot = await startRunningBot({ mode });
    await answered(bot, '1099', /CC-Gateway allonlineagents/);
    bot.simulator.world.signOut(1099);
    const signedOut = await answered(bot, '1099 state', /signed out/);
    const unknown = await answered(bot, '65000 state', /knows no agent 65000/);
    for (const upstream of ['gateway', 'cms'] as const)
      bot.simulator.faults.add({ upstream, kind: 'status', status: 500 });
    const silent = await answered(bot, '1001 state', /does not answer/);
    bot.simulator.faults.clear();
    expect(new Set([signedOut, unknown, silent]).size).toBe(3);
  });

  it('are shown with their age if there is nothing newer', async ({ expect }) => {
    await using bot = await startRunningBot({ mode });
    await answered(bot, '1099', /CC-Gateway allonlineagents/);
    for (const upstream of ['gateway', 'cms'] as const) bot.simulator.faults.add({ upstream, kind: 'hang' });
    const answer = await answered(bot, '1099', /older|ago|last/i);
    expect(answer).toContain('Available for');
  });
});

describe.concurrent.for(UPSTREAM_MODES)('certificates, clocks and keys, in %s mode', (mode) => {
  it.for(['expired', 'wrong-ca', 'wrong-host', 'self-signed'] as const)(
    'a certificate that is %s is never accepted, and the next valid one is',
    async (variant, { expect }) => {
      await using bot = await startRunningBot({ mode });
      await bot.simulator.tls.present(variant);
      expect(await answeredInTime(bot, '1099', /certificate/)).toContain('upstream-tls');
      await bot.simulator.tls.present('valid');
      await answeredInTime(bot, '1099', /CC-Gateway allonlineagents/);
    },
  );

  it('a CMS whose clock is ten minutes ahead is distinguished from a wrong key', async ({ expect }) => {
    await using bot = await startRunningBot({ mode, simulator: { cms: { signatureWindowMs: 300_000 } } });
    bot.simulator.cms.clockSkewMs = 600_000;
    expect(await answeredInTime(bot, '1099 stats', /upstream-clock-skew/)).toContain('clock');
    bot.simulator.cms.clockSkewMs = 0;
    await answeredInTime(bot, '1099 stats', /CC-CMS hisindex\/agent/);
    bot.simulator.cms.rotateKeys();
    await answeredInTime(bot, '1001 stats', /upstream-unauthorized/);
  });

  it('systemstate gets the body that its site accepts', async ({ expect }) => {
    for (const systemstateBody of ['flat', 'wrapped'] as const) {
      await using bot = await startRunningBot({ mode, simulator: { agents: 230, cms: { systemstateBody } } });
      await bot.workspace.as('U0SUPER').openHome();
      await expect.poll(() => bot.simulator.requests.count('cms', 'systemstate')).toBeGreaterThanOrEqual(3);
    }
  });
});
