import { describe, type ExpectStatic, it, vi } from 'vitest';
import { z } from 'zod';
import type { Message } from '../../sandbox/slack/message.ts';
import type { View } from '../../sandbox/slack/view.ts';
import { CHANNEL, PEOPLE, type RunningBot, startRunningBot, textOf } from '../support/running-bot.ts';

const MEMBER = PEOPLE.agent;
/** A person waits at most so long, from Enter to words. */
const PATIENCE_MS = 4_000;

describe.concurrent('/queue', () => {
  it('lists the queues, those that need help first, with callers and sources', async ({ expect }) => {
    await using bot = await startRunningBot();
    for (const { id } of bot.simulator.world.agents()) {
      if (bot.simulator.world.agent(id).queues.includes(3)) bot.simulator.world.setState(id, 'talking');
    }
    bot.simulator.world.addWaitingCall(3, { waitedSeconds: 75 });
    const answer = await answered(bot, '/queue', '', /CC-Gateway allonlineagents/);
    const [, first] = rowsOf(answer);
    expect(first?.slice(0, 4)).toEqual([
      'Billing (3)',
      'nobody idle, callers waiting',
      '1',
      expect.stringMatching(/^1 minute 1\d seconds$/),
    ]);
    expect(rowsOf(answer)).toHaveLength(7);
    expect(textOf(answer)).toContain('CC-CMS skill/rindex');
    expect(answer.text).toMatch(/^\d of 6 queues need/);
    nothingRefused(bot, expect);
  });

  it('pages through 200 queues in place, and keeps to Slack’s limits', async ({ expect }) => {
    await using bot = await startRunningBot({ simulator: { agents: 300, queues: 200 } });
    const first = await answered(bot, '/queue', '', /These are 1 to 50 of 200/);
    const second = await press(bot, first, 'floor_next_page');
    expect(second.ts).toBe(first.ts);
    expect(textOf(second)).toContain('These are 51 to 100 of 200');
    const titles = (message: Message) =>
      rowsOf(message)
        .map(([title]) => title)
        .slice(1);
    expect(titles(first).filter((title) => titles(second).includes(title))).toEqual([]);
    expect(textOf(await press(bot, second, 'floor_previous_page'))).toContain('These are 1 to 50 of 200');
    nothingRefused(bot, expect);
  });

  it('shows one queue by name or number: states, callers, spare capacity, and who is there', async ({
    expect,
  }) => {
    await using bot = await startRunningBot();
    bot.simulator.world.setState(1099, 'rest');
    const byName = textOf(await answered(bot, '/queue', ' sales ', /Signed in/));
    expect(byName).toContain('Sales (1)');
    expect(byName).toContain('Spare capacity');
    expect(byName).toMatch(/\n1099 Liu Kai for \d+ seconds?/);
    expect(textOf(await bot.ask('/queue', '#1'))).toContain('Sales (1)');
    expect(textOf(await bot.ask('/queue', '1 agents'))).toMatch(/^Agents in Sales \(1\)/);
  });

  it('shows who is not a supervisor the counts, and nobody', async ({ expect }) => {
    await using bot = await startRunningBot();
    const status = textOf(await answered(bot, '/queue', 'Sales', /Signed in/, MEMBER));
    expect(status).toContain('shown to supervisors only');
    expect(status).not.toMatch(/Liu Kai|1099/);
    const agents = await bot.ask('/queue', 'Sales agents', MEMBER);
    expect(agents.text).toContain(`Ask one of them: <@${PEOPLE.supervisor}>`);
    for (const refused of [PEOPLE.guest, PEOPLE.stranger])
      expect(textOf(await bot.ask('/queue', '', refused))).not.toContain('Sales');
  });

  it('suggests near names, lists several, and explains itself', async ({ expect }) => {
    await using bot = await startRunningBot();
    bot.simulator.world.addQueue({ id: 7, name: 'Sales EMEA' });
    bot.simulator.world.addQueue({ id: 8, name: '<!channel> *all*' });
    expect(textOf(await answered(bot, '/queue', 'Suport', /Did you mean/))).toContain('/queue Support');
    const several = await bot.ask('/queue', 'sal');
    expect(textOf(several)).toContain('Several queues go by “sal”: Sales (1) and Sales EMEA (7).');
    const chosen = await choose(bot, several, 'floor_choose_queue', { kind: 'queue', id: 7, view: 'status' });
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

  it('opens the card of an agent from the menu', async ({ expect }) => {
    await using bot = await startRunningBot();
    const queue = await answered(bot, '/queue', 'Sales', /Liu Kai/);
    const card = await choose(bot, queue, 'agent_look_up', { agentId: 1099, view: 'card' });
    expect(textOf(card)).toContain('Agent 1099 · Liu Kai');
  });
});

describe.concurrent('/floor', () => {
  it('shows states, load, the platform’s own count and queues that need a look', async ({ expect }) => {
    await using bot = await startRunningBot();
    const floor = await answered(bot, '/floor', '', /own count is the same/);
    const text = textOf(floor);
    for (const part of [
      '*Signed in*',
      '*Talking*',
      '*Idle*',
      '*Load now*',
      'Spare capacity',
      'Longest in their state',
    ])
      expect(text).toContain(part);
    expect(text).toContain('CC-CMS agentgroup/systemstate');
    expect(kindsOf(floor)).toContain('data_visualization');
    expect(textOf(await bot.ask('/floor', ' NOW '))).toContain('The floor now');
    expect(textOf(await bot.ask('/floor', 'now', MEMBER))).not.toContain('Longest in their state');
    nothingRefused(bot, expect);
  });

  it('says when the platform counts others than its list of agents shows', async ({ expect }) => {
    await using bot = await startRunningBot();
    bot.simulator.world.addAgent({ id: 3001, name: 'No Queue', queues: [], state: 'idle' });
    const text = textOf(await answered(bot, '/floor', '', /own count differs/));
    const [, listed = ''] = /\*Signed in\*\n(\d+)/.exec(text) ?? [];
    expect(text).toContain(`own count differs: ${Number(listed) + 1} signed in`);
  });

  it('leaves the chart out where Slack refuses it, says the same, and does not try again at once', async ({
    expect,
  }) => {
    await using bot = await startRunningBot();
    await answered(bot, '/floor', '', /own count/);
    bot.workspace.faults.add({ kind: 'platform-error', error: 'invalid_blocks', method: 'response_url' });
    const before = bot.workspace.requests.length;
    const plain = await bot.ask('/floor', '');
    expect(kindsOf(plain)).not.toContain('data_visualization');
    expect(textOf(plain)).toMatch(/\*Talking\*\n\d+/);
    expect(kindsOf(await bot.ask('/floor', ''))).not.toContain('data_visualization');
    const sent = bot.workspace.requests.slice(before).filter(({ method }) => method === 'response_url');
    expect(sent.map(({ ok }) => ok)).toEqual([false, true, true]);
    expect(kindsOf(await bot.ask('/queue', ''))).toContain('table');
  });

  it('refreshes in place with the new figures and time', async ({ expect }) => {
    await using bot = await startRunningBot({ timing: { queries: { freshMs: 1 } } });
    const first = await answered(bot, '/floor', '', /own count/);
    const idle = (message: Message) => Number(/\*Idle\*\n(\d+)/.exec(textOf(message))?.[1]);
    bot.simulator.world.setState(1099, 'busy');
    const second = await press(bot, first, 'floor_refresh');
    expect(second.ts).toBe(first.ts);
    expect(idle(second)).toBe(idle(first) - 1);
    expect(
      bot.workspace
        .as(PEOPLE.supervisor)
        .messages(CHANNEL)
        .filter(({ ts }) => ts === first.ts),
    ).toHaveLength(1);
  });

  it('is shared under the sharer’s name, by the sharer’s rights', async ({ expect }) => {
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

  it('says what it cannot do yet, and what it does not understand', async ({ expect }) => {
    await using bot = await startRunningBot();
    for (const text of ['summary yesterday', 'subscribe daily 18:00', 'send 1', 'subscribe'])
      expect(textOf(await bot.ask('/floor', text))).toContain('not part of this version');
    expect(textOf(await bot.ask('/floor', '*dance*'))).toContain('I do not know what to do with “*dance*”');
    expect(textOf(await bot.ask('/floor', 'help'))).toContain('/floor now');
  });
});

describe.concurrent('with one connection', () => {
  it('the gateway alone measures queues and callers, and no count of the platform’s', async ({ expect }) => {
    await using bot = await startRunningBot({ env: { CMS_URL: undefined } });
    bot.simulator.world.addWaitingCall(1, { waitedSeconds: 30 });
    const queues = await answered(bot, '/queue', '', /CC-Gateway queryacdstat/);
    expect(textOf(queues)).toContain('Sales (1)');
    expect(rowsOf(queues).find(([title]) => title === 'Sales (1)')?.[2]).toBe('1');
    expect(textOf(await bot.ask('/floor', ''))).toContain('own count is not measured by this connection');
  });

  it('the CMS alone measures queues, callers and the platform’s count', async ({ expect }) => {
    await using bot = await startRunningBot({ env: { GATEWAY_URL: undefined } });
    const text = textOf(await bot.ask('/floor', ''));
    expect(text).toContain('CC-CMS vdn/totalagentabstractex3');
    expect(text).toContain('own count is the same');
    expect(textOf(await bot.ask('/queue', 'Sales'))).toContain('Sales (1)');
  });

  it('the CMS alone tells an unknown agent from one who is signed out', async ({ expect }) => {
    await using bot = await startRunningBot({ env: { GATEWAY_URL: undefined } });
    expect(textOf(await bot.ask('/agent', '65000'))).toContain('knows no agent 65000');
    bot.simulator.world.signOut(1099);
    expect(textOf(await bot.ask('/agent', '1099 state'))).toContain('is signed out');
  });

  it('what neither route can say is said to be missing, and nothing is 0 for it', async ({ expect }) => {
    await using bot = await startRunningBot({ env: { CMS_URL: undefined } });
    bot.simulator.faults.add({ upstream: 'gateway', route: 'queryacdstat', kind: 'status', status: 500 });
    const queues = await answered(bot, '/queue', '', /does not answer about how many callers wait/);
    expect(rowsOf(queues)[0]).not.toContain('Waiting');
  });
});

it('ten thousand agents are answered within the time that a person waits', async ({ expect }) => {
  await using bot = await startRunningBot({ simulator: { agents: 10_000, queues: 50 } });
  await answered(bot, '/floor', '', /CC-Gateway allonlineagents/);
  for (const command of ['/floor', '/queue'] as const) {
    const begun = performance.now();
    const answer = await bot.ask(command, '');
    expect(performance.now() - begun).toBeLessThan(PATIENCE_MS);
    expect(textOf(answer)).toContain('CC-Gateway allonlineagents');
  }
  nothingRefused(bot, expect);
});

describe.concurrent('App Home', () => {
  it('greets who has never chosen, and shows two people what each of them chose', async ({ expect }) => {
    await using bot = await startRunningBot();
    await answered(bot, '/floor', '', /CC-Gateway allonlineagents/);
    const first = await openHome(bot, PEOPLE.supervisor);
    expect(textIn(first)).toContain('Start here');
    const mine = await chooseQueues(bot, PEOPLE.supervisor, first, { typed: 'bill', id: '3' });
    const other = await openHome(bot, PEOPLE.groupMember);
    const theirs = await chooseQueues(bot, PEOPLE.groupMember, other, { typed: '', id: '1' });
    expect(headsOf(mine)).toContain('Billing (3)');
    expect(headsOf(mine)).not.toContain('Sales (1)');
    expect(headsOf(theirs)).toContain('Sales (1)');
    expect(headsOf(theirs)).not.toContain('Billing (3)');
    expect(textIn(await openHome(bot, MEMBER))).not.toMatch(/Longest on/);
    nothingRefused(bot, expect);
  });

  it('offers the queues that match what is typed, none to a guest, and starts from what was chosen', async ({
    expect,
  }) => {
    await using bot = await startRunningBot({ mode: 'http', simulator: { queues: 150 } });
    await answered(bot, '/floor', '', /CC-Gateway allonlineagents/);
    const home = await openHome(bot, PEOPLE.supervisor);
    const chosen = await chooseQueues(bot, PEOPLE.supervisor, home, { typed: 'sal', id: '1' });
    const form = await openForm(bot, PEOPLE.supervisor, chosen);
    expect(JSON.stringify(form.blocks)).toContain(
      '"initial_options":[{"text":{"type":"plain_text","text":"Sales (1)"',
    );
    const person = bot.workspace.as(PEOPLE.supervisor);
    const offered = async (typed: string) => (await person.suggest(form, 'favourite_queues', typed)).options;
    expect(await offered('')).toHaveLength(100);
    expect((await offered('queue 14')).map(({ value }) => value)).toContain('149');
    expect((await offered('reser')).map(({ value }) => value)).toEqual(['5']);
    expect(await offered('zzz')).toEqual([]);
    expect(textIn(await openHome(bot, PEOPLE.guest))).toContain('Guests of this workspace');
  });

  it('opens a queue, and from there an agent, in a modal', async ({ expect }) => {
    await using bot = await startRunningBot();
    await answered(bot, '/floor', '', /CC-Gateway allonlineagents/);
    const person = bot.workspace.as(PEOPLE.supervisor);
    const empty = await openHome(bot, PEOPLE.supervisor);
    const home = await chooseQueues(bot, PEOPLE.supervisor, empty, { typed: 'sal', id: '1' });
    const { seq } = await person.click(home, 'floor_open');
    const queue = await updated(bot, PEOPLE.supervisor, seq, /Spare capacity/);
    expect(textIn(queue)).toContain('Liu Kai');
    const value = JSON.stringify({ agentId: 1099, view: 'card' });
    const next = await person.click(queue, 'agent_look_up', { value });
    expect(textIn(await updated(bot, PEOPLE.supervisor, next.seq, /Agent 1099/))).toContain('Liu Kai');
    nothingRefused(bot, expect);
  });

  it('works without its database, and says what that costs', async ({ expect }) => {
    await using bot = await startRunningBot({ env: { DATABASE_URL: 'sqlite:/dev/null/floor.db' } });
    await answered(bot, '/agent', '1099', /Liu Kai/);
    const home = await openHome(bot, PEOPLE.supervisor);
    expect(textIn(home)).toContain('Your choice of queues cannot be read just now');
    expect(textIn(home)).toContain('*Signed in*');
    const form = await openForm(bot, PEOPLE.supervisor, home);
    expect(textIn(form)).toContain('could not be read just now');
    const person = bot.workspace.as(PEOPLE.supervisor);
    const report = await person.submit(form, { favourite_queues: ['1'] });
    expect(report.errors).toEqual({ favourite_queues: expect.stringContaining('storage-unavailable') });
    expect(bot.log.join('')).toContain('storage-unavailable');
  });
});

/** Asks until the answer is as expected: what is being waited for is the gateway's sign-in. */
async function answered(
  bot: RunningBot,
  command: string,
  text: string,
  expected: RegExp,
  person: string = PEOPLE.supervisor,
): Promise<Message> {
  return vi.waitFor(
    async () => {
      const answer = await bot.ask(command, text, person);
      if (!expected.test(textOf(answer))) throw new Error(`expected ${expected} in ${textOf(answer)}`);
      return answer;
    },
    { timeout: 8_000, interval: 50 },
  );
}

async function press(bot: RunningBot, message: Message, action: string): Promise<Message> {
  const { seq } = await bot.workspace.as(PEOPLE.supervisor).click(message, action);
  const event = await bot.workspace.next(({ type }) => type === 'ephemeral_updated', { since: seq });
  if (event.type !== 'ephemeral_updated') throw new Error('unreachable');
  return event.message;
}

async function choose(bot: RunningBot, message: Message, action: string, question: object): Promise<Message> {
  const value = JSON.stringify(question);
  const { seq } = await bot.workspace.as(PEOPLE.supervisor).click(message, action, { value });
  return ephemeral(bot, seq);
}

async function ephemeral(bot: RunningBot, since: number): Promise<Message> {
  const event = await bot.workspace.next(({ type }) => type === 'ephemeral_posted', { since });
  if (event.type !== 'ephemeral_posted') throw new Error('unreachable');
  return event.message;
}

async function share(bot: RunningBot, message: Message, person: string): Promise<Message> {
  const { seq } = await bot.workspace.as(person).click(message, 'floor_share');
  const event = await bot.workspace.next(({ type }) => type === 'message_posted', { since: seq });
  if (event.type !== 'message_posted') throw new Error('unreachable');
  return event.message;
}

async function openHome(bot: RunningBot, person: string): Promise<View> {
  const { seq } = await bot.workspace.as(person).openHome();
  return published(bot, person, seq);
}

async function published(bot: RunningBot, person: string, since: number): Promise<View> {
  const event = await bot.workspace.next(
    (candidate) => candidate.type === 'view_published' && candidate.user === person,
    { since },
  );
  if (event.type !== 'view_published') throw new Error('unreachable');
  return event.view;
}

/** "Change my queues", as far as the form in which they are chosen. */
async function openForm(bot: RunningBot, person: string, home: View): Promise<View> {
  const { seq } = await bot.workspace.as(person).click(home, 'home_choose_queues');
  return updated(bot, person, seq, /Queues to see first/);
}

/** Types, takes the one offered queue of that number, and submits; the page that follows. */
async function chooseQueues(
  bot: RunningBot,
  person: string,
  home: View,
  chosen: { typed: string; id: string },
): Promise<View> {
  const form = await openForm(bot, person, home);
  const who = bot.workspace.as(person);
  const { options } = await who.suggest(form, 'favourite_queues', chosen.typed);
  const option = options.find(({ value }) => value === chosen.id);
  if (option === undefined) throw new Error(`queue ${chosen.id} is not offered for “${chosen.typed}”`);
  const report = await who.submit(form, { favourite_queues: { selected_options: [option] } });
  if (report.errors !== undefined) throw new Error(JSON.stringify(report.errors));
  return published(bot, person, report.seq);
}

/** The modal once it shows what is expected. */
async function updated(bot: RunningBot, person: string, since: number, expected: RegExp): Promise<View> {
  const event = await bot.workspace.next(
    (candidate) =>
      candidate.type === 'view_updated' && candidate.user === person && expected.test(textIn(candidate.view)),
    { since },
  );
  if (event.type !== 'view_updated') throw new Error('unreachable');
  return event.view;
}

/** Of the answer's table, header first. */
function rowsOf(message: Message): string[][] {
  const table = message.blocks?.find(({ type }) => type === 'table');
  const rows = z.array(z.array(z.object({ text: z.string() }))).parse(table?.['rows'] ?? []);
  return rows.map((row) => row.map(({ text }) => text));
}

function kindsOf(message: Message): string[] {
  return (message.blocks ?? []).map(({ type }) => type);
}

function textIn(view: View): string {
  return JSON.stringify(view.blocks).replaceAll('\\n', '\n');
}

/** What stands at the head of the page's sections. */
function headsOf(view: View): unknown[] {
  return view.blocks.map((block) => Object(block['text']).text);
}

function nothingRefused({ workspace }: RunningBot, expect: ExpectStatic): void {
  expect(workspace.events.filter(({ type }) => type === 'refused')).toEqual([]);
  expect(workspace.requests.filter(({ ok }) => !ok)).toEqual([]);
}
