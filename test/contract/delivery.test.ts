import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../src/summaries/deliveries/job-engine.ts';
import {
  createDeliverySetting,
  DAILY,
  DAY,
  type DeliverySettingOptions,
  HOUR,
  MINUTE,
  NOON,
} from '../support/bots/delivery-setting.ts';
import { eventually } from '../support/clocks/budget.ts';
import { engines, LEASE_MS, type TestEngine } from '../support/peers/job-engines.ts';

for (const kind of engines)
  describe.runIf(kind.here)(`Deliveries, ${kind.name}`, () => {
    let jobs: TestEngine;
    beforeEach(async () => {
      jobs = await kind.create();
      await jobs.pass(NOON - jobs.clock.now());
    });
    afterEach(() => jobs.remove());

    const create = (options: Omit<DeliverySettingOptions, 'jobs'> = {}) =>
      createDeliverySetting({ jobs, ...options });

    test('come at their time, once, day after day', async () => {
      const { service, pass, texts } = create();
      const { next } = await service.subscribe(DAILY);
      expect(next).toMatchObject({
        occurrence: { date: '2026-11-20', time: '18:00' },
        inMs: 6 * HOUR,
      });
      await pass(6 * HOUR - 1);
      expect(texts()).toEqual([]);
      await pass(1);
      await pass(0);
      await pass(DAY);
      expect(texts()).toEqual(['C1: 2026-11-20', 'C1: 2026-11-21']);
      const [status] = await service.list({ teamId: 'T1' });
      expect(status?.last).toMatchObject({
        state: 'sent',
        dueAt: Date.parse('2026-11-21T18:00Z'),
        reason: null,
      });
      expect(status?.next?.occurrence.date).toBe('2026-11-22');
    });

    test('are due once however many processes look at once', async () => {
      const { service, createScheduler, work, texts } = create();
      for (let n = 0; n < 30; n += 1) await service.subscribe({ ...DAILY, channelId: `C${n}` });
      await jobs.pass(6 * HOUR);
      const counts = await Promise.all(
        [createScheduler(), createScheduler(), createScheduler()].map((s) => s.tick()),
      );
      expect(counts.reduce((sum, count) => sum + count)).toBe(30);
      await work();
      expect(new Set(texts()).size).toBe(30);
    });

    test('say so when they are late, and are left out beyond the window with a word to the owner', async () => {
      const { service, pass, texts } = create();
      await service.subscribe(DAILY);
      await pass(6 * HOUR + 5 * MINUTE);
      await pass(DAY - 5 * MINUTE + 3 * HOUR);
      await pass(0);
      expect(texts()).toEqual(['C1: 2026-11-20 late 5 min', 'U1: missed: 1']);
      const [status] = await service.list({ teamId: 'T1' });
      expect(status?.last).toMatchObject({
        state: 'skipped',
        reason: 'missed',
        dueAt: Date.parse('2026-11-21T18:00Z'),
      });
      expect(status?.next?.occurrence.date).toBe('2026-11-22');
    });

    test('of three days without the bot are told of in one word', async () => {
      const { service, pass, texts } = create();
      await service.subscribe(DAILY);
      await pass(3 * DAY);
      expect(texts()).toEqual(['U1: missed: 3']);
    });

    test('of three days without the bot come as the last one, late, where that is the policy', async () => {
      const { service, pass, texts } = create({ afterGrace: 'post' });
      await service.subscribe(DAILY);
      await pass(3 * DAY);
      expect(texts().toSorted()).toEqual([`C1: 2026-11-22 late ${18 * 60} min`, 'U1: missed: 2']);
    });

    test('that waited too long for Slack are left out as well', async () => {
      const { service, slack, pass, work, texts } = create();
      await service.subscribe(DAILY);
      slack.answer({ kind: 'not-sent', retryAfterMs: 3 * HOUR, limited: true });
      await pass(6 * HOUR);
      await jobs.pass(3 * HOUR);
      await work();
      expect(texts()).toEqual(['U1: missed: 1']);
    });

    test('are not repeated when the clock is set back, nor forgotten when it ran ahead', async () => {
      const { service, pass, texts } = create();
      await service.subscribe(DAILY);
      await pass(6 * HOUR + MINUTE);
      jobs.clock.jump(-HOUR);
      await pass(0);
      await pass(2 * HOUR);
      expect(texts()).toEqual(['C1: 2026-11-20']);
      jobs.clock.jump(365 * DAY + 8 * HOUR);
      await pass(MINUTE);
      jobs.clock.jump(-365 * DAY - 8 * HOUR);
      await pass(MINUTE);
      const [status] = await service.list({ teamId: 'T1' });
      expect(status?.next?.occurrence.date).toBe('2026-11-21');
      await pass(DAY);
      expect(texts().filter((text) => text.startsWith('C1'))).toHaveLength(2);
    });

    test('are looked for before anything is sent again', async () => {
      const { service, slack, pass, texts } = create();
      await service.subscribe(DAILY);
      slack.answer('accepted, then silence');
      await pass(6 * HOUR);
      slack.answer('lost');
      await pass(DAY);
      await pass(MINUTE);
      expect(texts()).toEqual(['C1: 2026-11-20', 'C1: 2026-11-21']);
      expect(await service.load()).toMatchObject({ due: 0, posting: 0 });
    });

    test('are not sent again where the bot cannot look: the owner is asked to', async () => {
      const { service, slack, pass, texts } = create();
      await service.subscribe(DAILY);
      slack.answer('lost');
      slack.look({ kind: 'unreadable' });
      await pass(6 * HOUR);
      await pass(HOUR);
      expect(texts()).toEqual(['U1: outcome-unknown: 2026-11-20T18:00[UTC]']);
      expect((await service.find(1))?.last).toMatchObject({ state: 'unknown' });
    });

    test('that a process posted after its lease ended are settled by the process that has the lease now, which searches for them', async () => {
      const { service, slack, deliver, pass, texts } = create();
      await service.subscribe(DAILY);
      const successor = Promise.withResolvers<Job>();
      slack.whilePosting(async () => {
        await jobs.pass(LEASE_MS + 1_000);
        const other = await jobs.another();
        const taken = await eventually(
          async () => (await other.fetch(1)).at(0) ?? Promise.reject(new Error('none')),
          {
            interval: 100,
          },
        );
        successor.resolve(taken);
      });
      await pass(6 * HOUR);
      expect(await service.load()).toMatchObject({ due: 0, posting: 1 });
      await deliver(await successor.promise);
      expect(await service.load()).toMatchObject({ due: 0, posting: 0 });
      const sent = await jobs.db.selectFrom('delivery').select(['state', 'message_id']).execute();
      expect(sent).toEqual([{ state: 'sent', message_id: '0' }]);
      expect(texts()).toEqual(['C1: 2026-11-20']);
    }, 15_000);

    test('wait while Slack cannot say whether they arrived', async () => {
      const { service, slack, pass, texts } = create();
      await service.subscribe(DAILY);
      slack.answer('lost');
      slack.look({ kind: 'no-answer', retryAfterMs: 10 * MINUTE });
      await pass(6 * HOUR);
      expect(await service.load()).toMatchObject({ posting: 1 });
      slack.look(null);
      await pass(10 * MINUTE);
      expect(texts()).toEqual(['C1: 2026-11-20 late 10 min']);
    });

    test('that Slack does not say anything of for a week are left, and the owner is told once', async () => {
      const { service, slack, pass, texts } = create();
      await service.subscribe({ ...DAILY, schedule: { ...DAILY.schedule, days: ['fri'] } });
      slack.answer('lost');
      slack.look({ kind: 'no-answer', retryAfterMs: HOUR });
      await pass(6 * HOUR);
      await pass(5 * DAY);
      expect(await service.load()).toMatchObject({ posting: 1 });
      await pass(DAY + HOUR);
      await pass(HOUR);
      await pass(HOUR);
      expect((await service.find(1))?.last).toMatchObject({ state: 'unknown', reason: 'unreadable' });
      expect(texts()).toEqual(['U1: outcome-unknown: 2026-11-20T18:00[UTC]']);
      expect(await service.load()).toMatchObject({ due: 0, posting: 0 });
    });

    test('that Slack puts off are sent when it says so', async () => {
      const { service, slack, pass, texts } = create();
      await service.subscribe(DAILY);
      slack.answer({ kind: 'not-sent', retryAfterMs: 30_000, limited: true });
      await pass(6 * HOUR);
      expect(texts()).toEqual([]);
      await pass(30_000);
      expect(texts()).toEqual(['C1: 2026-11-20']);
    });

    test('that can never arrive let the subscription rest, and its owner hears of it once', async () => {
      const { service, slack, pass, texts } = create();
      const { subscription } = await service.subscribe({
        ...DAILY,
        schedule: { ...DAILY.schedule, times: ['17:00', '18:00'] },
      });
      slack.answer({ kind: 'refused', reason: 'not-in-channel' });
      await pass(6 * HOUR);
      await pass(DAY);
      expect(texts()).toEqual(['U1: paused: not-in-channel']);
      expect((await service.find(subscription.number))?.subscription.state).toEqual({
        kind: 'paused',
        reason: 'not-in-channel',
      });
      expect(await service.resume(subscription.number)).toBe(true);
      await pass(DAY);
      expect(texts()).toContain('C1: 2026-11-22');
    });

    test('of a revoked token reach the owner as a word, once it works again', async () => {
      const { service, slack, pass, texts } = create();
      await service.subscribe(DAILY);
      const revoked = { kind: 'refused', reason: 'token-revoked' } as const;
      slack.answer(revoked, revoked, revoked);
      await pass(6 * HOUR);
      await pass(15 * MINUTE);
      expect(texts()).toEqual([]);
      await pass(15 * MINUTE);
      await pass(15 * MINUTE);
      expect(texts()).toEqual(['U1: paused: token-revoked']);
    });

    test('whose message Slack refuses in every form are not posted; the owner is told and nothing pauses', async () => {
      const { service, slack, pass, texts } = create();
      await service.subscribe(DAILY);
      slack.answer({ kind: 'refused', reason: 'message-refused' });
      await pass(6 * HOUR);
      expect(texts()).toEqual(['U1: message-refused: 2026-11-20T18:00[UTC]']);
      expect((await service.find(1))?.subscription.state.kind).toBe('active');
    });

    test('that could not be made are made later', async () => {
      const { service, rendering, pass, texts } = create();
      await service.subscribe(DAILY);
      rendering.fail(new Error('history does not answer'));
      await pass(6 * HOUR);
      expect(texts()).toEqual([]);
      await pass(30_000);
      expect(texts()).toEqual(['C1: 2026-11-20']);
    });
  });
