import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ALWAYS_OPEN } from '../../src/domain/calendar/calendar.ts';
import { createSummaries } from '../../src/summaries/create-summaries.ts';
import { createDeliveryRunner } from '../../src/summaries/deliveries/delivery-runner.ts';
import { createDeliverySetting, DAILY, HOUR, NOON } from '../support/bots/delivery-setting.ts';
import { FAST } from '../support/bots/fast-delivery.ts';
import { LATE_POLICY } from '../support/bots/late-policy.ts';
import { eventually } from '../support/clocks/budget.ts';
import { engines, type TestEngine } from '../support/peers/job-engines.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';
import { createScriptedSlack } from '../support/peers/scripted-slack.ts';

const CENTRES = ['1-170', '1-171'] as const;

for (const kind of engines)
  describe.runIf(kind.here)(`Two centres on one database, ${kind.name}`, () => {
    let jobs: TestEngine;
    beforeEach(async () => {
      jobs = await kind.create();
      await jobs.pass(NOON - jobs.clock.now());
    });
    afterEach(() => jobs.remove());

    test('do not see or change each other’s subscriptions and deliveries', async () => {
      const [ours, theirs] = [
        createDeliverySetting({ jobs, centre: CENTRES[0] }),
        createDeliverySetting({ jobs, centre: CENTRES[1] }),
      ];
      const mine = (await ours.service.subscribe(DAILY)).subscription.number;
      expect(await theirs.service.find(mine)).toBeUndefined();
      expect(await theirs.service.list({ teamId: DAILY.teamId })).toEqual([]);
      expect(await theirs.service.same(DAILY)).toBeUndefined();
      expect(await theirs.service.subscribeOnce(DAILY)).toMatchObject({ kind: 'new' });
      expect(await theirs.service.edit(mine, { ...DAILY, channelId: 'C9' })).toBe(false);
      expect(await theirs.service.pause(mine)).toBe(false);
      expect(await theirs.service.unsubscribe(mine)).toBe(false);
      expect(await theirs.service.send(mine, 'trigger')).toMatchObject({ kind: 'no-such' });
      await theirs.service.ownerLeft(DAILY);
      expect(await ours.service.find(mine)).toMatchObject({ subscription: { state: { kind: 'active' } } });

      await jobs.pass(6 * HOUR);
      await ours.scheduler.tick();
      expect(await theirs.service.load()).toEqual({ due: 0, posting: 0 });
      const [job] = await jobs.engine.fetch(1);
      expect(job).toMatchObject({ centre: CENTRES[0] });
      expect(await theirs.deliveries.find(job?.deliveryId ?? 0)).toBeUndefined();
      const delivery = await ours.deliveries.find(job?.deliveryId ?? 0);
      expect(delivery).toMatchObject({ centre: CENTRES[0], subscriptionNumber: mine });
      expect(delivery?.postKey).toMatch(/^1-170:/);
    });

    test('have their deliveries rendered by their own renderers, in one process', async () => {
      const { db, engine, clock } = jobs;
      const slack = createScriptedSlack();
      const shared = { db, engine, clock, logger: createRecordingLogger(), latePolicy: LATE_POLICY };
      const runner = createDeliveryRunner({ ...shared, ...FAST, poster: slack.poster, random: () => 0 });
      for (const centre of CENTRES) {
        const text = () => Promise.resolve({ text: centre });
        createSummaries({
          ...shared,
          runner,
          centre,
          calendar: ALWAYS_OPEN,
          renderers: { scheduled: text, requested: text, notification: text },
          people: { isClosed: () => Promise.resolve(false) },
          leads: () => false,
        });
        const { service } = createDeliverySetting({ jobs, centre });
        await service.subscribe({ ...DAILY, channelId: `C${centre}` });
      }
      await jobs.pass(6 * HOUR);
      await runner.start();
      await eventually(() => expect(slack.messages()).toHaveLength(2));
      await runner.stop();
      const texts = slack.messages().map(({ to, text }) => `${to}: ${text}`);
      expect(texts.toSorted()).toEqual(['C1-170: 1-170', 'C1-171: 1-171']);
    });
  });
