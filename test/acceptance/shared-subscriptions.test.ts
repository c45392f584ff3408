import { describe, expect, test } from 'vitest';
import { CHANNEL, PEOPLE, textOf } from '../support/running-bot.ts';
import { buttonIn, dmOf, EVERY_EVENING, HALF_AN_HOUR, startSetting } from '../support/summary-setting.ts';

type Setting = Awaited<ReturnType<typeof startSetting>>;

function shareWith({ bot }: Setting, ids: readonly string[], channelId = CHANNEL): void {
  const channel = bot.workspace.directory.channels.get(channelId);
  if (channel !== undefined) channel.connectedTeamIds = ids;
}

describe('a subscription to a channel that another organisation reads', () => {
  test('is set up only after a question that names it, and then posts', async () => {
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

  test('that became shared pauses before it posts, tells its owner, and posts once they agreed', async () => {
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
    expect(answer?.text).toContain('Subscription 1 posts again.');
    await setting.postsWhen(1);
  });

  test.for(['missing_scope', 'unknown_method'])(
    'is asked about where Slack refuses to say (%s)',
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

test('a subscription posts only where its owner is: no channel of others, no direct message of others', async () => {
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
