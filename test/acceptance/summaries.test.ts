import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answered } from '../support/bots/floor-answers.ts';
import { CHANNEL, PEOPLE, textOf } from '../support/bots/running-bot.ts';
import {
  buttonIn,
  dmOf,
  EVERY_EVENING,
  type SummarySetting,
  startSetting,
  titleOf,
} from '../support/bots/summary-setting.ts';

describe('in the first minute after the first start', () => {
  test('a summary has the start of the bot, and no figures of the day', async () => {
    await using setting = await startSetting({ history: false });
    const { ask } = setting.bot;
    const answer = await ask('/floor', 'summary today');
    expect(textOf(answer)).toContain('No data yet: Floorwalker started at 17:30.');
    expect(textOf(answer)).not.toMatch(/answered|No data for this day|Not included/);
    await ask('/floor', `subscribe ${EVERY_EVENING}`);
    await ask('/floor', 'send 1');
    const [summary] = await setting.postsWhen(1);
    expect(summary?.text).toContain('No data yet: Floorwalker started at 17:30.');
    expect(summary?.text).not.toMatch(/answered|No data for this day/);
  });
});

describe('the buttons of a summary', () => {
  test('“Send me the CSV” sends the figures as a file to the presser’s direct messages only', async () => {
    await using setting = await startSetting();
    const { bot } = setting;
    const answer = await bot.ask('/floor', 'summary today');
    const words = await buttonIn(setting, answer, 'summary_csv');
    expect(words?.text).toContain('The file is in your direct messages');
    const [sent] = await setting.postsWhen(1, dmOf(setting));
    const [file] = sent?.files ?? [];
    expect(file?.['name']).toBe('1-170-floor-2026-11-20.csv');
    const content = bot.workspace.files.byId(String(file?.['id']))?.content?.toString() ?? '';
    expect(content.split('\r\n')[1]).toMatch(/^2026-11-20,Europe\/Madrid,2026-11-20T\d\d:/);
    expect(content).toContain('Sales');
    expect(setting.posts()).toEqual([]);
  });

  test('“One queue in detail” reports on the chosen queue only', async () => {
    await using setting = await startSetting();
    const { workspace, ask } = setting.bot;
    const answer = await ask('/floor', 'summary');
    const menu =
      JSON.stringify(answer.blocks).match(/"value":"(1-170 2026-11-20 \d+ Europe\/Madrid 1)"/)?.[1] ?? '';
    const report = await workspace.as(PEOPLE.supervisor).click(answer, 'summary_queue', { value: menu });
    const event = await workspace.next((candidate) => candidate.type === 'ephemeral_posted', {
      since: report.seq,
    });
    expect('message' in event && event.message.text).toContain('Sales (1), Friday 20 November 2026.');
  });

  test('“Pause” pauses it, “Settings” opens its form, and a stranger is refused at the press', async () => {
    await using setting = await startSetting();
    const { workspace, ask } = setting.bot;
    await ask('/floor', `subscribe ${EVERY_EVENING}`);
    await ask('/floor', 'send 1');
    const [summary] = await setting.postsWhen(1);
    if (summary === undefined) throw new Error('unreachable');
    expect(summary.text).toContain('Sent because somebody asked for it now');
    expect((await buttonIn(setting, summary, 'summary_pause', PEOPLE.agent))?.text).toContain('Only <@');
    expect((await buttonIn(setting, summary, 'summary_csv', PEOPLE.guest))?.text).toContain('Guests');
    await workspace.as(PEOPLE.supervisor).click(summary, 'subscription_edit');
    await expect.poll(() => titleOf(workspace.as(PEOPLE.supervisor).openModal())).toContain('Subscription 1');
    expect((await buttonIn(setting, summary, 'summary_pause'))?.text).toContain('Subscription 1 is paused');
    expect((await ask('/floor', 'subscriptions')).text).toContain('paused: somebody asked for it');
  });
});

describe('the form', () => {
  test('creates a subscription, with errors beside the fields and the next time in words', async () => {
    await using setting = await startSetting({ history: false });
    const { person, form } = await openForm(setting);
    expect((await person.suggest(form, 'subscription_queues', 'sal')).options).toHaveLength(1);
    expect((await person.suggest(form, 'subscription_zone', 'new york')).options[0]?.['value']).toBe(
      'America/New_York',
    );
    const wrong = await person.submit(form, { channel: CHANNEL, times: 'teatime' });
    expect(JSON.stringify(wrong)).toContain('Type times such as 18:00');
    await person.submit(form, { channel: CHANNEL, times: '6 pm, 20.30', days: ['mon', 'fri'] });
    await expect
      .poll(() => JSON.stringify(person.openModal()?.blocks))
      .toContain('Next: Fri 20 Nov 18:00 Europe/Madrid, in 30m.');
    expect((await setting.bot.ask('/floor', 'subscriptions')).text).toContain(
      'mon,fri at 18:00, 20:30 Europe/Madrid',
    );
  });

  test('shows beside the field that the bot is not in the channel or that a queue is unknown, and stays open', async () => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    await answered(bot, '/queue', 'Sales', /Signed in/);
    const { person, form } = await openForm(setting);
    const { members = new Set() } = bot.workspace.directory.channels.get(CHANNEL) ?? {};
    members.delete(bot.workspace.botUserId);
    const alone = await person.submit(form, { channel: CHANNEL });
    expect(alone.errors).toEqual({ channel: expect.stringContaining('/invite @Floorwalker') });
    members.add(bot.workspace.botUserId);
    const gone = { text: { type: 'plain_text', text: 'Gone (77)' }, value: '77' };
    const wrong = await person.submit(form, { subscription_queues: { selected_options: [gone] } });
    expect(wrong.errors).toEqual({ queues: expect.stringContaining('There is no queue “77”') });
    const { options } = await person.suggest(form, 'subscription_queues', 'sal');
    await person.submit(form, { subscription_queues: { selected_options: options } });
    expect(JSON.stringify(person.openModal()?.blocks)).toMatch(/Subscription 1 is set up: .*Sales \(1\)/);
  });

  test('shows that it is checking when Slack cannot wait, and then the result', async () => {
    await using setting = await startSetting({ history: false });
    const { workspace } = setting.bot;
    const { person, form } = await openForm(setting);
    // The delay is longer than the form waits and shorter than the bot's timeout.
    workspace.faults.add({ kind: 'slow', ms: 2_500, method: 'conversations.history' });
    const report = await person.submit(form, { channel: CHANNEL });
    expect(JSON.stringify(report.ackBody)).toContain('One moment');
    await expect.poll(() => JSON.stringify(person.openModal()?.blocks)).toContain('Subscription 1 is set up');
  });

  test('says that names are unavailable, and accepts numbers meanwhile', async () => {
    await using setting = await startSetting({
      history: false,
      env: { GATEWAY_URL: 'https://127.0.0.1:1', CMS_URL: 'https://127.0.0.1:1' },
    });
    const { ask } = setting.bot;
    const { text } = await ask('/floor', `subscribe ${EVERY_EVENING} queues Sales`);
    expect(text).toContain('does not answer about the names of the queues');
    expect(text).not.toContain('There is no queue');
    const numbered = await ask('/floor', `subscribe ${EVERY_EVENING} queues 1`);
    expect(numbered.text).toContain('Subscription 1 is set up: Queue 1 to');
  });

  test('edits one from App Home, which lists, pauses and deletes it too', async () => {
    await using setting = await startSetting({ history: false });
    const { workspace, ask } = setting.bot;
    const person = workspace.as(PEOPLE.supervisor);
    await ask('/floor', `subscribe ${EVERY_EVENING}`);
    await person.openHome();
    const homeText = () => JSON.stringify(person.homeView()?.blocks ?? []);
    await expect.poll(homeText).toContain('next: Fri 20 Nov 18:00 Europe/Madrid');
    const press = async (action: string) => {
      const view = person.homeView();
      if (view !== undefined) await person.click(view, action);
    };
    await press('subscription_pause');
    await expect.poll(homeText).toContain('paused: somebody asked for it');
    await press('subscription_resume');
    await expect.poll(homeText).toContain('next: Fri 20 Nov');
    await press('subscription_edit');
    await expect.poll(() => titleOf(person.openModal())).toContain('Subscription 1');
    const form = person.openModal();
    if (form === undefined) throw new Error('unreachable');
    await person.submit(form, { times: '19:15' });
    await expect.poll(homeText).toContain('next: Fri 20 Nov 19:15');
    const answer = person.openModal();
    if (answer !== undefined) await person.closeView(answer);
    await press('subscription_delete');
    await expect.poll(homeText).toContain('There are none yet.');
  });
});

async function openForm({ bot: { workspace } }: SummarySetting) {
  const person = workspace.as(PEOPLE.supervisor);
  await person.command(CHANNEL, '/floor', 'subscribe');
  await expect.poll(() => titleOf(person.openModal())).toContain('Post a summary');
  const form = person.openModal();
  if (form === undefined) throw new Error('unreachable');
  return { person, form };
}

describe('a requested summary', () => {
  let shared: SummarySetting;
  beforeAll(async () => {
    shared = await startSetting();
  });
  afterAll(() => shared[Symbol.asyncDispose]());
  test.for([
    ['summary tomorrow', 'is not a day'],
    ['summary 2026-11-21', 'has not begun yet'],
    ['summary today queues Salas', 'Did you mean “Sales”?'],
    ['summary 2026-11-01', 'No data for this day'],
    ['summary yesterday', 'The floor, Thursday 19 November 2026.'],
    ['summary today queues Sales, 2', 'Sales (1) and Support (2), Friday 20 November 2026.'],
    ['sumary', 'Try /floor summary today'],
    ['send x', 'is not the number of a subscription'],
    ['help', '/floor subscribe daily 18:00'],
  ] as const)('%s', async ([typed, expected]) => {
    const answer = await shared.bot.ask('/floor', typed, PEOPLE.agent);
    expect(`${answer.text}\n${textOf(answer)}`).toContain(expected);
  });

  test('says so on a holiday, and a scheduled one is skipped if the calendar excludes the day', async () => {
    const calendarText = JSON.stringify({
      vdns: { 170: { onClosedDays: 'skip', holidays: [{ date: '2026-11-20', name: 'Founders’ Day' }] } },
    });
    await using setting = await startSetting({ calendarText });
    const { ask } = setting.bot;
    expect((await ask('/floor', 'summary')).text).toContain('A holiday: Founders’ Day.');
    const echo = await ask('/floor', `subscribe ${EVERY_EVENING}`);
    expect(echo.text).toContain('Next: Sat 21 Nov 18:00');
    expect(echo.text).toContain('Closed on Fri 20 Nov.');
  });
});

describe('without its database', () => {
  test('the bot answers other questions, and names the missing database where needed', async () => {
    await using setting = await startSetting({
      history: false,
      env: { DATABASE_URL: 'sqlite:/dev/null/floor.db' },
    });
    const { ask } = setting.bot;
    expect((await ask('/agent', '1099')).text).toContain('1099');
    expect((await ask('/floor', 'summary')).text).toContain('reference: storage-unavailable');
    expect((await ask('/floor', `subscribe ${EVERY_EVENING}`)).text).toContain('Everything else works');
    const health: unknown = await (await fetch(`http://127.0.0.1:${setting.bot.bot.port()}/readyz`)).json();
    expect(health).toMatchObject({ ready: true, history: { database: 'unavailable' } });
  });
});
