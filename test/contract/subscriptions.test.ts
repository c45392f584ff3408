import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Calendar } from '../../src/domain/calendar/calendar.ts';
import type { Weekday } from '../../src/domain/calendar/weekday.ts';
import {
  createDeliverySetting,
  DAILY,
  DAY,
  type DeliverySettingOptions,
  HOUR,
  NOON,
} from '../support/bots/delivery-setting.ts';
import { engines, type TestEngine } from '../support/peers/job-engines.ts';

for (const kind of engines)
  describe.runIf(kind.here)(`Subscriptions and their deliveries, ${kind.name}`, () => {
    let jobs: TestEngine;
    beforeEach(async () => {
      jobs = await kind.create();
      await jobs.pass(NOON - jobs.clock.now());
    });
    afterEach(() => jobs.remove());

    const create = (options: Omit<DeliverySettingOptions, 'jobs'> = {}) =>
      createDeliverySetting({ jobs, ...options });

    test('are not sent after the subscription was deleted, and an edit applies to the next', async () => {
      const { service, scheduler, work, pass, texts } = create();
      const gone = await service.subscribe(DAILY);
      const edited = await service.subscribe({ ...DAILY, channelId: 'C2' });
      await jobs.pass(6 * HOUR);
      await scheduler.tick();
      expect(await service.unsubscribe(gone.subscription.number)).toBe(true);
      expect(await service.unsubscribe(gone.subscription.number)).toBe(false);
      expect(await service.edit(edited.subscription.number, { ...DAILY, channelId: 'C3' })).toBe(true);
      await work();
      await pass(DAY);
      expect(texts()).toEqual(['C2: 2026-11-20', 'C3: 2026-11-21']);
      expect(await service.find(gone.subscription.number)).toBeUndefined();
      const another = await service.subscribe(DAILY);
      expect(another.subscription.number).toBe(edited.subscription.number + 1);
    });

    test('can be requested at once, once per click, also from a paused subscription', async () => {
      const { service, work, texts } = create();
      await service.subscribe(DAILY);
      expect(await service.pause(1)).toBe(true);
      expect(await service.send(1, 'trigger-1')).toEqual({ kind: 'accepted' });
      expect(await service.send(1, 'trigger-1')).toEqual({ kind: 'accepted' });
      expect(await service.send(1, 'trigger-2')).toEqual({ kind: 'accepted' });
      expect(await service.send(9, 'trigger-3')).toEqual({ kind: 'no-such', number: 9 });
      await work();
      expect(texts()).toEqual(['C1: now', 'C1: now']);
    });

    test('are posted for at most three waiting requests', async () => {
      const { service, work, texts, slack } = create();
      await service.subscribe(DAILY);
      const asked = await Promise.all(Array.from({ length: 8 }, (_, index) => service.send(1, `t${index}`)));
      expect(asked.filter(({ kind: outcome }) => outcome === 'accepted')).toHaveLength(3);
      expect(asked.filter(({ kind: outcome }) => outcome === 'too-many-waiting')).toHaveLength(5);
      slack.answer({ kind: 'not-sent', retryAfterMs: HOUR, limited: false });
      await work();
      expect(texts()).toHaveLength(2);
      // The delivery that Slack delayed is still open.
      const again = [];
      for (const trigger of ['a', 'b', 'c']) again.push((await service.send(1, trigger)).kind);
      expect(again).toEqual(['accepted', 'accepted', 'too-many-waiting']);
    });

    test.each([
      ['pausing', (s: ReturnType<typeof create>['service']) => s.pause(1), 'paused'],
      ['pausing once more', (s: ReturnType<typeof create>['service']) => s.pause(1), 'paused'],
      [
        'the owner leaving',
        (s: ReturnType<typeof create>['service']) => s.ownerLeft(DAILY),
        'owner-deactivated',
      ],
    ] as const)('what was asked for and waits is stopped by %s', async (how, stop, reason) => {
      const { service, work, texts } = create();
      await service.subscribe(DAILY);
      if (how === 'pausing once more') await service.pause(1);
      for (const trigger of ['a', 'b', 'c']) await service.send(1, trigger);
      await stop(service);
      await work();
      expect(texts()).toEqual([]);
      const rows = await jobs.db.selectFrom('delivery').select(['state', 'reason']).execute();
      expect(rows).toEqual(Array.from({ length: 3 }, () => ({ state: 'skipped', reason })));
      expect(await service.send(1, 'd')).toEqual({ kind: 'accepted' });
      await work();
      expect(texts()).toEqual(['C1: now']);
    });

    test('are cancelled by pausing, also while a requested message is rendered', async () => {
      const { service, rendering, work, texts } = create();
      await service.subscribe(DAILY);
      await service.send(1, 'a');
      rendering.whileRendering(() => service.pause(1));
      await work();
      expect(texts()).toEqual([]);
    });

    test('are skipped on holidays and closed days, or posted, as configured', async () => {
      const days: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
      const calendar: Calendar = {
        holidays: new Map([['2026-11-23', 'Founding day']]),
        hours: new Map(days.map((day) => [day, [{ from: '08:00', to: '20:00' }]])),
        onClosedDays: 'skip',
      };
      const { service, pass, texts } = create({ calendar });
      await service.subscribe(DAILY);
      await pass(6 * HOUR);
      expect((await service.find(1))?.next).toMatchObject({
        occurrence: { date: '2026-11-24' },
        excludedDates: ['2026-11-21', '2026-11-22', '2026-11-23'],
      });
      for (let day = 0; day < 4; day += 1) await pass(DAY);
      expect(texts()).toEqual(['C1: 2026-11-20', 'C1: 2026-11-24']);
      const said = create({ calendar: { ...calendar, onClosedDays: 'say' } });
      await service.unsubscribe(1);
      await said.service.subscribe(DAILY);
      for (let day = 0; day < 4; day += 1) await said.pass(DAY);
      expect(said.rendering.requests.at(-1)?.occurrence?.date).toBe('2026-11-28');
      await said.service.send(2, 'x');
      await said.pass(0);
      expect(said.rendering.requests.at(-1)).toMatchObject({ occurrence: null });
    });

    test('in the morning report on the day before a holiday on the holiday itself, and never on the holiday', async () => {
      const calendar: Calendar = {
        holidays: new Map([['12-25', 'Christmas']]),
        hours: null,
        onClosedDays: 'skip',
      };
      const { service, rendering, pass } = create({ calendar });
      await service.subscribe({ ...DAILY, schedule: { ...DAILY.schedule, times: ['08:00'] } });
      await pass(Date.parse('2026-12-23T08:00Z') - NOON);
      rendering.requests.length = 0;
      for (let day = 0; day < 4; day += 1) await pass(DAY);
      expect(rendering.requests.map(({ occurrence, reportDate }) => [occurrence?.date, reportDate])).toEqual([
        ['2026-12-24', '2026-12-23'],
        ['2026-12-25', '2026-12-24'],
        ['2026-12-27', '2026-12-26'],
      ]);
    });

    test('that are equal are created once, of any number of concurrent requests', async () => {
      const { service } = create();
      const wanted = { ...DAILY, schedule: { ...DAILY.schedule, zone: 'Europe/Madrid' } };
      const answers = await Promise.all(Array.from({ length: 8 }, () => service.subscribeOnce(wanted)));
      expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['new', ...Array(7).fill('same')]);
      expect(await service.list({ teamId: 'T1' })).toHaveLength(1);
      expect((await service.subscribeOnce({ ...wanted, teamId: 'T2' })).kind).toBe('new');
      expect((await service.subscribeOnce({ ...wanted, channelId: 'C9' })).kind).toBe('new');
    });

    test('are listed by team, owner and channel', async () => {
      const { service } = create();
      await service.subscribe(DAILY);
      await service.subscribe({ ...DAILY, ownerId: 'U2', channelId: 'C2' });
      await service.subscribe({ ...DAILY, teamId: 'T2' });
      const numbers = async (filter: Parameters<typeof service.list>[0]) =>
        (await service.list(filter)).map(({ subscription }) => subscription.number);
      expect(await numbers({ teamId: 'T1' })).toEqual([1, 2]);
      expect(await numbers({ teamId: 'T1', ownerId: 'U2' })).toEqual([2]);
      expect(await numbers({ teamId: 'T1', channelId: 'C1' })).toEqual([1]);
      await service.ownerLeft({ teamId: 'T1', ownerId: 'U2' });
      expect((await service.find(2))?.subscription.state).toEqual({
        kind: 'paused',
        reason: 'owner-deactivated',
      });
      expect((await service.find(1))?.subscription).toEqual({
        ...DAILY,
        number: 1,
        confirmedReaders: [],
        state: { kind: 'active', next: expect.objectContaining({ date: '2026-11-20' }) },
      });
    });

    test('are removed when they are old and settled, never before', async () => {
      const { service, deliveries, slack, pass } = create();
      await service.subscribe(DAILY);
      await pass(6 * HOUR);
      slack.answer('lost');
      slack.look({ kind: 'no-answer', retryAfterMs: HOUR });
      await pass(DAY);
      expect(await deliveries.prune(jobs.clock.now() - DAY)).toBe(0);
      expect(await deliveries.prune(jobs.clock.now() + DAY)).toBe(1);
      expect(await service.load()).toMatchObject({ due: 0, posting: 1 });
    });
  });
