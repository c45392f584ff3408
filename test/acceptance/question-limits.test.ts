import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../sandbox/slack-workspace/slack/message.ts';
import { ALLOWANCE } from '../../src/slack/questions/allowance.ts';
import { MODES } from '../support/bots/running-bot.ts';
import { ADA, CHANNEL, type SlackLayer, startSlackLayer, wordsOf } from '../support/bots/slack-layer.ts';
import { createManualClock, type ManualClock } from '../support/clocks/manual-clock.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';

const BEN = 'U0BEN';
const TOO_MANY = 'Floorwalker answers';

describe.each(wholeOr(MODES, ['socket'] as const))('In %s mode', (mode) => {
  let layer: SlackLayer;
  let clock: ManualClock;
  const start = async (allowance = ALLOWANCE, people?: { id: string; name: string }[]) => {
    clock = createManualClock(Date.now());
    const itsClock = { now: () => Date.now(), monotonic: () => clock.monotonic() };
    layer = await startSlackLayer(mode, { allowance, clock: itsClock }, people && { users: people });
  };
  afterEach(() => layer[Symbol.asyncDispose]());

  const told = () =>
    layer.workspace.events.flatMap((event) =>
      event.type === 'ephemeral_posted' && wordsOf(event.message).includes(TOO_MANY) ? [event.user] : [],
    );
  /** Asks questions at once. Resolves with whether Slack has an acknowledgement for each. */
  async function askTimes(times: number, person = ADA): Promise<boolean> {
    const asked = Array.from({ length: times }, () =>
      layer.workspace.as(person).command(CHANNEL, '/agent', '1099'),
    );
    return (await Promise.all(asked)).every(({ acked }) => acked);
  }
  const answered = (person = ADA) =>
    layer.queries.asked.filter(({ requester }) => requester.userId === person).length;

  describe('of people’s questions', () => {
    test('ten at once are answered, then one every two seconds; the rest gets one message per burst', async () => {
      await start();
      expect(await askTimes(60)).toBe(true);
      await expect.poll(() => [answered(), told()]).toEqual([10, [ADA]]);
      clock.advance(1_999);
      expect(await askTimes(5)).toBe(true);
      clock.advance(1);
      expect(await askTimes(5)).toBe(true);
      await expect.poll(() => answered()).toBe(11);
      clock.advance(10_000);
      expect(await askTimes(7)).toBe(true);
      await expect.poll(() => [answered(), told()]).toEqual([16, [ADA, ADA]]);
      // All answers have arrived before the next person asks.
      const toAda = () =>
        layer.workspace.events.filter((event) => event.type === 'ephemeral_posted' && event.user === ADA);
      await expect.poll(toAda).toHaveLength(18);
      expect(wordsOf(await layer.ask('help', BEN))).toContain('/agent 1099 stats');
    });

    const isRun = wholeOr(true, mode === 'socket');
    const why = isRun ? '' : ' (whole run only: the limit of a workspace is the same in both modes)';
    test.runIf(isRun)(`three hundred per minute are answered in the workspace${why}`, async () => {
      const people = Array.from({ length: 31 }, (_, index) => `U0CROWD${index}`);
      await start(
        ALLOWANCE,
        people.map((id) => ({ id, name: id.toLowerCase() })),
      );
      for (const person of people) expect(await askTimes(10, person)).toBe(true);
      await expect.poll(() => layer.queries.asked.length).toBe(300);
      await expect.poll(told).toHaveLength(1);
      clock.advance(60_000);
      expect(await askTimes(10, people.at(-1))).toBe(true);
      await expect.poll(() => layer.queries.asked.length).toBe(310);
    });
  });

  describe('a question beyond the limit', () => {
    beforeEach(() => start({ personAtOnce: 1, personPerMinute: 1, workspacePerMinute: 300 }));

    /** Moves the clock so far that one question is allowed again and the burst is over. */
    const later = () => clock.advance(60_000);
    async function afterOneQuestion<T>(act: () => Promise<T>): Promise<T> {
      later();
      await layer.ask('help');
      return act();
    }
    const ada = () => layer.workspace.as(ADA);
    const words = async (type: 'view_opened' | 'view_pushed', since: number) => {
      const event = await layer.workspace.next((candidate) => candidate.type === type, { since });
      return 'view' in event ? wordsOf(event.view) : '';
    };

    test('from a button of a message is answered beside the message', async () => {
      const card: Message = await layer.ask('1099');
      const { seq, acked } = await ada().click(card, 'agent_refresh');
      expect(acked).toBe(true);
      expect(wordsOf(await layer.message('ephemeral_posted', seq))).toContain(TOO_MANY);
      expect(answered()).toBe(1);
    });

    test('from a button of a modal is answered on top of it, from one of App Home in a modal', async () => {
      const { seq } = await ada().globalShortcut('look_up_agent');
      const form = await layer.view('view_opened', seq);
      later();
      const submitted = await ada().submit(form, { agent_id: '1099' });
      await layer.workspace.next(
        (event) => event.type === 'request' && event.request.method === 'views.update',
        { since: submitted.seq },
      );
      const card = ada().openModal();
      if (card === undefined) throw new Error('the modal is closed');
      const pressed = await ada().click(card, 'agent_refresh');
      expect(await words('view_pushed', pressed.seq)).toContain(TOO_MANY);
      later();
      const home = await layer.view('view_published', (await ada().openHome()).seq);
      const refreshed = await ada().click(home, 'home_refresh');
      expect(await words('view_opened', refreshed.seq)).toContain(TOO_MANY);
    });

    test('from a form keeps the form open with its input', async () => {
      const { seq } = await ada().globalShortcut('look_up_agent');
      const form = await layer.view('view_opened', seq);
      for (const _ of [1, 2]) {
        const { errors } = await ada().submit(form, { agent_id: '1099' });
        expect(errors).toEqual({ agent_id: expect.stringContaining('ask again in') });
      }
      expect(answered()).toBe(0);
    });

    test('from a shortcut is answered where the shortcut answers', async () => {
      const global = await afterOneQuestion(() => ada().globalShortcut('look_up_agent'));
      expect(await words('view_opened', global.seq)).toContain(TOO_MANY);
      const { message } = await layer.workspace.as(BEN).post(CHANNEL, 'agent 1099');
      const { seq } = await afterOneQuestion(() =>
        ada().messageShortcut('look_up_agents_in_message', message),
      );
      expect(wordsOf(await layer.message('ephemeral_posted', seq))).toContain(TOO_MANY);
      expect(answered()).toBe(0);
    });

    test('from App Home leaves the page unchanged, from a menu gives no options', async () => {
      later();
      const home = await layer.view('view_published', (await ada().openHome()).seq);
      const opened = await ada().openHome();
      expect(opened.acked).toBe(true);
      later();
      const { seq } = await ada().click(home, 'home_choose_queues');
      const form = await layer.view('view_updated', seq);
      const { options } = await ada().suggest(form, 'favourite_queues', '');
      expect(options).toEqual([]);
      const published = layer.workspace.events.filter(({ type }) => type === 'view_published');
      expect(published).toHaveLength(1);
    });
  });
});
