import { describe, expect, test } from 'vitest';
import type { Message } from '../../sandbox/slack-workspace/slack/message.ts';
import { ADA, CHANNEL, type SlackLayer, startSlackLayer, wordsOf } from '../support/bots/slack-layer.ts';
import { buttonIn, dmOf, EVERY_EVENING, startSetting } from '../support/bots/summary-setting.ts';

const REFUSALS = [
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'invalid_trigger_id',
  'view_too_large',
  'code_of_tomorrow',
];

function refuse({ workspace }: Pick<SlackLayer, 'workspace'>, error: string, times = 5): void {
  workspace.faults.add({ kind: 'platform-error', error, method: 'views.open', times });
}

/** Returns the bot's messages in Ada's direct message. */
async function messagesToAda({ workspace }: SlackLayer): Promise<string> {
  const channel = workspace.as(ADA).directMessage();
  await expect.poll(() => workspace.messages.in(channel).length).toBe(1);
  const [message] = workspace.messages.in(channel);
  return message === undefined ? '' : wordsOf(message);
}

describe.each(['socket', 'http'] as const)('when Slack opens no modal, in %s mode', (mode) => {
  test.each(REFUSALS)('the shortcut names the command to use (%s)', async (error) => {
    await using layer = await startSlackLayer(mode);
    refuse(layer, error);
    await layer.workspace.as(ADA).globalShortcut('look_up_agent');
    const words = await messagesToAda(layer);
    expect(words).toContain('Slack did not open the form.');
    expect(words).toContain('/agent 1099');
  });

  test.each([
    ['home_look_up', undefined, '/agent 1099'],
    ['home_choose_queues', undefined, 'Press the button once more.'],
    ['floor_open', '1-170 queue 1 status', '/queue 1'],
    ['agent_look_up', '1-170 1099 stats', '/agent 1099 stats'],
  ])('the button %s of App Home names the command to use', async (action, value, expected) => {
    const favourites = { of: async () => [1], choose: async () => undefined };
    await using layer = await startSlackLayer(mode, { favourites });
    const person = layer.workspace.as(ADA);
    const { seq } = await person.openHome();
    const home = await layer.view('view_published', seq);
    refuse(layer, 'expired_trigger_id');
    await person.click(home, action, value === undefined ? {} : { value });
    expect(await messagesToAda(layer)).toContain(expected);
  });
});

test('an unknown outcome of opening a modal is reported', async () => {
  await using layer = await startSlackLayer('socket');
  layer.workspace.faults.add({ kind: 'html', method: 'views.open', times: 9 });
  await layer.workspace.as(ADA).globalShortcut('look_up_agent');
  expect(await messagesToAda(layer)).toContain('Slack did not say whether it opened the form.');
});

test('a modal whose blocks Slack refuses is sent again as text', async () => {
  await using layer = await startSlackLayer('socket');
  const person = layer.workspace.as(ADA);
  const { seq } = await person.globalShortcut('look_up_agent');
  const form = await layer.view('view_opened', seq);
  layer.workspace.faults.add({ kind: 'platform-error', error: 'view_too_large', method: 'views.update' });
  await person.submit(form, { agent_id: '1099' });
  await expect.poll(() => JSON.stringify(person.openModal()?.blocks)).toContain('Agent 1099');
  expect(person.openModal()?.blocks.map(({ type }) => type)).toEqual(['section']);
});

describe('when Slack does not open the form of a subscription', () => {
  test.each(REFUSALS)('the equivalent command is named (%s)', async (error) => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    refuse(bot, error);
    const { text } = await bot.ask('/floor', 'subscribe');
    expect(text).toContain('Slack did not open the form.');
    expect(text).toContain('/floor subscribe daily 18:00 mon-fri');
    await bot.ask('/floor', 'subscribe daily 18:00 mon-fri');
    expect((await bot.ask('/floor', 'subscriptions')).text).toContain('mon-fri at 18:00 Europe/Madrid');
  });

  test('the command has the channel, the days, the zone and the queues that were typed', async () => {
    await using setting = await startSetting({ history: false });
    refuse(setting.bot, 'expired_trigger_id');
    const typed = 'subscribe sat queue 3 zone Kyiv channel <#C0OTHER|other>';
    const { text } = await setting.bot.ask('/floor', typed);
    expect(text).toContain('/floor subscribe daily 18:00 sat queues 3 zone Europe/Kyiv channel #other');
  });

  test('the equivalent commands for a new one are named, in a message and from App Home', async () => {
    await using setting = await startSetting({ history: false });
    const { workspace, ask } = setting.bot;
    await ask('/floor', `subscribe ${EVERY_EVENING} sat`);
    refuse(setting.bot, 'expired_trigger_id');
    const list = await ask('/floor', 'subscriptions');
    const words = (message: Message | undefined) => message?.text ?? '';
    const answer = words(await buttonIn(setting, list, 'subscription_edit'));
    expect(answer).toContain('/floor unsubscribe 1');
    expect(answer).toContain('/floor subscribe daily 18:00 sat zone Europe/Madrid');
    const person = workspace.as('U0SUPER');
    await person.openHome();
    await expect.poll(() => JSON.stringify(person.homeView()?.blocks ?? [])).toContain('subscription_edit');
    const home = person.homeView();
    if (home === undefined) throw new Error('unreachable');
    await person.click(home, 'subscription_edit');
    const [message] = await setting.postsWhen(1, dmOf(setting));
    expect(words(message)).toContain('/floor unsubscribe 1');
    expect(workspace.messages.in(CHANNEL).every((post) => post.ephemeral_to !== undefined)).toBe(true);
  });
});
