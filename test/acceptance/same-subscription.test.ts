import { describe, expect, test } from 'vitest';
import type { View } from '../../sandbox/slack-workspace/slack/view.ts';
import { CHANNEL, PEOPLE, textOf } from '../support/bots/running-bot.ts';
import { buttonIn, type SummarySetting, startSetting, titleOf } from '../support/bots/summary-setting.ts';

const ALREADY = 'Summary 1 already does this';

async function openForm({ bot: { workspace } }: SummarySetting): Promise<View> {
  const person = workspace.as(PEOPLE.supervisor);
  await person.command(CHANNEL, '/floor', 'subscribe');
  await expect.poll(() => titleOf(person.openModal())).toContain('Post a summary');
  const form = person.openModal();
  if (form === undefined) throw new Error('unreachable');
  return form;
}

describe('a second equal subscription', () => {
  test.for([
    ['subscribe daily 18:00', 'subscribe daily 18:00'],
    ['subscribe daily 18:00,9:30', 'subscribe daily 9.30 6pm 18:00'],
    ['subscribe daily 18:00', 'subscribe mon-sun 18:00 zone Europe/Madrid'],
    ['subscribe 18:00 fri,mon', 'subscribe 18:00 mon fri mon'],
    ['subscribe 18:00 queues 2, 1', 'subscribe 18:00 queues 1, 2, 1'],
    ['subscribe 18:00 zone Asia/Kolkata', 'subscribe 18:00 zone Asia/Calcutta'],
    ['subscribe 18:00 zone Europe/Kiev', 'subscribe 18:00 zone Europe/Kyiv'],
  ] as const)('is not set up: %s, then %s', async ([first, second]) => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    expect((await bot.ask('/floor', first)).text).toContain('Subscription 1 is set up');
    const answer = await bot.ask('/floor', second, PEOPLE.groupMember);
    expect(answer.text).toContain(ALREADY);
    await bot.workspace.as(PEOPLE.groupMember).click(answer, 'subscription_edit');
    await expect
      .poll(() => titleOf(bot.workspace.as(PEOPLE.groupMember).openModal()))
      .toContain('Subscription 1');
    expect((await bot.ask('/floor', 'subscriptions')).text).not.toContain('2 · ');
  });

  test('is created if anything differs, or after the first was deleted', async () => {
    await using setting = await startSetting({ history: false });
    const { ask } = setting.bot;
    await ask('/floor', 'subscribe daily 18:00');
    for (const other of ['daily 18:01', '18:00 mon-fri', '18:00 queues 1', '18:00 zone Europe/London'])
      expect((await ask('/floor', `subscribe ${other}`)).text).toContain('is set up');
    await ask('/floor', 'unsubscribe 1');
    expect((await ask('/floor', 'subscribe daily 18:00')).text).toContain('Subscription 6 is set up');
  });

  test('is reported beside the form’s field, also after an edit, with the state of a paused one', async () => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    await bot.ask('/floor', 'subscribe 18:00 mon-fri');
    await bot.ask('/floor', 'subscribe 19:00 mon-fri');
    const person = bot.workspace.as(PEOPLE.supervisor);
    const form = await openForm(setting);
    const report = await person.submit(form, { channel: CHANNEL, times: '18:00' });
    expect(report.errors).toEqual({ times: expect.stringContaining(ALREADY) });
    const list = await bot.ask('/floor', 'subscriptions');
    await person.click(list, 'subscription_edit', { value: '1-170 2' });
    await expect.poll(() => titleOf(person.openModal())).toContain('Subscription 2');
    const edit = person.openModal();
    if (edit === undefined) throw new Error('unreachable');
    const changed = await person.submit(edit, { times: '18:00' });
    expect(changed.errors).toEqual({ times: expect.stringContaining(ALREADY) });
    const same = await person.submit(edit, { times: '19:00' });
    expect(same.errors).toBeUndefined();
    await bot.ask('/floor', 'pause 1');
    const paused = await bot.ask('/floor', 'subscribe 18:00 mon-fri');
    expect(paused.text).toContain('paused: somebody asked for it');
    expect((await buttonIn(setting, paused, 'subscription_resume'))?.text).toContain('next: ');
  });
});

describe('too many times a day', () => {
  const times = (count: number) =>
    Array.from(
      { length: count },
      (_, n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`,
    );

  test('are refused, typed and in the form; one per hour is accepted, and the form shows all', async () => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    const person = bot.workspace.as(PEOPLE.supervisor);
    expect((await bot.ask('/floor', `subscribe daily ${times(500).join(' ')}`)).text).toContain(
      'At most 24 times a day.',
    );
    const form = await openForm(setting);
    const report = await person.submit(form, { channel: CHANNEL, times: times(25).join(',') });
    expect(report.errors).toEqual({ times: 'At most 24 times a day. Take fewer.' });
    await person.closeView(form);
    expect((await bot.ask('/floor', `subscribe daily ${times(24).join(' ')}`)).text).toContain('is set up');
    const list = await bot.ask('/floor', 'subscriptions');
    await person.click(list, 'subscription_edit');
    await expect.poll(() => titleOf(person.openModal())).toContain('Subscription 1');
    expect(JSON.stringify(person.openModal()?.blocks)).toContain(times(24).join(', '));
    expect(bot.workspace.events.filter(({ type }) => type === 'refused')).toEqual([]);
  });
});

test('a supervisor of hundreds of subscriptions sees lists and App Home within Slack’s limits', async () => {
  await using setting = await startSetting({ history: false });
  const { bot } = setting;
  const { workspace } = bot;
  for (let n = 0; n < 45; n += 1) {
    const typed = `subscribe daily ${String(n % 24).padStart(2, '0')}:${10 + Math.floor(n / 24)} 23:59 queues 1, 2, 3, 4`;
    expect((await bot.ask('/floor', typed)).text).toContain('is set up');
  }
  const list = await bot.ask('/floor', 'subscriptions');
  expect(JSON.stringify(list.blocks).length).toBeLessThan(12_500);
  expect(textOf(list)).toMatch(/\d+ more are not shown here/);
  expect(JSON.stringify(list.blocks)).toContain('subscription_delete');
  const person = workspace.as(PEOPLE.supervisor);
  await person.openHome();
  await expect
    .poll(() => JSON.stringify(person.homeView()?.blocks ?? []))
    .toContain('more are not shown here');
  expect(workspace.events.filter(({ type }) => type === 'refused')).toEqual([]);
});
