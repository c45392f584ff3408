import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeliverySetting, DAILY, HOUR, MINUTE, NOON } from '../support/bots/delivery-setting.ts';
import { engines, type TestEngine } from '../support/peers/job-engines.ts';

const MOVE = { teamId: 'T1', from: 'C1', to: 'C9' };

for (const kind of engines)
  describe.runIf(kind.here)(`Events about the workspace, ${kind.name}`, () => {
    let jobs: TestEngine;
    beforeEach(async () => {
      jobs = await kind.create();
      await jobs.pass(NOON - jobs.clock.now());
    });
    afterEach(() => jobs.remove());

    const create = () => createDeliverySetting({ jobs });

    test('the new id of a channel applies to what is due and what comes later, and to nothing else', async () => {
      const { service, scheduler, work, pass, texts } = create();
      await service.subscribe(DAILY);
      await service.subscribe({ ...DAILY, channelId: 'C2' });
      await service.subscribe({ ...DAILY, teamId: 'T2' });
      await jobs.pass(6 * HOUR);
      await scheduler.tick();
      expect(await service.channelMoved(MOVE)).toBe(1);
      await work();
      expect(texts().toSorted()).toEqual(['C2: 2026-11-20', 'C9: 2026-11-20', 'C9: 2026-11-20']);
      await service.unsubscribe(3);
      await pass(24 * HOUR);
      expect(texts().slice(3).toSorted()).toEqual(['C2: 2026-11-21', 'C9: 2026-11-21']);
      expect(await service.channelMoved(MOVE)).toBe(0);
    });

    test('a subscription that paused because of an unknown channel continues under the new id', async () => {
      const { service, slack, work, pass, texts } = create();
      await service.subscribe(DAILY);
      slack.answer({ kind: 'refused', reason: 'channel-not-found' });
      await pass(6 * HOUR);
      expect((await service.find(1))?.subscription.state).toMatchObject({ kind: 'paused' });
      await jobs.pass(10 * MINUTE);
      await service.channelMoved(MOVE);
      await work();
      expect(texts().at(-1)).toBe('C9: 2026-11-20 late 10 min');
      expect((await service.find(1))?.subscription).toMatchObject({
        channelId: 'C9',
        state: { kind: 'active' },
      });
    });

    test('a subscription that was paused by hand stays paused under the new id', async () => {
      const { service } = create();
      await service.subscribe(DAILY);
      await service.pause(1);
      await service.channelMoved(MOVE);
      expect((await service.find(1))?.subscription).toMatchObject({
        channelId: 'C9',
        state: { kind: 'paused', reason: 'requested' },
      });
    });

    test('after the app is removed nothing is posted, and what is resumed in time is posted late', async () => {
      const { service, pass, work, texts } = create();
      await service.subscribe(DAILY);
      await service.subscribe({ ...DAILY, channelId: 'C2' });
      await service.subscribe({ ...DAILY, teamId: 'T2', channelId: 'C3' });
      await service.pause(2);
      await jobs.pass(6 * HOUR);
      expect(await service.appRemoved('T1')).toBe(1);
      await pass(10 * MINUTE);
      expect(texts()).toEqual(['C3: 2026-11-20 late 10 min']);
      expect((await service.find(1))?.subscription.state).toEqual({
        kind: 'paused',
        reason: 'token-revoked',
      });
      expect((await service.find(2))?.subscription.state).toEqual({ kind: 'paused', reason: 'requested' });
      await service.resume(1);
      await work();
      expect(texts().at(-1)).toBe('C1: 2026-11-20 late 10 min');
    });
  });
