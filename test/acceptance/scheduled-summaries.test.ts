import { describe, expect, test } from 'vitest';
import { CHANNEL, PEOPLE, textOf } from '../support/bots/running-bot.ts';
import {
  buttonIn,
  dmOf,
  EVERY_EVENING,
  HALF_AN_HOUR,
  startSetting,
} from '../support/bots/summary-setting.ts';
import { wholeOr, wholeOrNamed } from '../support/clocks/whole-run.ts';

describe('a subscription', () => {
  test('is confirmed with its next time, posts once when it is due, and not again after a restart', async () => {
    await using setting = await startSetting();
    const { bot, clock } = setting;
    const answer = await bot.ask('/floor', `subscribe ${EVERY_EVENING} mon-fri`);
    expect(answer.text).toContain('Next: Fri 20 Nov 18:00 Europe/Madrid, in 30m.');
    expect(setting.posts()).toEqual([]);

    clock.jump(HALF_AN_HOUR);
    const [summary] = await setting.postsWhen(1);
    expect(summary?.text).toContain('The floor, Friday 20 November 2026.');
    expect(summary?.text).toContain('From midnight until 18:00 Europe/Madrid.');
    expect(summary?.text).toMatch(/As of \d\d:\d\d Europe\/Madrid, from samples of the floor/);
    expect(summary?.text).toMatch(/Data coverage \d+%/);
    expect(summary?.text).toContain('Not included: abandoned calls');
    expect(summary?.blocks?.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['data_visualization', 'table', 'actions']),
    );
    expect(summary?.metadata?.['event_type']).toBe('floorwalker_delivery');

    await bot.bot.stop();
    const again = bot.create();
    await again.start();
    await expect.poll(() => bot.log.filter((line) => line.includes('Floorwalker answers')).length).toBe(2);
    await expect(bot.ask('/floor', 'subscriptions')).resolves.toMatchObject({
      text: expect.stringContaining('posted'),
    });
    expect(setting.posts()).toHaveLength(1);
    await again.stop();
  });

  test('can be deleted by its owner or another supervisor, by no one else', async () => {
    await using setting = await startSetting({ history: false });
    const { ask } = setting.bot;
    expect((await ask('/floor', `subscribe ${EVERY_EVENING}`, PEOPLE.agent)).text).toContain('supervisor');
    await ask('/floor', `subscribe ${EVERY_EVENING}`, PEOPLE.groupMember);
    expect((await ask('/floor', 'unsubscribe 1', PEOPLE.agent)).text).toContain(
      `Only <@${PEOPLE.groupMember}>, who set this up, or a supervisor can change it.`,
    );
    expect((await ask('/floor', 'subscriptions', PEOPLE.agent)).text).toContain('You have set up none');
    expect((await ask('/floor', 'unsubscribe 1')).text).toContain('Subscription 1 is deleted');
    expect((await ask('/floor', 'unsubscribe 1')).text).toContain('There is no subscription 1');
  });

  test('to a channel without the bot is not created, with a next step', async () => {
    await using setting = await startSetting({ history: false });
    const { workspace, ask } = setting.bot;
    workspace.directory.channels.get(CHANNEL)?.members.delete(workspace.botUserId);
    const answer = await ask('/floor', `subscribe ${EVERY_EVENING}`);
    expect(answer.text).toContain(`I am not in <#${CHANNEL}>`);
    expect(textOf(answer)).toContain('/invite @Floorwalker');
    workspace.directory.channels.get(CHANNEL)?.members.add(workspace.botUserId);
    expect((await ask('/floor', 'subscriptions')).text).toContain('There are none yet.');
  });

  test('whose channel the bot had to leave pauses, notifies its owner once, and posts what is missing once resumed', async () => {
    await using setting = await startSetting({ history: false });
    const { bot, clock } = setting;
    await bot.ask('/floor', `subscribe daily 18:00,18:20 zone Europe/Madrid`);
    bot.workspace.directory.channels.get(CHANNEL)?.members.delete(bot.workspace.botUserId);
    clock.jump(HALF_AN_HOUR);
    const [notice] = await setting.postsWhen(1, dmOf(setting));
    expect(notice?.text).toContain(
      `Subscription 1 to <#${CHANNEL}> is paused: I am not in that channel any more.`,
    );
    const words = notice?.text;
    expect(words).toContain(
      'The summary that was due Friday 20 November 2026, 18:00 Europe/Madrid was not posted.',
    );
    expect(notice === undefined ? '' : textOf(notice)).toContain('/invite @Floorwalker');
    expect(words).toContain(
      '/floor resume 1: until 20:00 Europe/Madrid that also posts, late, what is missing.',
    );
    expect(words).toContain('/floor send 1 posts the summary of today at once.');
    clock.jump(HALF_AN_HOUR);
    bot.workspace.directory.channels.get(CHANNEL)?.members.add(bot.workspace.botUserId);
    const list = await bot.ask('/floor', 'subscriptions');
    expect(list.text).toContain('paused: Floorwalker is not in the channel');
    const resumed = await buttonIn(setting, list, 'subscription_resume');
    expect(resumed?.text).toContain('next: Sat 21 Nov 18:00 Europe/Madrid');
    const posts = await setting.postsWhen(2);
    expect(posts.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Late: due 18:00, '),
        expect.stringContaining('Late: due 18:20, '),
      ]),
    );
    await expect.poll(async () => (await bot.ask('/floor', 'subscriptions')).text).toContain('posted');
    await bot.ask('/floor', 'pause 1');
    expect((await bot.ask('/floor', 'resume 1')).text).toMatch(
      /Subscription 1 is resumed\.\n?.*next: Sat 21 Nov 18:00 Europe\/Madrid/,
    );
    expect(setting.posts(dmOf(setting))).toHaveLength(1);
    expect(setting.posts()).toHaveLength(2);
  });

  test('reports on Monday morning about Friday, the last working day, and says so when created', async () => {
    const hours = [{ days: 'mon-fri', from: '08:00', to: '20:00' }];
    await using setting = await startSetting({
      calendarText: JSON.stringify({ vdns: { 170: { onClosedDays: 'skip', hours } } }),
    });
    const echo = await setting.bot.ask('/floor', 'subscribe daily 08:00 mon-fri');
    expect(echo.text).toContain('Next: Mon 23 Nov 08:00 Europe/Madrid, in 2d 14h, covers Fri 20 Nov.');
    setting.clock.jump(62.5 * 3_600_000);
    const [summary] = await setting.postsWhen(1);
    expect(summary?.text).toContain('The floor, Friday 20 November 2026.');
    expect(summary?.text).toContain('The whole day, Europe/Madrid.');
  });

  test('is paused, resumed and changed by number, by people with the right', async () => {
    await using setting = await startSetting({ history: false });
    const { ask } = setting.bot;
    await ask('/floor', `subscribe ${EVERY_EVENING}`, PEOPLE.groupMember);
    expect((await ask('/floor', 'pause 1', PEOPLE.agent)).text).toContain('Only <@');
    expect((await ask('/floor', 'mute 1')).text).toContain(
      'Subscription 1 is paused. Resume it with /floor resume 1',
    );
    expect((await ask('/floor', 'subscriptions')).text).toContain(
      'paused: somebody asked for it; not sent yet',
    );
    expect((await ask('/floor', 'resume 1')).text).toContain('Subscription 1 is resumed.');
    await ask('/floor', 'send 1');
    await setting.postsWhen(1);
    await expect
      .poll(async () => (await ask('/floor', 'subscriptions')).text)
      .toMatch(/last: 17:3\d Europe\/Madrid, posted/);
    expect((await ask('/floor', 'resume 7')).text).toContain('There is no subscription 7');
  });
});

describe('an owner who leaves the workspace', () => {
  test('leaves paused subscriptions, which a supervisor can resume', async () => {
    await using setting = await startSetting({ history: false });
    const { workspace, ask } = setting.bot;
    await ask('/floor', `subscribe ${EVERY_EVENING}`, PEOPLE.groupMember);
    await workspace.appEvents.send({ type: 'user_change', user: { id: PEOPLE.groupMember, deleted: true } });
    await expect
      .poll(async () => (await ask('/floor', 'subscriptions')).text)
      .toContain('paused: whoever set it up has left');
  });
});

describe('an owner who left while the bot was away', () => {
  test('leaves paused subscriptions once the bot is back; an owner whom Slack does not return keeps theirs', async () => {
    await using setting = await startSetting({ history: false });
    const { bot, clock } = setting;
    await bot.ask('/floor', `subscribe ${EVERY_EVENING}`, PEOPLE.groupMember);
    await bot.ask('/floor', `subscribe ${EVERY_EVENING} mon-fri`);
    const asked = () => bot.workspace.requests.filter(({ method }) => method === 'users.info').length;
    await bot.bot.stop();
    const person = bot.workspace.directory.people.get(PEOPLE.groupMember);
    if (person !== undefined) person.deleted = true;
    const faults = { method: 'users.info', kind: 'platform-error', error: 'internal_error' } as const;
    bot.workspace.faults.add({ ...faults, times: 2 });
    const before = asked();
    const second = bot.create();
    await second.start();
    await expect.poll(asked).toBe(before + 2);
    bot.workspace.faults.clear();
    expect((await bot.ask('/floor', 'subscriptions')).text).not.toContain('paused');
    // Slack answers again, and the bot asks again.
    clock.jump(15 * 60_000);
    await expect
      .poll(async () => (await bot.ask('/floor', 'subscriptions')).text)
      .toMatch(/1 · The floor to .*paused: whoever set it up has left.*\n?.*2 · The floor to .*next: /s);
    await second.stop();
  });
});

describe('a post that Slack does not accept at once', () => {
  test.for(
    wholeOrNamed(
      [
        ['answers 500 before it takes it', { kind: 'status', status: 500, when: 'before' }],
        ['answers 500 after it took it', { kind: 'status', status: 500, when: 'after' }],
        ['breaks the connection after it took it', { kind: 'reset', when: 'after' }],
        ['answers HTML after it took it', { kind: 'html', when: 'after' }],
        ['asks for a pause', { kind: 'rate-limited', retryAfter: 1 }],
      ] as const,
      ['answers 500 before it takes it', 'breaks the connection after it took it', 'asks for a pause'],
    ),
  )('is there once when Slack %s', async ([, fault]) => {
    await using setting = await startSetting({ history: false });
    await setting.bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    setting.bot.workspace.faults.add({ method: 'chat.postMessage', ...fault });
    setting.clock.jump(HALF_AN_HOUR);
    await setting.postsWhen(1);
    await expect
      .poll(async () => (await setting.bot.ask('/floor', 'subscriptions')).text, { interval: 250 })
      .toContain(', posted');
    expect(setting.posts()).toHaveLength(1);
  });

  test('comes without its chart if Slack rejects charts', async () => {
    await using setting = await startSetting();
    await setting.bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    setting.bot.workspace.faults.add({
      method: 'chat.postMessage',
      kind: 'platform-error',
      error: 'invalid_blocks',
    });
    setting.clock.jump(HALF_AN_HOUR);
    const [summary] = await setting.postsWhen(1);
    const types = summary?.blocks?.map(({ type }) => type);
    expect(types).not.toContain('data_visualization');
    expect(types).toContain('table');
  });

  test.for(
    wholeOr(
      [
        'msg_blocks_too_long',
        'invalid_blocks_format',
        'invalid_attachments',
        'too_many_attachments',
        'msg_too_long',
        'code_of_tomorrow',
      ],
      ['msg_blocks_too_long', 'code_of_tomorrow'],
    ),
  )('comes as text if Slack rejects both forms with %s', async (error) => {
    await using setting = await startSetting();
    await setting.bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    const fault = { method: 'chat.postMessage', kind: 'platform-error', error, times: 2 } as const;
    setting.bot.workspace.faults.add(fault);
    setting.clock.jump(HALF_AN_HOUR);
    const [summary] = await setting.postsWhen(1);
    expect(summary?.blocks ?? []).toEqual([]);
    expect(summary?.text).toContain('The floor, Friday 20 November 2026.');
    expect(summary?.metadata?.['event_type']).toBe('floorwalker_delivery');
    expect(setting.posts(dmOf(setting))).toEqual([]);
  });

  test('that cannot be searched for stays open: its owner is notified, and it is not sent again', async () => {
    await using setting = await startSetting({ history: false });
    const { workspace, ask } = setting.bot;
    await ask('/floor', `subscribe ${EVERY_EVENING}`);
    workspace.faults.add({ method: 'chat.postMessage', kind: 'status', status: 500, when: 'after' });
    workspace.faults.add({
      method: 'conversations.history',
      kind: 'platform-error',
      error: 'missing_scope',
      times: 5,
    });
    setting.clock.jump(HALF_AN_HOUR);
    const [notice] = await setting.postsWhen(1, dmOf(setting));
    expect(notice?.text).toContain('Slack did not say whether it took the message');
    expect(notice?.text).toContain('/floor send 1');
    expect(setting.posts()).toHaveLength(1);
    expect((await ask('/floor', 'subscriptions')).text).toContain('Slack did not say whether it was posted');
  });
});

describe('a bot after a pause', () => {
  test('posts what is an hour late, marked as late; it skips what is days late, and says so', async () => {
    await using setting = await startSetting({ history: false });
    const { bot, clock } = setting;
    await bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    await bot.bot.stop();
    clock.jump(HALF_AN_HOUR + 3_600_000);
    const second = bot.create();
    await second.start();
    const [late] = await setting.postsWhen(1);
    expect(late?.text).toContain('Late: due 18:00, posted 1h late.');
    expect(late?.text).toContain('From midnight until 18:00 Europe/Madrid.');
    await second.stop();

    clock.jump(3 * 24 * 3_600_000);
    const third = bot.create();
    await third.start();
    const [notice] = await setting.postsWhen(1, dmOf(setting));
    expect(notice?.text).toContain('was due 2 times from Saturday 21 November 2026, 18:00 Europe/Madrid');
    // Monday's summary is an hour late, which is within the grace period.
    await setting.postsWhen(2);
    await third.stop();
  });
});
