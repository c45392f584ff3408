import { describe, expect, test } from 'vitest';
import { CHANNEL, PEOPLE, textOf } from '../support/bots/running-bot.ts';
import {
  buttonIn,
  dmOf,
  EVERY_EVENING,
  HALF_AN_HOUR,
  startSetting,
} from '../support/bots/summary-setting.ts';

const ACME = { id: 'T0ACME', name: 'Acme Ltd', domain: 'acme' };

type Setting = Awaited<ReturnType<typeof startSetting>>;

function shareWith({ bot }: Setting, ids: readonly string[], channelId = CHANNEL): void {
  const channel = bot.workspace.directory.channels.get(channelId);
  if (channel !== undefined) channel.connectedTeamIds = ids;
}

describe('a subscription to a channel that another organisation reads', () => {
  test('is created only after a confirmation that names it, and then posts', async () => {
    await using setting = await startSetting({ history: false });
    shareWith(setting, ['T0ACME']);
    const question = await setting.bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    expect(question.text).toContain('This channel is shared with T0ACME');
    expect((await setting.bot.ask('/floor', 'subscriptions')).text).toContain('There are none yet.');
    const answer = await buttonIn(setting, question, 'subscription_confirm_channel');
    expect(answer?.text).toContain('Subscription 1 is set up');
    setting.clock.jump(HALF_AN_HOUR);
    await setting.postsWhen(1);
  });

  test('that became shared pauses before it posts, notifies its owner, and posts after their confirmation', async () => {
    await using setting = await startSetting({ history: false });
    await setting.bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    shareWith(setting, ['T0ACME']);
    expect((await setting.bot.ask('/floor', 'send 1')).text).toContain('This channel is shared with T0ACME');
    setting.clock.jump(HALF_AN_HOUR);
    const [notice] = await setting.postsWhen(1, dmOf(setting));
    expect(notice?.text).toContain('is paused: people of another organisation are in that channel');
    expect(notice?.text).toContain('T0ACME');
    expect(setting.posts()).toEqual([]);
    const question = await setting.bot.ask('/floor', 'resume 1');
    expect(question.text).toContain('T0ACME');
    const answer = await buttonIn(setting, question, 'subscription_confirm_channel');
    expect(answer?.text).toContain('Subscription 1 is resumed.');
    await setting.postsWhen(1);
  });

  test('pauses at Slack’s event, and its owner is notified with the name', async () => {
    await using setting = await startSetting({ history: false, slack: { otherTeams: [ACME] } });
    const { bot } = setting;
    await bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    await bot.ask('/floor', 'subscribe daily 9:00', PEOPLE.groupMember);
    await bot.workspace.appEvents.shareChannel(CHANNEL, ACME.id);
    const [notice] = await setting.postsWhen(1, dmOf(setting));
    expect(notice?.text).toContain('is paused: people of another organisation are in that channel');
    expect(notice?.text).toContain('(Acme Ltd)');
    expect(notice?.text).not.toContain(ACME.id);
    await setting.postsWhen(1, dmOf(setting, PEOPLE.groupMember));
    // The event repeats, and a second organisation joins: the subscription is paused, and its owner is notified.
    await bot.workspace.appEvents.redeliver();
    await bot.workspace.appEvents.shareChannel(CHANNEL, 'T0GLOBEX');
    setting.clock.jump(HALF_AN_HOUR);
    const question = await bot.ask('/floor', 'resume 1');
    expect(question.text).toContain('This channel is shared with Acme Ltd and T0GLOBEX');
    expect(setting.posts()).toEqual([]);
    const answer = await buttonIn(setting, question, 'subscription_confirm_channel');
    expect(answer?.text).toContain('Subscription 1 is resumed.');
    await setting.postsWhen(1);
    // Both organisations were confirmed, so the event has no effect.
    await bot.workspace.appEvents.redeliver();
    expect((await bot.ask('/floor', 'subscriptions')).text).toMatch(/next: /);
    expect(setting.posts(dmOf(setting))).toHaveLength(1);
  });

  test('continues if a workspace of our organisation joined its channel', async () => {
    await using setting = await startSetting({
      history: false,
      slack: {
        enterprise: { id: 'E0ORG', name: 'Acme', domain: 'acme' },
        otherTeams: [{ id: 'T0SISTER', name: 'Acme sales', domain: 'sales', enterpriseId: 'E0ORG' }],
      },
    });
    const { bot } = setting;
    await bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    for (const id of ['T0SISTER', 'E0ORG']) await bot.workspace.appEvents.shareChannel(CHANNEL, id);
    expect((await bot.ask('/floor', `subscribe daily 9:00`)).text).toContain('Subscription 2 is set up');
    setting.clock.jump(HALF_AN_HOUR);
    await setting.postsWhen(1);
    expect(setting.posts(dmOf(setting))).toEqual([]);
  });

  test('waits if Slack fails to say who reads the channel', async () => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    await bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    const asked = { kind: 'platform-error', method: 'conversations.info' } as const;
    const timesAsked = () =>
      bot.workspace.requests.filter(({ method }) => method === 'conversations.info').length;
    const before = timesAsked();
    for (const error of ['internal_error', 'ratelimited', 'fatal_error'])
      bot.workspace.faults.add({ ...asked, error });
    setting.clock.jump(HALF_AN_HOUR);
    for (const refusals of [1, 2, 3]) {
      await expect.poll(timesAsked).toBeGreaterThanOrEqual(before + refusals);
      expect(setting.posts()).toEqual([]);
      // Each refusal delays the post by the bot's clock; the bot may still be writing the delay.
      await expect.poll(() => (setting.clock.jump(1_000), timesAsked())).toBeGreaterThan(before + refusals);
    }
    await setting.postsWhen(1);
  });

  test.for([
    ['channel_not_found', 'I cannot see that channel any more'],
    ['access_denied', 'I am not allowed to post in that channel'],
    ['missing_scope', 'people of another organisation are in that channel, or may be'],
  ] as const)('pauses for what Slack says of the channel: %s', async ([error, words]) => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    await bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    bot.workspace.faults.add({ kind: 'platform-error', method: 'conversations.info', error });
    setting.clock.jump(HALF_AN_HOUR);
    const [notice] = await setting.postsWhen(1, dmOf(setting));
    expect(notice?.text).toContain(words);
  });

  test.for(['missing_scope', 'unknown_method'])(
    'needs confirmation if Slack does not say who reads the channel (%s)',
    async (error) => {
      await using setting = await startSetting({ history: false });
      const fault = { kind: 'platform-error', error, method: 'conversations.info' } as const;
      setting.bot.workspace.faults.add(fault);
      const question = await setting.bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
      expect(question.text).toContain(
        'Slack does not tell Floorwalker whether people of other organisations',
      );
    },
  );
});

test('a subscription posts only where its owner is: not in others’ channels or direct messages', async () => {
  await using setting = await startSetting({ history: false });
  const { ask, workspace } = setting.bot;
  workspace.directory.addChannel({
    id: 'C0SECRET',
    name: 'secret',
    kind: 'channel',
    isPrivate: true,
    isArchived: false,
    connectedTeamIds: [],
    members: new Set([PEOPLE.groupMember, workspace.botUserId]),
  });
  const others = workspace.as(PEOPLE.groupMember).directMessage();
  const own = workspace.as(PEOPLE.supervisor).directMessage();
  for (const id of ['C0SECRET', others])
    expect((await ask('/floor', `subscribe ${EVERY_EVENING} channel <#${id}>`)).text).toContain(
      'You are not in that channel',
    );
  expect((await ask('/floor', `subscribe ${EVERY_EVENING} channel <#${own}>`)).text).toContain('is set up');
  const list = await ask('/floor', 'subscriptions');
  expect(textOf(list)).not.toContain('C0SECRET');
});
