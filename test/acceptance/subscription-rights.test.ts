import { describe, expect, test } from 'vitest';
import { CHANNEL, PEOPLE, textOf } from '../support/bots/running-bot.ts';
import {
  buttonIn,
  EVERY_EVENING,
  type SummarySetting,
  startSetting,
} from '../support/bots/summary-setting.ts';

/** Sets up an owner who is no longer a supervisor. */
async function withFormerSupervisor(): Promise<SummarySetting> {
  const setting = await startSetting({ history: false });
  const { bot } = setting;
  await bot.ask('/floor', `subscribe ${EVERY_EVENING}`, PEOPLE.groupMember);
  const list = await bot.ask('/floor', 'subscriptions', PEOPLE.groupMember);
  expect(actionsIn(list)).toContain('subscription_send');
  bot.workspace.directory.groups.get('S0FLOOR')?.users.splice(0);
  // Slack's answer about groups is cached for a minute.
  setting.clock.jump(61_000);
  return setting;
}

function actionsIn({ blocks }: { blocks?: unknown }): string[] {
  return [...JSON.stringify(blocks ?? []).matchAll(/"action_id":"(\w+)"/g)].map(([, id = '']) => id);
}

describe('an owner who is no longer a supervisor', () => {
  test('can neither change nor send nor resume the subscription, and gets the reason', async () => {
    await using setting = await withFormerSupervisor();
    const { ask } = setting.bot;
    const words = 'Changing, resuming and sending summaries is for supervisors.';
    expect((await ask('/floor', 'send 1', PEOPLE.groupMember)).text).toContain(words);
    expect((await ask('/floor', 'pause 1', PEOPLE.groupMember)).text).toContain('Subscription 1 is paused');
    const refused = await ask('/floor', 'resume 1', PEOPLE.groupMember);
    expect(refused.text).toContain(words);
    expect(textOf(refused)).toContain('What you set up earlier you can still pause and delete.');
    expect(setting.posts()).toEqual([]);
    expect((await ask('/floor', 'unsubscribe 1', PEOPLE.groupMember)).text).toContain('is deleted');
  });

  test('gets only allowed buttons, and an old Edit button opens nothing', async () => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    await bot.ask('/floor', `subscribe ${EVERY_EVENING}`, PEOPLE.groupMember);
    const old = await bot.ask('/floor', 'subscriptions', PEOPLE.groupMember);
    bot.workspace.directory.groups.get('S0FLOOR')?.users.splice(0);
    setting.clock.jump(61_000);
    const answer = await buttonIn(setting, old, 'subscription_edit', PEOPLE.groupMember);
    expect(answer?.text).toContain('is for supervisors');
    expect(bot.workspace.as(PEOPLE.groupMember).openModal()).toBeUndefined();
    const list = await bot.ask('/floor', 'subscriptions', PEOPLE.groupMember);
    expect(actionsIn(list)).toEqual(['subscription_pause', 'subscription_delete']);
    const person = bot.workspace.as(PEOPLE.groupMember);
    await person.openHome();
    await expect.poll(() => actionsIn({ blocks: person.homeView()?.blocks })).toContain('subscription_pause');
    const onHome = actionsIn({ blocks: person.homeView()?.blocks });
    for (const action of ['subscription_edit', 'subscription_send', 'subscription_new', 'home_look_up'])
      expect(onHome).not.toContain(action);
  });

  test('who became a guest can manage nothing', async () => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    await bot.ask('/floor', `subscribe ${EVERY_EVENING}`, PEOPLE.groupMember);
    const person = bot.workspace.directory.people.get(PEOPLE.groupMember);
    if (person !== undefined) person.isRestricted = true;
    setting.clock.jump(61_000);
    for (const typed of ['pause 1', 'unsubscribe 1', 'send 1', 'resume 1'])
      expect((await bot.ask('/floor', typed, PEOPLE.groupMember)).text).toContain('Guests of this workspace');
    expect((await bot.ask('/floor', 'subscriptions')).text).toContain('next: ');
  });
});

describe('a member who is no supervisor', () => {
  test('gets an answer about summaries without buttons that would be refused', async () => {
    await using setting = await startSetting();
    const { bot } = setting;
    for (const typed of ['subscribe', `subscribe ${EVERY_EVENING}`]) {
      const { text } = await bot.ask('/floor', typed, PEOPLE.agent);
      expect(text).toContain('Only supervisors can schedule summaries.');
      expect(text).not.toContain('individual agents');
    }
    expect((await bot.ask('/agent', '1099', PEOPLE.agent)).text).toContain(
      'Only supervisors can see individual agents',
    );
    const list = await bot.ask('/floor', 'subscriptions', PEOPLE.agent);
    expect(textOf(list)).not.toContain('/floor subscribe');
    expect(actionsIn(list)).toEqual([]);
    expect(actionsIn(await bot.ask('/floor', 'summary', PEOPLE.agent))).not.toContain('subscription_new');
    expect(actionsIn(await bot.ask('/floor', 'summary'))).toContain('subscription_new');
    const person = bot.workspace.as(PEOPLE.agent);
    await person.openHome();
    await expect.poll(() => actionsIn({ blocks: person.homeView()?.blocks })).toContain('home_refresh');
    const onHome = actionsIn({ blocks: person.homeView()?.blocks });
    expect(onHome).not.toContain('home_look_up');
    expect(onHome).not.toContain('subscription_new');
    expect(bot.workspace.messages.in(CHANNEL).every(({ ephemeral_to }) => ephemeral_to !== undefined)).toBe(
      true,
    );
  });

  test('who is a guest or from another workspace gets a fitting reason', async () => {
    await using setting = await startSetting({ history: false });
    const { ask } = setting.bot;
    expect((await ask('/floor', `subscribe ${EVERY_EVENING}`, PEOPLE.guest)).text).toContain(
      'Guests of this workspace cannot set up or change summaries.',
    );
    expect((await ask('/floor', `subscribe ${EVERY_EVENING}`, PEOPLE.stranger)).text).toContain(
      'people of the workspace that Floorwalker is installed in',
    );
  });
});
