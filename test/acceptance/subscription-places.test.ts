import { expect, test } from 'vitest';
import type { View } from '../../sandbox/slack-workspace/slack/view.ts';
import { CHANNEL, PEOPLE } from '../support/bots/running-bot.ts';
import {
  buttonIn,
  EVERY_EVENING,
  HALF_AN_HOUR,
  type SummarySetting,
  startSetting,
  titleOf,
} from '../support/bots/summary-setting.ts';

const SECRET = 'C0SECRET';
/** A direct message of several people and the bot. */
const GROUP = 'G0THREE';

/** Starts a bot with a private channel and a group's direct message, both of other people and the bot. */
async function startWithOthersChannels(members: readonly string[] = []): Promise<SummarySetting> {
  const setting = await startSetting({ history: false });
  const { directory, botUserId } = setting.bot.workspace;
  for (const id of [SECRET, GROUP])
    directory.addChannel({
      id,
      name: id.toLowerCase(),
      kind: 'channel',
      isPrivate: true,
      isArchived: false,
      connectedTeamIds: [],
      members: new Set([PEOPLE.groupMember, botUserId, ...members]),
    });
  return setting;
}

async function formTitled({ bot }: SummarySetting, title: string): Promise<View> {
  const person = bot.workspace.as(PEOPLE.supervisor);
  await expect.poll(() => titleOf(person.openModal())).toContain(title);
  const form = person.openModal();
  if (form === undefined) throw new Error('unreachable');
  return form;
}

test('the form creates and moves a subscription only to places of the person', async () => {
  await using setting = await startWithOthersChannels();
  const { bot } = setting;
  const person = bot.workspace.as(PEOPLE.supervisor);
  const others = [SECRET, GROUP, bot.workspace.as(PEOPLE.groupMember).directMessage()];
  const refused = { channel: expect.stringContaining('You are not in') };
  await person.command(CHANNEL, '/floor', 'subscribe');
  const form = await formTitled(setting, 'Post a summary');
  for (const channel of others)
    expect((await person.submit(form, { channel, times: '18:00' })).errors).toEqual(refused);
  const own = { channel: person.directMessage(), times: '18:00' };
  expect((await person.submit(form, own)).errors).toBeUndefined();
  await person.closeView(form);

  await person.click(await bot.ask('/floor', 'subscriptions'), 'subscription_edit');
  const edit = await formTitled(setting, 'Subscription 1');
  for (const channel of others)
    expect((await person.submit(edit, { channel, times: '18:00' })).errors).toEqual(refused);
  expect((await person.submit(edit, { channel: CHANNEL, times: '18:00' })).errors).toBeUndefined();
  setting.clock.jump(HALF_AN_HOUR);
  await setting.postsWhen(1);
  expect(others.flatMap((channel) => setting.posts(channel))).toEqual([]);
});

test('the button that confirms readers checks again that the person is in the channel', async () => {
  await using setting = await startWithOthersChannels([PEOPLE.supervisor]);
  const { bot } = setting;
  const channel = bot.workspace.directory.channels.get(SECRET);
  if (channel === undefined) throw new Error('unreachable');
  channel.connectedTeamIds = ['T0ACME'];
  const question = await bot.ask('/floor', `subscribe ${EVERY_EVENING} channel <#${SECRET}>`);
  expect(question.text).toContain('This channel is shared with T0ACME');
  channel.members.delete(PEOPLE.supervisor);
  const answer = await buttonIn(setting, question, 'subscription_confirm_channel');
  expect(answer?.text).toContain('You are not in that channel');
  expect((await bot.ask('/floor', 'subscriptions')).text).toContain('There are none yet.');
});

test('in a group’s direct message, the bot asks for confirmation if Slack does not name its readers', async () => {
  await using setting = await startWithOthersChannels([PEOPLE.supervisor]);
  const { workspace } = setting.bot;
  const person = workspace.as(PEOPLE.supervisor);
  // The app lacks the scope for groups.
  const fault = { kind: 'platform-error', error: 'missing_scope', times: 100 } as const;
  for (const method of ['conversations.info', 'conversations.members', 'conversations.history'])
    workspace.faults.add({ ...fault, method });
  const typed = await person.command(GROUP, '/floor', `subscribe ${EVERY_EVENING}`);
  const event = await workspace.next(({ type }) => type === 'ephemeral_posted', { since: typed.seq });
  if (!('message' in event)) throw new Error('unreachable');
  expect(event.message.text).toContain(
    'Slack does not tell Floorwalker whether people of other organisations',
  );
  const answer = await buttonIn(setting, event.message, 'subscription_confirm_channel');
  expect(answer?.text).toContain('Subscription 1 is set up');
  setting.clock.jump(HALF_AN_HOUR);
  await setting.postsWhen(1, GROUP);
});

test('a direct message of others without the bot gets nothing', async () => {
  await using setting = await startSetting({ history: false });
  const { bot } = setting;
  const person = bot.workspace.as(PEOPLE.supervisor);
  bot.workspace.directory.addChannel({
    id: 'D0TWO',
    name: 'directmessage',
    kind: 'im',
    isPrivate: true,
    isArchived: false,
    connectedTeamIds: [],
    members: new Set([PEOPLE.supervisor, PEOPLE.groupMember]),
  });
  const typed = await person.command('D0TWO', '/floor', `subscribe ${EVERY_EVENING}`);
  const event = await bot.workspace.next(({ type }) => type === 'ephemeral_posted', { since: typed.seq });
  expect(JSON.stringify(event)).toContain('I cannot see that channel');
  expect((await bot.ask('/floor', 'subscriptions')).text).toContain('There are none yet.');
});
