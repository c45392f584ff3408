import { describe, it } from 'vitest';
import type { Message } from '../../sandbox/slack-workspace/slack/message.ts';
import {
  answered,
  choose,
  ephemeral,
  kindsOf,
  nothingRefused,
  openForm,
  openHome,
  overflowOf,
  press,
  rowsOf,
  share,
} from '../support/bots/floor-answers.ts';
import { CHANNEL, PEOPLE, startRunningBot, textOf } from '../support/bots/running-bot.ts';
import { expectWithin } from '../support/clocks/budget.ts';
import { createShiftedClock } from '../support/clocks/shifted-clock.ts';

const MEMBER = PEOPLE.agent;
/** Maximum time from a command to its answer, in milliseconds. */
const ANSWER_MAX_MS = 4_000;

describe.concurrent('/queue', () => {
  it('lists the queues, those that need attention first, with calls waiting and sources', async ({
    expect,
  }) => {
    await using bot = await startRunningBot();
    for (const { id } of bot.simulator.world.agents()) {
      if (bot.simulator.world.agent(id).queues.includes(3)) bot.simulator.world.setState(id, 'talking');
    }
    bot.simulator.world.addWaitingCall(3, { waitedSeconds: 75 });
    const answer = await answered(bot, '/queue', '', /CC-Gateway allonlineagents/);
    const [, first] = rowsOf(answer);
    expect(first?.slice(0, 4)).toEqual([
      'Billing (3)',
      'all agents busy, calls waiting',
      '1',
      expect.stringMatching(/^1m 1\ds$/),
    ]);
    expect(rowsOf(answer)).toHaveLength(7);
    expect(textOf(answer)).toContain('CC-CMS skill/rindex');
    expect(answer.text).toMatch(/^Queues\. \d of 6 queues need/);
    nothingRefused(bot, expect);
  });

  it('pages through 200 queues in place, within Slack’s limits', async ({ expect }) => {
    await using bot = await startRunningBot({ simulator: { agents: 300, queues: 200 } });
    const first = await answered(bot, '/queue', '', /These are 1 to 20 of 200/);
    const second = await press(bot, first, 'floor_next_page');
    expect(second.ts).toBe(first.ts);
    expect(textOf(second)).toContain('These are 21 to 40 of 200');
    const titles = (message: Message) =>
      rowsOf(message)
        .map(([title]) => title)
        .slice(1);
    expect(titles(first).filter((title) => titles(second).includes(title))).toEqual([]);
    expect(textOf(await press(bot, second, 'floor_previous_page'))).toContain('These are 1 to 20 of 200');
    nothingRefused(bot, expect);
  });

  it('shows one queue by name or number: states, calls waiting, spare capacity, and agents', async ({
    expect,
  }) => {
    await using bot = await startRunningBot();
    bot.simulator.world.setState(1099, 'rest');
    const byName = textOf(await answered(bot, '/queue', ' sales ', /Signed in/));
    expect(byName).toContain('Sales (1)');
    expect(byName).toContain('available');
    expect(byName).toMatch(/\n1099 Liu Kai for \d+s/);
    expect(textOf(await bot.ask('/queue', '#1'))).toContain('Sales (1)');
    expect(textOf(await bot.ask('/queue', '1 agents'))).toMatch(/^Agents in Sales \(1\)/);
  });

  it('shows a person who is not a supervisor counts only', async ({ expect }) => {
    await using bot = await startRunningBot();
    const status = textOf(await answered(bot, '/queue', 'Sales', /Signed in/, MEMBER));
    expect(status).toContain('Only supervisors can see');
    expect(status).not.toMatch(/Liu Kai|1099/);
    const agents = await bot.ask('/queue', 'Sales agents', MEMBER);
    expect(agents.text).toContain(`Ask one of them: <@${PEOPLE.supervisor}>`);
    for (const refused of [PEOPLE.guest, PEOPLE.stranger])
      expect(textOf(await bot.ask('/queue', '', refused))).not.toContain('Sales');
  });

  it('suggests similar names, lists several matches, and has a help', async ({ expect }) => {
    await using bot = await startRunningBot();
    bot.simulator.world.addQueue({ id: 7, name: 'Sales EMEA' });
    bot.simulator.world.addQueue({ id: 8, name: '<!channel> *all*' });
    expect(textOf(await answered(bot, '/queue', 'Suport', /Did you mean/))).toContain('/queue Support');
    const several = await bot.ask('/queue', 'sal');
    expect(textOf(several)).toContain('“sal” matches 2 queues: Sales (1) and Sales EMEA (7).');
    const chosen = await choose(bot, several, 'floor_choose_queue', '1-170 queue 7 status');
    expect(textOf(chosen)).toContain('Sales EMEA (7)');
    expect(textOf(await bot.ask('/queue', 'nothing like it'))).toContain(
      'There is no queue “nothing like it”.',
    );
    expect(textOf(await bot.ask('/queue', 'help'))).toContain('/queue Sales agents');
    const hostile = await bot.ask('/queue', '8');
    expect(textOf(hostile)).toContain('<!channel> *all* (8)');
    expect(bot.workspace.mentions(hostile)).toEqual({
      users: [],
      userGroups: [],
      channels: [],
      broadcasts: [],
      links: [],
    });
    nothingRefused(bot, expect);
  });

  it('finds a queue by a name that Slack sends with entities, in every command with queues', async ({
    expect,
  }) => {
    await using bot = await startRunningBot();
    bot.simulator.world.addQueue({ id: 7, name: 'Sales & Co' });
    bot.simulator.world.addQueue({ id: 8, name: 'A <b> C' });
    const shown = await answered(bot, '/queue', 'Sales &amp; Co', /Signed in/);
    expect(textOf(shown)).toMatch(/^Sales & Co \(7\)/);
    for (const typed of ['A <b> C', 'A &lt;b&gt; C'])
      expect(textOf(await bot.ask('/queue', typed))).toMatch(/^A <b> C \(8\)/);
    expect(textOf(await bot.ask('/queue', 'Tea & Co'))).toContain('There is no queue “Tea & Co”');
    for (const name of ['Sales & Co', 'A <b> C']) {
      const { text } = await bot.ask('/floor', `summary today queues "${name}"`);
      expect(text).not.toContain('There is no queue');
    }
    expect(textOf(await bot.ask('/agent', '<1099>'))).toContain('“<1099>”');
    const home = await openHome(bot, PEOPLE.supervisor);
    const form = await openForm(bot, PEOPLE.supervisor, home);
    const person = bot.workspace.as(PEOPLE.supervisor);
    const { options } = await person.suggest(form, 'favourite_queues', 'sales &amp; c');
    expect(options.map(({ value }) => value)).toEqual(['7']);
  });

  it('opens the cards of the agents longest in a state from the menu beside them', async ({ expect }) => {
    await using bot = await startRunningBot();
    for (const [command, text] of [
      ['/queue', 'Sales'],
      ['/floor', ''],
    ] as const) {
      const answer = await answered(bot, command, text, /Liu Kai|Longest in state/);
      const [first] = overflowOf(answer);
      const card = await choose(bot, answer, 'floor_choose_agent', first?.value ?? '');
      const [, id = 'nobody', name = 'nobody'] =
        /^(\d+) (.+): [a-z ]+ for /.exec(first?.text.text ?? '') ?? [];
      expect(textOf(card)).toContain(`Agent ${id} · ${name}`);
      expect(overflowOf(await share(bot, answer, PEOPLE.supervisor))).toEqual([]);
      expect(overflowOf(await bot.ask(command, text, MEMBER))).toEqual([]);
    }
    nothingRefused(bot, expect);
  });

  it('opens the card of an agent from the menu', async ({ expect }) => {
    await using bot = await startRunningBot();
    const queue = await answered(bot, '/queue', 'Sales', /Liu Kai/);
    const card = await choose(bot, queue, 'agent_look_up', '1-170 1099 card');
    expect(textOf(card)).toContain('Agent 1099 · Liu Kai');
  });
});

describe.concurrent('/floor', () => {
  it('shows states, occupancy, the platform’s own count and queues that need attention', async ({
    expect,
  }) => {
    await using bot = await startRunningBot();
    const floor = await answered(bot, '/floor', '', /CC-CMS agentgroup\/systemstate/);
    const text = textOf(floor);
    for (const part of [
      '*Signed in*',
      '*On call*',
      '*Available*',
      '*Occupancy now*',
      'agents available',
      'Longest in state',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('Platform total');
    expect(kindsOf(floor)).toContain('data_visualization');
    expect(textOf(await bot.ask('/floor', ' NOW '))).toContain('The floor now');
    expect(textOf(await bot.ask('/floor', 'now', MEMBER))).not.toContain('Longest in state');
    nothingRefused(bot, expect);
  });

  it('says when the platform’s count differs from its list of agents', async ({ expect }) => {
    await using bot = await startRunningBot();
    bot.simulator.world.addAgent({ id: 3001, name: 'No Queue', queues: [], state: 'idle' });
    const text = textOf(await answered(bot, '/floor', '', /Platform total differs/));
    const [, listed = ''] = /\*Signed in\*\n(\d+)/.exec(text) ?? [];
    expect(text).toContain(`Platform total differs: ${Number(listed) + 1} signed in`);
  });

  it('omits the chart if Slack refuses it, has its content in words, and does not retry at once', async ({
    expect,
  }) => {
    await using bot = await startRunningBot();
    await answered(bot, '/floor', '', /CC-CMS agentgroup\/systemstate/);
    bot.workspace.faults.add({ kind: 'platform-error', error: 'invalid_blocks', method: 'response_url' });
    const before = bot.workspace.requests.length;
    const plain = await bot.ask('/floor', '');
    expect(kindsOf(plain)).not.toContain('data_visualization');
    expect(textOf(plain)).toMatch(/\*On call\*\n\d+/);
    expect(kindsOf(await bot.ask('/floor', ''))).not.toContain('data_visualization');
    const sent = bot.workspace.requests.slice(before).filter(({ method }) => method === 'response_url');
    expect(sent.map(({ ok }) => ok)).toEqual([false, true, true]);
    expect(kindsOf(await bot.ask('/queue', ''))).toContain('table');
  });

  it('refreshes in place with the new figures and time', async ({ expect }) => {
    const clock = createShiftedClock(Date.UTC(2026, 10, 20, 9));
    await using bot = await startRunningBot({ timing: { queries: { freshMs: 1 } }, shifted: clock });
    const first = await answered(bot, '/floor', '', /CC-CMS agentgroup\/systemstate/);
    const takenAt = (message: Message) => Number(/As of <!date\^(\d+)\^/.exec(textOf(message))?.[1]);
    const available = (message: Message) => Number(/\*Available\*\n(\d+)/.exec(textOf(message))?.[1]);
    bot.simulator.world.setState(1099, 'busy');
    clock.jump(7_000);
    const second = await press(bot, first, 'floor_refresh');
    expect(second.ts).toBe(first.ts);
    expect(takenAt(second)).toBeGreaterThanOrEqual(takenAt(first) + 7);
    expect(available(second)).toBe(available(first) - 1);
    expect(
      bot.workspace
        .as(PEOPLE.supervisor)
        .messages(CHANNEL)
        .filter(({ ts }) => ts === first.ts),
    ).toHaveLength(1);
  });

  it('is shared under the sharer’s name, with the sharer’s rights', async ({ expect }) => {
    await using bot = await startRunningBot();
    const own = await answered(bot, '/queue', 'Sales', /Liu Kai/);
    const shared = await share(bot, own, PEOPLE.supervisor);
    expect(textOf(shared)).toContain(`Shared by <@${PEOPLE.supervisor}>`);
    expect(textOf(shared)).toContain('Liu Kai');
    const members = await share(bot, await bot.ask('/queue', 'Sales', MEMBER), MEMBER);
    expect(textOf(members)).toContain('Sales (1)');
    expect(textOf(members)).not.toContain('Liu Kai');
    const { seq } = await bot.workspace.as(MEMBER).click(shared, 'floor_open');
    expect(textOf(await ephemeral(bot, seq))).not.toContain('Liu Kai');
  });

  it('names text that it does not understand', async ({ expect }) => {
    await using bot = await startRunningBot();
    expect(textOf(await bot.ask('/floor', '*dance*'))).toContain('I do not know “*dance*”');
    expect(textOf(await bot.ask('/floor', 'help'))).toContain('/floor now');
  });
});

describe.concurrent('with one connection', () => {
  it('the gateway alone has queues and calls waiting, but no count of the platform’s', async ({ expect }) => {
    await using bot = await startRunningBot({ env: { CMS_URL: undefined } });
    bot.simulator.world.addWaitingCall(1, { waitedSeconds: 30 });
    const queues = await answered(bot, '/queue', '', /CC-Gateway queryacdstat/);
    expect(textOf(queues)).toContain('Sales (1)');
    expect(rowsOf(queues).find(([title]) => title === 'Sales (1)')?.[2]).toBe('1');
    expect(textOf(await bot.ask('/floor', ''))).toContain(
      "Not measured by this connection: the contact centre's own count",
    );
  });

  it('the CMS alone has queues, calls waiting and the platform’s count', async ({ expect }) => {
    await using bot = await startRunningBot({ env: { GATEWAY_URL: undefined } });
    const text = textOf(await bot.ask('/floor', ''));
    expect(text).toContain('CC-CMS vdn/totalagentabstractex3');
    expect(text).not.toContain('Platform total');
    expect(textOf(await bot.ask('/queue', 'Sales'))).toContain('Sales (1)');
  });

  it('the CMS alone distinguishes an unknown agent from a signed-out one', async ({ expect }) => {
    await using bot = await startRunningBot({ env: { GATEWAY_URL: undefined } });
    expect(textOf(await bot.ask('/agent', '65000'))).toContain('knows no agent 65000');
    bot.simulator.world.signOut(1099);
    expect(textOf(await bot.ask('/agent', '1099 state'))).toContain('is signed out');
  });

  it('a queue name is not called wrong while names are unavailable', async ({ expect }) => {
    await using bot = await startRunningBot({ env: { CMS_URL: undefined } });
    bot.simulator.faults.add({ upstream: 'gateway', route: 'agentvdnskill', kind: 'status', status: 500 });
    const answer = textOf(await answered(bot, '/queue', 'Sales', /names of the queues/));
    expect(answer).toContain('Ask by number instead');
    expect(textOf(await bot.ask('/queue', '1'))).toContain('Queue 1');
  });

  it('a figure that no route has is called missing, and is never 0', async ({ expect }) => {
    await using bot = await startRunningBot({ env: { CMS_URL: undefined } });
    bot.simulator.faults.add({ upstream: 'gateway', route: 'queryacdstat', kind: 'status', status: 500 });
    const queues = await answered(bot, '/queue', '', /does not answer about calls waiting/);
    expect(rowsOf(queues)[0]).not.toContain('Calls waiting');
  });
});

it('an answer about ten thousand agents comes within the limit for people', async ({ expect }) => {
  await using bot = await startRunningBot({ simulator: { agents: 10_000, queues: 50 } });
  await answered(bot, '/floor', '', /CC-Gateway allonlineagents/);
  for (const command of ['/floor', '/queue'] as const) {
    const begun = performance.now();
    const answer = await bot.ask(command, '');
    expectWithin(ANSWER_MAX_MS, begun);
    expect(textOf(answer)).toContain('CC-Gateway allonlineagents');
  }
  nothingRefused(bot, expect);
});
