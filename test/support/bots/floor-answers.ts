import type { ExpectStatic } from 'vitest';
import { z } from 'zod';
import type { Message } from '../../../sandbox/slack-workspace/slack/message.ts';
import type { View } from '../../../sandbox/slack-workspace/slack/view.ts';
import { eventually } from '../clocks/budget.ts';
import { PEOPLE, type RunningBot, textOf } from './running-bot.ts';

/** Asks until the answer is as expected, because the gateway's sign-in may delay it. */
export async function answered(
  bot: RunningBot,
  command: string,
  text: string,
  expected: RegExp,
  person: string = PEOPLE.supervisor,
): Promise<Message> {
  return eventually(
    async () => {
      const answer = await bot.ask(command, text, person);
      if (!expected.test(textOf(answer))) throw new Error(`expected ${expected} in ${textOf(answer)}`);
      return answer;
    },
    { interval: 50 },
  );
}

export async function press(bot: RunningBot, message: Message, action: string): Promise<Message> {
  const { seq } = await bot.workspace.as(PEOPLE.supervisor).click(message, action);
  const event = await bot.workspace.next(({ type }) => type === 'ephemeral_updated', { since: seq });
  if (event.type !== 'ephemeral_updated') throw new Error('unreachable');
  return event.message;
}

export async function choose(
  bot: RunningBot,
  message: Message,
  action: string,
  value: string,
): Promise<Message> {
  const { seq } = await bot.workspace.as(PEOPLE.supervisor).click(message, action, { value });
  return ephemeral(bot, seq);
}

export async function ephemeral(bot: RunningBot, since: number): Promise<Message> {
  const event = await bot.workspace.next(({ type }) => type === 'ephemeral_posted', { since });
  if (event.type !== 'ephemeral_posted') throw new Error('unreachable');
  return event.message;
}

export async function share(bot: RunningBot, message: Message, person: string): Promise<Message> {
  const { seq } = await bot.workspace.as(person).click(message, 'floor_share');
  const event = await bot.workspace.next(({ type }) => type === 'message_posted', { since: seq });
  if (event.type !== 'message_posted') throw new Error('unreachable');
  return event.message;
}

export async function openHome(bot: RunningBot, person: string): Promise<View> {
  const { seq } = await bot.workspace.as(person).openHome();
  return published(bot, person, seq);
}

async function published(bot: RunningBot, person: string, since: number): Promise<View> {
  const event = await bot.workspace.next(
    (candidate) => candidate.type === 'view_published' && candidate.user === person,
    { since },
  );
  if (event.type !== 'view_published') throw new Error('unreachable');
  return event.view;
}

/** Opens the form behind "Change my queues". */
export async function openForm(bot: RunningBot, person: string, home: View): Promise<View> {
  const { seq } = await bot.workspace.as(person).click(home, 'home_choose_queues');
  return updated(bot, person, seq, /Queues to see first/);
}

/** Types, chooses the offered queue with that number, and submits. Returns the published page. */
export async function chooseQueues(
  bot: RunningBot,
  person: string,
  home: View,
  chosen: { typed: string; id: string },
): Promise<View> {
  const form = await openForm(bot, person, home);
  const who = bot.workspace.as(person);
  const { options } = await who.suggest(form, 'favourite_queues', chosen.typed);
  const option = options.find(({ value }) => value === chosen.id);
  if (option === undefined) throw new Error(`queue ${chosen.id} is not offered for “${chosen.typed}”`);
  const report = await who.submit(form, { favourite_queues: { selected_options: [option] } });
  if (report.errors !== undefined) throw new Error(JSON.stringify(report.errors));
  return published(bot, person, report.seq);
}

/** Returns the modal when it shows the expected content. */
export async function updated(
  bot: RunningBot,
  person: string,
  since: number,
  expected: RegExp,
): Promise<View> {
  const event = await bot.workspace.next(
    (candidate) =>
      candidate.type === 'view_updated' && candidate.user === person && expected.test(textIn(candidate.view)),
    { since },
  );
  if (event.type !== 'view_updated') throw new Error('unreachable');
  return event.view;
}

/** Returns the rows of the answer's table, header first. */
export function rowsOf(message: Message): string[][] {
  const table = message.blocks?.find(({ type }) => type === 'table');
  const rows = z.array(z.array(z.object({ text: z.string() }))).parse(table?.['rows'] ?? []);
  return rows.map((row) => row.map(({ text }) => text));
}

/** Returns the menu behind "…" of a section of the answer. */
export function overflowOf(message: Message): { text: { text: string }; value: string }[] {
  const accessories = (message.blocks ?? []).flatMap(
    (block) => overflow.safeParse(block['accessory']).data ?? [],
  );
  return accessories.flatMap(({ options }) => options);
}

const overflow = z.object({
  type: z.literal('overflow'),
  options: z.array(z.object({ text: z.object({ text: z.string() }), value: z.string() })),
});

export function kindsOf(message: Message): string[] {
  return (message.blocks ?? []).map(({ type }) => type);
}

export function textIn(view: View): string {
  return JSON.stringify(view.blocks).replaceAll('\\n', '\n');
}

/** Returns the headings of the page's sections. */
export function headsOf(view: View): unknown[] {
  return view.blocks.map((block) => Object(block['text']).text);
}

export function nothingRefused({ workspace }: RunningBot, expect: ExpectStatic): void {
  expect(workspace.events.filter(({ type }) => type === 'refused')).toEqual([]);
  expect(workspace.requests.filter(({ ok }) => !ok)).toEqual([]);
}
