import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Access } from '../../src/domain/access/access.ts';
import { FloorwalkerError } from '../../src/errors.ts';
import { createSubscriptionService } from '../../src/summaries/management/subscription-service.ts';
import { createDeliverySetting, DAILY, NOON } from '../support/bots/delivery-setting.ts';
import { engines, type TestEngine } from '../support/peers/job-engines.ts';
import { OWN_CHANNELS } from '../support/peers/own-channels.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

const requester = { teamId: 'T1', userId: 'U1', channelId: 'C1' };
const OWNER: Access = { kind: 'granted', requester, agentsRefused: null };
const OWNER_AS_GUEST: Access = { kind: 'refused', requester, refusal: { reason: 'guest' } };
const OWNER_AS_MEMBER: Access = {
  kind: 'granted',
  requester,
  agentsRefused: { reason: 'not-a-supervisor', supervisors: [] },
};
const WANTED = { channelId: 'C1', schedule: DAILY.schedule, queues: [] };

for (const kind of engines)
  describe.runIf(kind.here)(`Who may change a subscription, ${kind.name}`, () => {
    let jobs: TestEngine;
    beforeEach(async () => {
      jobs = await kind.create();
      await jobs.pass(NOON - jobs.clock.now());
    });
    afterEach(() => jobs.remove());

    /** Creates the service on a real database, in which subscription 1 is the owner's. */
    async function create() {
      const { service, statuses, changes, texts, work } = createDeliverySetting({ jobs });
      const subscriptions = createSubscriptionService({
        within: (_ms, work) => work(),
        statuses,
        changes,
        queues: () => Promise.resolve({ kind: 'not-measured' }),
        channels: OWN_CHANNELS,
        logger: createRecordingLogger(),
      });
      await service.subscribe({ ...DAILY, queues: [] });
      const state = async () => (await statuses.find(1))?.subscription.state.kind;
      return { subscriptions, statuses, state, texts, work };
    }

    test('not the owner who became a guest, in any way', async () => {
      const { subscriptions, state, texts, work } = await create();
      const answers = await Promise.all([
        subscriptions.find(OWNER_AS_GUEST, 1),
        subscriptions.save(OWNER_AS_GUEST, 1, WANTED),
        subscriptions.send(OWNER_AS_GUEST, 1, 'trigger'),
        subscriptions.change(OWNER_AS_GUEST, 1, 'pause'),
        subscriptions.change(OWNER_AS_GUEST, 1, 'unsubscribe'),
      ]);
      expect(answers.map(({ kind: outcome }) => outcome)).toEqual(answers.map(() => 'refused'));
      await work();
      expect([await state(), texts()]).toEqual(['active', []]);
    });

    test('the owner who is no longer a supervisor, by pausing it', async () => {
      const { subscriptions, state } = await create();
      expect(await subscriptions.change(OWNER_AS_MEMBER, 1, 'pause')).toMatchObject({ kind: 'done' });
      expect(await state()).toBe('paused');
    });

    test('a confirmed change is reported as done even if it cannot be read again', async () => {
      const { subscriptions, statuses, state } = await create();
      const find = statuses.find.bind(statuses);
      const silentAfter = (reads: number) => {
        let left = reads;
        statuses.find = async (number) => {
          if (left === 0) throw new FloorwalkerError('storage-unavailable', { detail: 'slow' });
          left -= 1;
          return find(number);
        };
      };
      silentAfter(1);
      const later = { ...WANTED, schedule: { ...WANTED.schedule, times: ['19:00'] } };
      expect(await subscriptions.save(OWNER, 1, later)).toMatchObject({
        kind: 'saved',
        status: { subscription: later, next: { occurrence: { time: '19:00' } } },
      });
      silentAfter(1);
      expect(await subscriptions.change(OWNER, 1, 'pause')).toEqual({ kind: 'done', status: null });
      statuses.find = find;
      expect(await state()).toBe('paused');
    });

    test('not a supervisor of another workspace, who cannot see it', async () => {
      const { subscriptions, state, texts, work } = await create();
      const stranger: Access = { ...OWNER, requester: { ...requester, teamId: 'T2' } };
      const answers = await Promise.all([
        subscriptions.find(stranger, 1),
        subscriptions.save(stranger, 1, WANTED),
        subscriptions.send(stranger, 1, 'trigger'),
        subscriptions.change(stranger, 1, 'pause'),
        subscriptions.change(stranger, 1, 'unsubscribe'),
      ]);
      expect(answers).toEqual(answers.map(() => ({ kind: 'no-such', number: 1 })));
      expect(await subscriptions.list(stranger)).toMatchObject({ list: { statuses: [] } });
      await work();
      expect([await state(), texts()]).toEqual(['active', []]);
    });
  });
