import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeliverySetting, DAILY, DAY, HOUR, MINUTE, NOON } from '../support/bots/delivery-setting.ts';
import { engines, type TestEngine } from '../support/peers/job-engines.ts';

/** Sorts texts, because the two deliveries are due at one instant. */
const inAnyOrder = (texts: readonly string[]) => texts.toSorted();

for (const kind of engines)
  describe.runIf(kind.here)(`Subscriptions that are changed while something is due, ${kind.name}`, () => {
    let jobs: TestEngine;
    beforeEach(async () => {
      jobs = await kind.create();
      await jobs.pass(NOON - jobs.clock.now());
    });
    afterEach(() => jobs.remove());

    const create = () => createDeliverySetting({ jobs });
    const rows = async () =>
      (await jobs.db.selectFrom('delivery').selectAll().where('kind', '=', 'scheduled').execute())
        .map(({ key, state, reason }) => `${key.slice(0, 16)} ${reason ?? state}`)
        .toSorted();

    test('lose no occurrence that falls due between two readings of the clock', async () => {
      const { service, scheduler, pass } = create();
      await service.subscribe({ ...DAILY, schedule: { ...DAILY.schedule, times: ['17:59', '18:00'] } });
      const expected: string[] = [];
      for (let readings = 1; readings <= 8; readings += 1) {
        const day = Date.parse('2026-11-20T18:00Z') + (readings - 1) * DAY;
        await pass(day - MINUTE - HOUR - jobs.clock.now());
        await jobs.pass(day - readings * 5_000 - jobs.clock.now());
        jobs.clock.creep(5_000);
        await scheduler.tick();
        jobs.clock.creep(0);
        await pass(MINUTE);
        const date = new Date(day).toISOString().slice(0, 10);
        expected.push(`${date}T17:59 sent`, `${date}T18:00 sent`);
      }
      expect(await rows()).toEqual(expected);
    });

    test('post what was due before an edit unchanged, even if no process had looked since', async () => {
      const { service, work, pass, texts } = create();
      await service.subscribe(DAILY);
      await jobs.pass(6 * HOUR);
      const later = { ...DAILY.schedule, times: ['19:00'] };
      expect(await service.edit(1, { ...DAILY, channelId: 'C3', schedule: later })).toBe(true);
      await work();
      await pass(HOUR);
      expect(texts()).toEqual(['C1: 2026-11-20', 'C3: 2026-11-20']);
      expect(await rows()).toEqual(['2026-11-20T18:00 sent', '2026-11-20T19:00 sent']);
    });

    test.each([
      ['paused', (s: ReturnType<typeof create>['service']) => s.pause(1)],
      ['unsubscribed', (s: ReturnType<typeof create>['service']) => s.unsubscribe(1)],
      ['owner-deactivated', (s: ReturnType<typeof create>['service']) => s.ownerLeft(DAILY)],
    ] as const)('say of what was due what became of it: %s', async (reason, change) => {
      const { service, pass, texts } = create();
      await service.subscribe(DAILY);
      await jobs.pass(6 * HOUR);
      await change(service);
      await pass(MINUTE);
      expect(await rows()).toEqual([`2026-11-20T18:00 ${reason}`]);
      expect(texts()).toEqual([]);
    });

    const LIMITED = { kind: 'not-sent', retryAfterMs: 30_000, limited: true } as const;
    const stops = [
      ['paused', 'paused', (s: ReturnType<typeof create>['service']) => s.pause(1)],
      ['unsubscribed', 'unsubscribed', (s: ReturnType<typeof create>['service']) => s.unsubscribe(1)],
      [
        'paused',
        'paused and resumed',
        async (s: ReturnType<typeof create>['service']) => (await s.pause(1)) && s.resume(1),
      ],
    ] as const;

    test.each(stops)(
      'post nothing that was delayed by Slack before the change: %s (%s)',
      async (reason, _, stop) => {
        const { service, slack, work, pass, texts } = create();
        await service.subscribe(DAILY);
        slack.answer(LIMITED, LIMITED);
        await pass(6 * HOUR);
        await service.send(1, 'press');
        await work();
        await stop(service);
        await pass(HOUR);
        expect(texts()).toEqual([]);
        expect(await rows()).toEqual([`2026-11-20T18:00 ${reason}`]);
        expect(await service.load()).toMatchObject({ due: 0, posting: 0 });
      },
    );

    test.each(stops)(
      'post nothing if the change comes while Slack delays it: %s (%s)',
      async (reason, _, stop) => {
        const { service, slack, pass, texts } = create();
        await service.subscribe(DAILY);
        slack.answer(LIMITED);
        slack.whilePosting(async () => void (await stop(service)));
        await pass(6 * HOUR);
        await pass(HOUR);
        expect(texts()).toEqual([]);
        expect(await rows()).toEqual([`2026-11-20T18:00 ${reason}`]);
        slack.answer(LIMITED);
        slack.whilePosting(async () => void (await stop(service)));
        await service.send(1, 'press');
        await pass(HOUR);
        await pass(HOUR);
        expect(texts()).toEqual([]);
        expect(await service.load()).toMatchObject({ due: 0, posting: 0 });
      },
    );

    test.each(stops)('post nothing if the change comes before its turn: %s (%s)', async (reason, _, stop) => {
      let waiting: (() => Promise<unknown>) | null = null;
      const { service, pass, texts } = createDeliverySetting({
        jobs,
        beforeTurn: async () => {
          const change = waiting;
          waiting = null;
          await change?.();
        },
      });
      await service.subscribe(DAILY);
      waiting = () => stop(service);
      await pass(6 * HOUR);
      await pass(HOUR);
      expect(texts()).toEqual([]);
      expect(await rows()).toEqual([`2026-11-20T18:00 ${reason}`]);
    });

    test('post once what was in flight before a pause, and report it', async () => {
      const { service, slack, pass, texts } = create();
      await service.subscribe(DAILY);
      slack.answer('accepted, then silence');
      slack.whilePosting(async () => void (await service.pause(1)));
      await pass(6 * HOUR);
      await pass(HOUR);
      expect(texts()).toEqual(['C1: 2026-11-20']);
      expect(await rows()).toEqual(['2026-11-20T18:00 sent']);
    });

    test('notify the owner of what was missed before the pause', async () => {
      const { service, pass, texts } = create();
      await service.subscribe(DAILY);
      await jobs.pass(6 * HOUR + DAY);
      await service.pause(1);
      await pass(0);
      expect(texts()).toEqual(['U1: missed: 1']);
      expect(await rows()).toEqual(['2026-11-20T18:00 missed', '2026-11-21T18:00 paused']);
    });

    describe('after Slack rejected a post', () => {
      const refused = { kind: 'refused', reason: 'not-in-channel' } as const;
      const twice = { ...DAILY, schedule: { ...DAILY.schedule, times: ['17:30', '18:00'] } };

      test('post it once if resumed in time, and what fell due meanwhile once', async () => {
        const { service, slack, work, pass, texts } = create();
        await service.subscribe(twice);
        slack.answer(refused);
        await pass(5.5 * HOUR);
        await pass(40 * MINUTE);
        expect(texts()).toEqual(['U1: paused: not-in-channel']);
        expect(await Promise.all([service.resume(1), service.resume(1)])).toContain(true);
        await work();
        expect(inAnyOrder(texts().slice(1))).toEqual([
          'C1: 2026-11-20 late 10 min',
          'C1: 2026-11-20 late 40 min',
        ]);
        await service.pause(1);
        await service.resume(1);
        await pass(MINUTE);
        expect(texts()).toHaveLength(3);
        expect((await service.find(1))?.next?.occurrence).toMatchObject({
          date: '2026-11-21',
          time: '17:30',
        });
      });

      test('also post what was due with it', async () => {
        const { service, slack, work, pass, texts } = create();
        await service.subscribe(twice);
        slack.answer(refused);
        await pass(6 * HOUR);
        expect(await rows()).toEqual(['2026-11-20T17:30 not-in-channel', '2026-11-20T18:00 not-in-channel']);
        await service.resume(1);
        await work();
        expect(texts()).toHaveLength(3);
      });

      test('post it to the newly chosen channel', async () => {
        const { service, slack, work, pass, texts } = create();
        await service.subscribe(twice);
        slack.answer(refused);
        await pass(5.5 * HOUR);
        await jobs.pass(35 * MINUTE);
        await service.edit(1, {
          ...twice,
          channelId: 'C7',
          schedule: { ...twice.schedule, times: ['20:00'] },
        });
        await service.resume(1);
        await work();
        expect(inAnyOrder(texts().slice(1))).toEqual([
          'C7: 2026-11-20 late 35 min',
          'C7: 2026-11-20 late 5 min',
        ]);
      });

      test('skip it when it is too old, without another notification', async () => {
        const { service, slack, work, pass, texts } = create();
        await service.subscribe(twice);
        slack.answer(refused);
        await pass(5.5 * HOUR);
        await jobs.pass(DAY - 3 * HOUR);
        await service.resume(1);
        await work();
        await pass(MINUTE);
        expect(texts()).toEqual(['U1: paused: not-in-channel']);
        expect(await rows()).toEqual(['2026-11-20T17:30 not-in-channel']);
      });

      test('notify the owner again if it is rejected again', async () => {
        const { service, slack, work, pass, texts } = create();
        await service.subscribe(twice);
        slack.answer(refused);
        await pass(5.5 * HOUR);
        slack.answer(refused);
        await service.resume(1);
        await work();
        expect(texts()).toEqual(['U1: paused: not-in-channel', 'U1: paused: not-in-channel']);
      });

      test('notify the owner also about a summary requested while paused', async () => {
        const { service, slack, work, pass, texts } = create();
        await service.subscribe(twice);
        slack.answer(refused);
        await pass(5.5 * HOUR);
        slack.answer(refused);
        await service.send(1, 'click');
        await work();
        expect(texts()).toEqual(['U1: paused: not-in-channel', 'U1: paused: not-in-channel']);
      });

      test('post nothing for the time of a manual pause', async () => {
        const { service, work, pass, texts } = create();
        await service.subscribe(twice);
        await service.pause(1);
        await jobs.pass(6 * HOUR);
        await service.resume(1);
        await work();
        await pass(MINUTE);
        expect(texts()).toEqual([]);
      });
    });
  });
