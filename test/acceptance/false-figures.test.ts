import { describe, it } from 'vitest';
import { answered } from '../support/bots/answered.ts';
import { startRunningBot, textOf, UPSTREAM_MODES } from '../support/bots/running-bot.ts';
import { eventually } from '../support/clocks/budget.ts';
import { createShiftedClock } from '../support/clocks/shifted-clock.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';

const CMS_ALONE = { GATEWAY_URL: undefined };
const MINUTE_MS = 60_000;
/** Samples are five seconds apart. */
const RARELY = { interval: 500 };

describe.concurrent.for(UPSTREAM_MODES)('lists of the CMS, in %s mode', (mode) => {
  it('that are truncated silently are read completely', async ({ expect }) => {
    await using bot = await startRunningBot({
      mode,
      env: CMS_ALONE,
      simulator: { agents: 1_205, cms: { maxRowsPerPage: 500 } },
    });
    const { world } = bot.simulator;
    const signedIn = world.agents().filter(({ signedInAt }) => signedInAt !== undefined);
    const last = signedIn.at(-1);
    const floor = textOf(await bot.ask('/floor', 'now'));
    expect(floor).toContain(`*Signed in*\n${signedIn.length.toLocaleString('en')}`);
    expect(floor).not.toContain('at least');
    // The agent's own interface fails, so the roster has to provide the state.
    bot.simulator.faults.add({
      upstream: 'cms',
      route: 'agentbyworkno',
      kind: 'result-code',
      resultCode: '0100001',
    });
    expect(await answered(bot, `${last?.id} state`, /totalagentabstractex3/)).not.toContain('knows no agent');
  });

  it('that change during paging give “at least”, and make no agent unknown', async ({ expect }) => {
    await using bot = await startRunningBot({
      mode,
      env: CMS_ALONE,
      simulator: { agents: 60, cms: { maxRowsPerPage: 20, movedBetweenPages: 2 } },
    });
    const floor = textOf(await bot.ask('/floor', 'now'));
    expect(floor).toMatch(/\*Signed in\*\nat least \d+/);
    expect(floor).toContain('List of agents incomplete');
    // These two agents moved before the second page and were skipped.
    const skipped = bot.simulator.world.agents()[20];
    bot.simulator.faults.add({
      upstream: 'cms',
      route: 'agentbyworkno',
      kind: 'result-code',
      resultCode: '0100001',
    });
    expect(await answered(bot, `${skipped?.id} state`, /upstream-/)).not.toContain('knows no agent');
    Object.assign(bot.simulator.cms.rules, { movedBetweenPages: -2 });
    await eventually(async () =>
      expect(textOf(await bot.ask('/floor', 'now'))).not.toContain('List of agents incomplete'),
    );
  });
});

describe.concurrent.for(UPSTREAM_MODES)('impossible figures, in %s mode', (mode) => {
  it.for(wholeOr([4_294_967_295, -1, 1_796_054_400, 4_294_967_295_000], [-1, 4_294_967_295_000]))(
    'are not shown: %i',
    async (value, { expect }) => {
      await using bot = await startRunningBot({ mode });
      for (const upstream of ['gateway', 'cms'] as const)
        bot.simulator.faults.add({ upstream, kind: 'sentinel-figures', value });
      const card = await answered(bot, '1099', /\*Available\*/);
      expect(card).not.toMatch(/\dd\b|Available for|Answered\*\n/);
      const queues = textOf(await bot.ask('/queue', 'Sales'));
      expect(queues).not.toMatch(/\dd\b|4,294,967,295|for \d/);
      expect(textOf(await bot.ask('/floor', 'now'))).not.toMatch(/\dd\b|for \d/);
    },
  );
});

describe.concurrent.for(UPSTREAM_MODES)('a reply about another agent, in %s mode', (mode) => {
  it('is not used for this agent: the next route is asked', async ({ expect }) => {
    await using bot = await startRunningBot({ mode });
    // This agent serves no queue and is therefore not in the list of online agents.
    bot.simulator.world.addAgent({ id: 1103, name: 'Zoe Quiet', queues: [] });
    bot.simulator.world.addAgent({ id: 1104, name: 'Ana Other', queues: [] });
    bot.simulator.faults.add({ upstream: 'gateway', route: 'agentbyworkno', kind: 'rows-about-others' });
    const card = await answered(bot, '1103', /CC-CMS agent\/agentbyworkno/);
    expect(card).toContain('Zoe Quiet');
    bot.simulator.faults.add({ upstream: 'cms', kind: 'rows-about-others' });
    const nobody = await answered(bot, '1103', /upstream-garbled/);
    expect(nobody).not.toContain('Ana Other');
  });
});

describe.concurrent('call counters', () => {
  it('that are reset late leave yesterday’s calls to yesterday', async ({ expect }) => {
    const shifted = createShiftedClock(Date.UTC(2026, 10, 20, 23, 50));
    await using bot = await startRunningBot({
      shifted,
      env: { ...CMS_ALONE, SAMPLE_SECONDS: '5' },
      simulator: { agents: 0, queues: 1, cms: { countersResetLateMs: 60 * MINUTE_MS } },
    });
    const { world } = bot.simulator;
    world.addAgent({ id: 1001, queues: [1], answered: 37, talkSeconds: 3_700 });
    const callsOf = async (day: string) =>
      /\*Calls\*\n([^\n]*)/.exec(textOf(await bot.ask('/floor', `summary ${day}`)))?.[1];
    const readAgain = async () => {
      const read = bot.simulator.requests.count('cms', 'hisindex-agent');
      await eventually(() =>
        expect(bot.simulator.requests.count('cms', 'hisindex-agent')).toBeGreaterThan(read),
      );
    };
    await readAgain();
    await eventually(async () => expect(await callsOf('today')).toMatch(/37 answered/), RARELY);
    shifted.jump(21 * MINUTE_MS);
    await readAgain();
    await eventually(async () => expect(await callsOf('today')).toMatch(/(?:^| )0 answered/), RARELY);
    world.removeAgent(1001);
    world.addAgent({ id: 1001, queues: [1], answered: 2, talkSeconds: 60 });
    shifted.jump(60 * MINUTE_MS);
    await readAgain();
    await eventually(async () => expect(await callsOf('today')).toMatch(/at least 2 answered/), RARELY);
  });
});
