import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openHome } from '../support/bots/floor-answers.ts';
import { CHANNEL, PEOPLE } from '../support/bots/running-bot.ts';
import {
  EVERY_EVENING,
  HALF_AN_HOUR,
  type SummarySetting,
  startSetting,
  titleOf,
} from '../support/bots/summary-setting.ts';
import { wholeOrNamed } from '../support/clocks/whole-run.ts';

const UNKNOWN_ZONE = `zone = 'Mars/Olympus', next_key = '2026-11-20T18:00[Mars/Olympus]'`;

describe('a stored subscription that is malformed', () => {
  test.each(
    wholeOrNamed(
      [
        [UNKNOWN_ZONE, 'its time zone “Mars/Olympus” is not known'],
        [`zone = 'BST', next_key = '2026-11-20T18:00[BST]'`, 'its time zone “BST” is not known'],
        [`zone = ''`, 'its time zone “” is not known'],
        [`times = '["99:99"]'`, 'its stored times cannot be read'],
        [`days = 'mon-fri'`, 'its stored days cannot be read'],
        [`queues = '{"a":1'`, 'its stored queues cannot be read'],
        [`state = 'asleep'`, 'its state cannot be read'],
      ] as const,
      [UNKNOWN_ZONE, `queues = '{"a":1'`, `state = 'asleep'`],
    ),
  )(
    '(%s) is shown as broken, posts nothing, does not affect others, and can be deleted',
    async (to, words) => {
      await using setting = await startSetting({ history: false });
      const { bot, clock } = setting;
      await bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
      await bot.ask('/floor', `subscribe daily 18:00,18:05 zone Europe/Madrid`);
      change(setting, `update subscription set ${to} where id = 1`);
      const list = (await bot.ask('/floor', 'subscriptions')).text;
      expect(list).toContain(`broken: ${words}, so nothing is posted; edit or delete it`);
      expect(list).toContain('daily at 18:00, 18:05 Europe/Madrid (UTC+01:00)');
      expect((await bot.ask('/floor', 'send 1')).text).toContain(
        'What is stored of subscription 1 cannot be read',
      );
      expect((await bot.ask('/floor', 'resume 1')).text).toContain(
        'What is stored of subscription 1 cannot be read',
      );

      clock.jump(HALF_AN_HOUR);
      await setting.postsWhen(1);
      expect((await bot.ask('/floor', 'unsubscribe 1')).text).toContain('Subscription 1 is deleted');
      expect((await bot.ask('/floor', 'subscriptions')).text).not.toContain('broken');
      expect(bot.log.filter((line) => line.includes('"stack"'))).toEqual([]);
      expect(
        bot.log.filter((line) => line.includes('subscription unreadable; occurrence skipped')).length,
      ).toBeLessThan(2);
    },
  );

  test('is reported as malformed before a question about the readers of its channel', async () => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    await bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    change(setting, `update subscription set times = '["99:99"]' where id = 1`);
    const channel = bot.workspace.directory.channels.get(CHANNEL);
    if (channel === undefined) throw new Error('unreachable');
    channel.connectedTeamIds = ['T0ACME'];
    for (const verb of ['send', 'resume'])
      expect((await bot.ask('/floor', `${verb} 1`)).text).toContain(
        'What is stored of subscription 1 cannot be read',
      );
  });

  test('is shown on App Home beside the others, and is repaired by editing it', async () => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    await bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    await bot.ask('/floor', `subscribe daily 19:00 zone Europe/Madrid`);
    change(setting, `update subscription set ${UNKNOWN_ZONE} where id = 1`);
    const home = JSON.stringify(await openHome(bot, PEOPLE.supervisor));
    expect(home).toContain('Mars/Olympus');
    expect(home).toContain('daily at 19:00 Europe/Madrid');
    const person = bot.workspace.as(PEOPLE.supervisor);
    await person.click(await bot.ask('/floor', 'subscriptions'), 'subscription_edit');
    await expect.poll(() => titleOf(person.openModal())).toContain('Subscription 1');
    const form = person.openModal();
    if (form === undefined) throw new Error('unreachable');
    await person.submit(form, { channel: CHANNEL });
    await expect
      .poll(async () => (await bot.ask('/floor', 'subscriptions')).text)
      .toContain('daily at 18:00 Europe/Madrid (UTC+01:00)');
  });

  test.each(
    wholeOrNamed(
      [
        [`state = 'asleep'`, false],
        [`state = '', next_key = 'torn'`, false],
        [`state = 'paused', pause_reason = 'tired'`, true],
        [`state = 'paused', pause_reason = null`, true],
        [`state = 'asleep', zone = 'Mars/Olympus'`, false],
      ] as const,
      [`state = 'paused', pause_reason = 'tired'`, `state = 'asleep', zone = 'Mars/Olympus'`],
    ),
  )('with an unknown state (%s) is repaired by editing it', async (to, isPaused) => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    await bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    change(setting, `update subscription set ${to} where id = 1`);
    const list = await bot.ask('/floor', 'subscriptions');
    expect(list.text).toContain('broken: ');
    const person = bot.workspace.as(PEOPLE.supervisor);
    await person.click(list, 'subscription_edit');
    await expect.poll(() => titleOf(person.openModal())).toContain('Subscription 1');
    const form = person.openModal();
    if (form === undefined) throw new Error('unreachable');
    await person.submit(form, { channel: CHANNEL });
    await expect.poll(async () => (await bot.ask('/floor', 'subscriptions')).text).not.toContain('broken');
    const mended = (await bot.ask('/floor', 'subscriptions')).text;
    expect(mended).toContain('daily at 18:00 Europe/Madrid');
    expect(mended.includes('paused')).toBe(isPaused);
  });

  test('a malformed delivery is reported, and the next one is posted', async () => {
    await using setting = await startSetting({ history: false });
    const { bot, clock } = setting;
    await bot.ask('/floor', `subscribe daily 18:00,18:05 zone Europe/Madrid`);
    change(
      setting,
      `create trigger torn after insert on delivery when new.key like '%18:00%' begin update delivery set payload = '[' where id = new.id; end`,
    );
    clock.jump(HALF_AN_HOUR);
    await expect
      .poll(async () => (await bot.ask('/floor', 'subscriptions')).text)
      .toContain('not posted: what is stored of it cannot be read');
    clock.jump(5 * 60_000);
    await setting.postsWhen(1);
  });
});

function change({ path }: SummarySetting, sql: string): void {
  using database = new DatabaseSync(path);
  database.exec(sql);
}
