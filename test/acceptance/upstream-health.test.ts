import { describe, it } from 'vitest';
import { z } from 'zod';
import type { FaultEffect } from '../../sandbox/contact-center/faults/fault-kinds.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { answered } from '../support/bots/answered.ts';
import { type RunningBot, startRunningBot } from '../support/bots/running-bot.ts';
import { eventually } from '../support/clocks/budget.ts';

type Upstream = 'CC-Gateway' | 'CC-CMS';
type Degraded = readonly [string, 'gateway' | 'cms', FaultEffect, ErrorCode];

const DEGRADED: readonly Degraded[] = [
  ['keys that it does not accept', 'cms', { kind: 'unauthorized' }, 'upstream-unauthorized'],
  ['a firewall’s 403', 'cms', { kind: 'html', status: 403 }, 'upstream-rejected'],
  ['a firewall’s 418', 'cms', { kind: 'html', status: 418 }, 'upstream-rejected'],
  ['a call that failed', 'cms', { kind: 'result-code', resultCode: '0100001' }, 'upstream-failed'],
  [
    'a right that it does not give',
    'cms',
    { kind: 'result-code', resultCode: '0101003' },
    'upstream-rejected',
  ],
  ['objects for lists', 'cms', { kind: 'wrong-types', variant: 'object-for-list' }, 'upstream-garbled'],
  ['a firewall’s 403', 'gateway', { kind: 'html', status: 403 }, 'upstream-rejected'],
  ['a platform that fails', 'gateway', { kind: 'retcode', retcode: '100-007' }, 'upstream-failed'],
];

describe.concurrent.for(DEGRADED)('%s, by the %s', ([, upstream, effect, code]) => {
  const name = upstream === 'cms' ? 'CC-CMS' : 'CC-Gateway';

  it('makes health degraded, with one line in the log until it ends', async ({ expect }) => {
    await using bot = await startRunningBot();
    await answered(bot, '1099', /CC-Gateway allonlineagents/);
    const fault = bot.simulator.faults.add({ ...effect, upstream });
    await eventually(
      async () => {
        await bot.ask('/agent', '1099');
        expect(await healthOf(bot, name)).toMatchObject({ state: 'down', code });
      },
      { interval: 50 },
    );
    await bot.ask('/agent', '1099');
    const told = linesOf(bot, name).filter((line) => line.code === code);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ level: 'warn' });
    fault.remove();
  });
});

describe.concurrent('health', () => {
  it('is restored by the first answer, with one line in the log', async ({ expect }) => {
    await using bot = await startRunningBot({ timing: { queries: { freshMs: 20, refusedMs: 20 } } });
    await answered(bot, '1099', /CC-CMS hisindex\/agent/);
    bot.simulator.faults.add({ upstream: 'cms', kind: 'unauthorized' });
    await answered(bot, '1001 stats', /upstream-unauthorized/);
    bot.simulator.faults.clear();
    await answered(bot, '1002 stats', /CC-CMS hisindex\/agent/);
    expect(await healthOf(bot, 'CC-CMS')).toMatchObject({ state: 'up', code: null });
    const recovered = linesOf(bot, 'CC-CMS').filter(({ level }) => level === 'info');
    expect(recovered).toHaveLength(1);
  });

  it('does not change for justified refusals: others’ paths, unknown and signed-out agents', async ({
    expect,
  }) => {
    for (const crossAgentCode of ['000-003', '100-006'] as const) {
      await using bot = await startRunningBot({ simulator: { gateway: { crossAgentCode } } });
      bot.simulator.world.startCall(1099);
      await answered(bot, '1099', /CC-Gateway allonlineagents/);
      await answered(bot, '65000', /knows no agent/);
      bot.simulator.world.signOut(1001);
      await answered(bot, '1001', /signed out/);
      for (const name of ['CC-Gateway', 'CC-CMS'] as const) {
        expect(await healthOf(bot, name)).toMatchObject({ state: 'up', code: null });
        expect(linesOf(bot, name)).toEqual([]);
      }
    }
  });

  it('distinguishes partial failure from total failure, without a line for each question', async ({
    expect,
  }) => {
    await using bot = await startRunningBot();
    await answered(bot, '1099', /CC-CMS hisindex\/agent/);
    bot.simulator.faults.add({
      upstream: 'cms',
      route: 'hisindex-agent',
      kind: 'result-code',
      resultCode: '0100001',
    });
    for (let round = 0; round < 5; round += 1) await bot.ask('/agent', '1099');
    // The other interface may have answered since, depending on cached answers and the pause after failures.
    const health = async () => {
      await bot.ask('/agent', '1099');
      return healthOf(bot, 'CC-CMS');
    };
    await expect.poll(health).toMatchObject({ state: 'impaired', code: 'upstream-failed' });
    expect(linesOf(bot, 'CC-CMS')).toHaveLength(1);
    expect(linesOf(bot, 'CC-CMS')[0]).toMatchObject({
      endpoint: 'hisindex/agent',
      detail: 'resultCode 0100001',
    });
  });
});

const reportSchema = z.object({
  connections: z.array(z.object({ name: z.string(), state: z.string(), code: z.string().nullable() })),
});

async function healthOf(bot: RunningBot, name: Upstream) {
  const report: unknown = await (await fetch(`http://127.0.0.1:${bot.bot.port()}/readyz`)).json();
  return reportSchema.parse(report).connections.find((connection) => connection.name === name);
}

const lineSchema = z.object({
  level: z.string(),
  upstream: z.string().optional(),
  endpoint: z.string().optional(),
  code: z.string().optional(),
  detail: z.string().optional(),
});

/** Returns the log lines about an upstream's health. */
function linesOf(bot: RunningBot, name: Upstream) {
  return bot.log
    .map((line) => lineSchema.parse(JSON.parse(line)))
    .filter(({ upstream }) => upstream === name);
}
