import { describe, it } from 'vitest';
import {
  answered,
  chooseQueues,
  headsOf,
  nothingRefused,
  openForm,
  openHome,
  textIn,
  updated,
} from '../support/bots/floor-answers.ts';
import { PEOPLE, startRunningBot } from '../support/bots/running-bot.ts';

describe.concurrent('App Home', () => {
  it('greets a person without chosen queues, and shows two people their own choices', async ({ expect }) => {
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
    expect(textIn(await openHome(bot, PEOPLE.agent))).not.toMatch(/Longest on/);
    nothingRefused(bot, expect);
  });

  it('offers the queues that match the typed text, none to a guest, and starts from the chosen ones', async ({
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
    expect(textIn(await openHome(bot, PEOPLE.guest))).toContain('Guests cannot use');
  });

  it('opens a queue, and from there an agent, in a modal', async ({ expect }) => {
    await using bot = await startRunningBot();
    await answered(bot, '/floor', '', /CC-Gateway allonlineagents/);
    const person = bot.workspace.as(PEOPLE.supervisor);
    const empty = await openHome(bot, PEOPLE.supervisor);
    const home = await chooseQueues(bot, PEOPLE.supervisor, empty, { typed: 'sal', id: '1' });
    const { seq } = await person.click(home, 'floor_open');
    const queue = await updated(bot, PEOPLE.supervisor, seq, /dedicated/);
    expect(textIn(queue)).toContain('Liu Kai');
    const next = await person.click(queue, 'agent_look_up', { value: '1-170 1099 card' });
    expect(textIn(await updated(bot, PEOPLE.supervisor, next.seq, /Agent 1099/))).toContain('Liu Kai');
    nothingRefused(bot, expect);
  });

  it('is a plain page with a next step if Slack refuses it, and is sent once', async ({ expect }) => {
    await using bot = await startRunningBot();
    const publishes = () => bot.workspace.requests.filter(({ method }) => method === 'views.publish');
    const refuse = (times: number) =>
      bot.workspace.faults.add({
        kind: 'platform-error',
        error: 'invalid_arguments',
        method: 'views.publish',
        times,
      });
    refuse(2);
    expect(textIn(await openHome(bot, PEOPLE.supervisor))).toContain('could not be put together');
    expect(publishes().map(({ ok }) => ok)).toEqual([false, false, true]);
    refuse(3);
    await bot.workspace.as(PEOPLE.supervisor).openHome();
    await expect.poll(() => publishes().length).toBe(6);
    expect(textIn(await openHome(bot, PEOPLE.supervisor))).toContain('The floor now');
    expect(publishes().map(({ ok }) => ok)).toEqual([false, false, true, false, false, false, true]);
    expect(bot.log.join('')).toContain('invalid_arguments');
  });

  it.for(['view_too_large', 'invalid_blocks', 'invalid_arguments', 'code_of_tomorrow'])(
    'has its content as plain text if Slack refuses it with %s',
    async (error, { expect }) => {
      await using bot = await startRunningBot();
      await answered(bot, '/floor', '', /CC-Gateway allonlineagents/);
      bot.workspace.faults.add({ kind: 'platform-error', error, method: 'views.publish' });
      const page = await openHome(bot, PEOPLE.supervisor);
      expect(textIn(page)).toMatch(/The floor now.*Signed in.*How to use it/s);
      expect(page.blocks.filter(({ type }) => type !== 'section').map(({ type }) => type)).toEqual([
        'actions',
      ]);
      expect(bot.workspace.requests.filter(({ ok }) => !ok).map((request) => request.error)).toEqual([error]);
    },
  );

  it('gives the reason why no queues can be chosen while the contact centre is down', async ({ expect }) => {
    const env = { GATEWAY_URL: 'https://127.0.0.1:1', CMS_URL: 'https://127.0.0.1:1' };
    await using bot = await startRunningBot({ env });
    const form = await openForm(bot, PEOPLE.supervisor, await openHome(bot, PEOPLE.supervisor));
    expect(textIn(form)).toMatch(/does not answer about which queues there are: .*\(reference: upstream-/);
    nothingRefused(bot, expect);
  });

  it('works without its database, and names what is missing', async ({ expect }) => {
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
