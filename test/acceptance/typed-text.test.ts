import { describe, expect, test } from 'vitest';
import type { Message } from '../../sandbox/slack-workspace/slack/message.ts';
import { answered } from '../support/bots/floor-answers.ts';
import { CHANNEL, PEOPLE, type RunningBot, startRunningBot, textOf } from '../support/bots/running-bot.ts';
import { EVERY_EVENING, startSetting } from '../support/bots/summary-setting.ts';

const QUEUE_NAMES = '1=Support East,2=Kid’s Corner,3=support.example,4=Front–Desk,5=ＶＩＰ';

describe.each(['socket', 'http'] as const)('typed text, in %s mode', (mode) => {
  test('finds queues with any quotes, dashes, spaces and widths, and as Slack escapes it', async () => {
    await using bot = await startRunningBot({ mode, env: { QUEUE_NAMES } });
    await answered(bot, '/queue', '', /Support East/);
    for (const [typed, found] of [
      ['‘Support East’', 'Support East (1)'],
      ['«\u00a0Support\u2009East\u00a0»', 'Support East (1)'],
      ['„support\u3000east“ agents', 'Support East (1)'],
      ['\ufeffSupport\u200b East', 'Support East (1)'],
      ["kid's corner", '(2)'],
      ['support.example', '(3)'],
      ['<http://support.example|support.example>', '(3)'],
      ['<https://support.example>', '(3)'],
      ['Front-Desk', '(4)'],
      ['Front−Desk', '(4)'],
      ['vip', '(5)'],
      ['<#C0VIP|vip>', '(5)'],
      ['３', '(3)'],
    ] as const) {
      expect(textOf(await bot.ask('/queue', typed)), typed).toContain(found);
    }
  });
});

describe('a zone', () => {
  test('can be a region by a present or former name, or a city; the answer has its name and offset', async () => {
    await using setting = await startSetting({ history: false });
    const { ask } = setting.bot;
    for (const [typed, shown] of [
      ['Madrid', 'Europe/Madrid (UTC+01:00)'],
      ['new york', 'America/New_York (UTC-05:00)'],
      ['Asia/Calcutta', 'Asia/Kolkata (UTC+05:30)'],
      ['Kyiv', 'Europe/Kyiv (UTC+02:00)'],
      ['europe/kiev', 'Europe/Kyiv (UTC+02:00)'],
      ['UTC', 'UTC.'],
    ] as const) {
      const answer = await ask(
        '/floor',
        `subscribe daily 18:${String(typed.length).padStart(2, '0')} zone ${typed}`,
      );
      expect(plain(answer.text), typed).toContain(shown);
    }
  });

  test.each([
    ['BST', 'Europe/London'],
    ['EST', 'America/New_York'],
    ['MST7MDT', 'America/Denver'],
    ['GMT+2', 'Africa/Johannesburg'],
    ['Etc/UTC', 'UTC'],
    ['Europe/Lodnon', 'Europe/London'],
  ])('%s is refused with %s, and the suggestion is valid as it is', async (typed, zone) => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    const refused = await bot.ask('/floor', `subscribe daily 9:30 mon zone ${typed} channel #ops`);
    expect(textOf(refused)).toContain(`Do you mean ${zone}?`);
    const suggestion = `subscribe daily 09:30 mon zone ${zone} channel #ops`;
    expect(suggestionIn(refused)).toBe(suggestion);
    expect(plain((await bot.ask('/floor', suggestion)).text)).toContain(`mon at 09:30 ${zone}`);
  });

  test('is found in the form’s menu by its present or former city', async () => {
    await using setting = await startSetting({ history: false });
    const person = setting.bot.workspace.as(PEOPLE.supervisor);
    await person.command(CHANNEL, '/floor', 'subscribe');
    await expect.poll(() => JSON.stringify(person.openModal()?.title ?? null)).toContain('Post a summary');
    const form = person.openModal();
    if (form === undefined) throw new Error('unreachable');
    for (const [typed, zone] of [
      ['Kyiv', 'Europe/Kyiv'],
      ['kiev', 'Europe/Kyiv'],
      ['Kolkata', 'Asia/Kolkata'],
      ['saigon', 'Asia/Ho_Chi_Minh'],
      ['Asunción', 'America/Asuncion'],
      ['Europe/Madrid', 'Europe/Madrid'],
    ] as const) {
      expect((await person.suggest(form, 'subscription_zone', typed)).options[0]?.['value'], typed).toBe(
        zone,
      );
    }
  });
});

describe('a subscription without a time', () => {
  test('opens the form with the typed values', async () => {
    await using setting = await startSetting({ history: false, env: { QUEUE_NAMES } });
    const { bot } = setting;
    await answered(bot, '/queue', '', /Support East/);
    const person = bot.workspace.as(PEOPLE.supervisor);
    await person.command(CHANNEL, '/floor', 'subscribe weekends queues VIP, 3 zone kyiv <#C0OTHER|other>');
    await expect.poll(() => JSON.stringify(person.openModal()?.title ?? null)).toContain('Post a summary');
    expect(person.openModal()?.blocks).toMatchObject([
      { element: { initial_conversation: 'C0OTHER' } },
      { block_id: 'times' },
      { element: { initial_options: [{ value: 'sat' }, { value: 'sun' }] } },
      { element: { initial_options: [{ value: '3' }, { value: '5' }] } },
      { element: { initial_option: { value: 'Europe/Kyiv' } } },
    ]);
  });

  test('names the queue or channel that the form cannot have', async () => {
    await using setting = await startSetting({ history: false, env: { QUEUE_NAMES } });
    const { bot } = setting;
    await answered(bot, '/queue', '', /Support East/);
    expect((await bot.ask('/floor', 'subscribe mon queues Sales')).text).toContain(
      'There is no queue “Sales”',
    );
    expect((await bot.ask('/floor', 'subscribe mon #nowhere')).text).toContain('which channel “nowhere” is');
  });
});

describe('a suggestion', () => {
  test('keeps the verb, the number, the hour and the channel, or is omitted', async () => {
    await using setting = await startSetting({ history: false });
    const { bot } = setting;
    await bot.ask('/floor', `subscribe ${EVERY_EVENING}`);
    expect(await suggested(bot, 'late')).toBeNull();
    expect(await suggested(bot, 'end 1')).toBeNull();
    expect(await suggested(bot, 'unsubscribe all')).toBeNull();
    expect(await suggested(bot, 'puase 1')).toBe('pause 1');
    expect(await suggested(bot, 'subscribe 9:75 channel #ops')).toBe('subscribe daily 09:00 channel #ops');
    expect(await suggested(bot, 'subscribe fortnightly 9:00')).toBeNull();
    expect((await bot.ask('/floor', 'pause 1')).text).toContain('Subscription 1 is paused');
  });
});

describe('a command without an agent', () => {
  test('is answered with an example, and an unknown view without one that was not typed', async () => {
    await using bot = await startRunningBot();
    const example = textOf(await bot.ask('/agent', 'maria'));
    expect(example).toMatch(/For example: \n\/agent 1099\n/);
    expect(example).not.toContain('Try');
    expect(textOf(await bot.ask('/agent', '1234 weather'))).toMatch(/Try \n\/agent 1234\n/);
    expect(textOf(await bot.ask('/agent', '1234 status'))).toMatch(/Try \n\/agent 1234 state\n/);
  });
});

describe('the shortcut “Look up agents”', () => {
  test('looks up every number that is an agent id, and names those that it omitted', async () => {
    await using bot = await startRunningBot();
    const [first = 0, second = 0, third = 0] = bot.simulator.world.agents().map(({ id }) => id);
    const person = bot.workspace.as(PEOPLE.supervisor);
    const text = `please check ${first}, agent ${second} and #${third}: 998877 calls, +34 600 123 456, 1,250 waits, https://support.example/agents/2044`;
    const { message } = await bot.workspace.as(PEOPLE.agent).post(CHANNEL, text);
    await answered(bot, '/agent', String(first), new RegExp(`Agent ${first}`));
    const { seq } = await person.messageShortcut('look_up_agents_in_message', message);
    const event = await bot.workspace.next(
      (candidate) => candidate.type === 'ephemeral_posted' && candidate.user === PEOPLE.supervisor,
      { since: seq },
    );
    const words = 'message' in event ? textOf(event.message) : '';
    for (const id of [first, second, third]) expect(words).toContain(`Agent ${id}`);
    expect(words).toContain('No agents of this contact centre: 998877.');
    expect(words).toContain('web addresses or are written as amounts: 2044 and 1,250.');
    expect(words).toContain('Phone numbers are not looked up.');
  });
});

/** Returns the suggestion of the answer; `null` if it has none. */
async function suggested(bot: RunningBot, typed: string): Promise<string | null> {
  return suggestionIn(await bot.ask('/floor', typed));
}

/** Returns the code after “Try”. */
function suggestionIn(message: Message): string | null {
  const leaf = /"text":"(?:[^"]*\\n)?Try "\},\{"type":"text","text":"\/floor ([^"\\]*)"/.exec(
    JSON.stringify(message.blocks),
  );
  return leaf?.[1] ?? null;
}

/** Removes the marks that prevent links in Slack. */
function plain(text: string): string {
  return text.replaceAll('\u200b', '');
}
