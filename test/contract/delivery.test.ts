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

    test('are posted at their time, once, each day', async () => {
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

    test('are due once, even if several processes look at once', async () => {
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

    test('are marked when late, and are skipped beyond the grace period, with a notification to the owner', async () => {
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

    test('of three days without the bot are reported in one notification', async () => {
      const { service, pass, texts } = create();
      await service.subscribe(DAILY);
      await pass(3 * DAY);
      expect(texts()).toEqual(['U1: missed: 3']);
    });

    test('of three days without the bot are posted as the last one, late, if the policy says so', async () => {
      const { service, pass, texts } = create({ afterGrace: 'post' });
      await service.subscribe(DAILY);
      await pass(3 * DAY);
      expect(texts().toSorted()).toEqual([`C1: 2026-11-22 late ${18 * 60} min`, 'U1: missed: 2']);
    });

    test('that waited too long for Slack are skipped too', async () => {
      const { service, slack, pass, work, texts } = create();
      await service.subscribe(DAILY);
      slack.answer({ kind: 'not-sent', retryAfterMs: 3 * HOUR, limited: true });
      await pass(6 * HOUR);
      await jobs.pass(3 * HOUR);
      await work();
      expect(texts()).toEqual(['U1: missed: 1']);
    });

    test('are not repeated when the clock is set back, nor lost when it ran ahead', async () => {
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

    test('are searched for before they are sent again', async () => {
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

    test('are not sent again if the bot cannot search: the owner is asked to', async () => {
      const { service, slack, pass, texts } = create();
      await service.subscribe(DAILY);
      slack.answer('lost');
      slack.look({ kind: 'unreadable' });
      await pass(6 * HOUR);
      await pass(HOUR);
      expect(texts()).toEqual(['U1: outcome-unknown: 2026-11-20T18:00[UTC]']);
      expect((await service.find(1))?.last).toMatchObject({ state: 'unknown' });
    });

    test('that a process posted after its lease ended are settled by the process with the present lease, which searches for them', async () => {
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

    test('without an answer of Slack for a week are skipped, and the owner is notified once', async () => {
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

    test('that Slack delays are sent at the time that it names', async () => {
      const { service, slack, pass, texts } = create();
      await service.subscribe(DAILY);
      slack.answer({ kind: 'not-sent', retryAfterMs: 30_000, limited: true });
      await pass(6 * HOUR);
      expect(texts()).toEqual([]);
      await pass(30_000);
      expect(texts()).toEqual(['C1: 2026-11-20']);
    });

    test('that can never arrive pause the subscription, and the owner is notified once', async () => {
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

    test('with a revoked token are reported to the owner once a token works again', async () => {
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

    test('whose message Slack rejects in every form are not posted; the owner is notified and nothing pauses', async () => {
      const { service, slack, pass, texts } = create();
      await service.subscribe(DAILY);
      slack.answer({ kind: 'refused', reason: 'message-refused' });
      await pass(6 * HOUR);
      expect(texts()).toEqual(['U1: message-refused: 2026-11-20T18:00[UTC]']);
      expect((await service.find(1))?.subscription.state.kind).toBe('active');
    });

    test('that could not be rendered are rendered later', async () => {
      const { service, rendering, pass, texts } = create();
      await service.subscribe(DAILY);
      rendering.fail(new Error('history does not answer'));
      await pass(6 * HOUR);
      expect(texts()).toEqual([]);
      await pass(30_000);
      expect(texts()).toEqual(['C1: 2026-11-20']);
    });
  });
