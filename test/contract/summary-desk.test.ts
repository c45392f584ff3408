import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Asker } from '../../src/domain/access/asker.ts';
import type { Refusal } from '../../src/domain/access/reply.ts';
import { ALWAYS_OPEN } from '../../src/domain/calendar/calendar.ts';
import { FloorwalkerError } from '../../src/errors.ts';
import { createDayReports } from '../../src/summaries/day-report.ts';
import { createSummaryDesk } from '../../src/summaries/summary-desk.ts';
import { createDeliverySetting, DAILY, NOON } from '../support/bots/delivery-setting.ts';
import { engines, type TestEngine } from '../support/peers/job-engines.ts';
import { createRecordingLogger } from '../support/peers/recording-logger.ts';

const OWNER: Asker = { teamId: 'T1', userId: 'U1', channelId: 'C1' };
const WANTED = { channelId: 'C1', schedule: DAILY.schedule, queues: [] };

for (const kind of engines)
  describe.runIf(kind.here)(`Who may change a subscription, ${kind.name}`, () => {
    let jobs: TestEngine;
    beforeEach(async () => {
      jobs = await kind.create();
      await jobs.pass(NOON - jobs.clock.now());
    });
    afterEach(() => jobs.remove());

    /** A desk where each person is refused as told, by subject, and subscription 1 is the owner's. */
    async function create(refusal: (asker: Asker, subject: 'floor' | 'single-agent') => Refusal | undefined) {
      const { clock } = jobs;
      const { service, texts, work } = createDeliverySetting({ jobs });
      const reports = createDayReports({
        source: { report: () => Promise.reject(new Error('not asked')) },
        queueNames: () => Promise.resolve(new Map()),
        calendar: ALWAYS_OPEN,
        timeZone: 'UTC',
        sampleSeconds: 30,
        clock,
      });
      const desk = createSummaryDesk({
        rights: { refusal: (asker, subject) => Promise.resolve(refusal(asker, subject)) },
        within: (_ms, work) => work(),
        reports,
        deliveries: service,
        queues: () => Promise.resolve({ kind: 'not-measured' }),
        channels: {
          check: () => Promise.resolve('ready'),
          includes: () => Promise.resolve(true),
          sharing: () => Promise.resolve({ kind: 'own' }),
        },
        timeZone: 'UTC',
        clock,
        logger: createRecordingLogger(),
      });
      await service.subscribe({ ...DAILY, queues: [] });
      const state = async () => (await service.find(1))?.subscription.state.kind;
      return { desk, service, state, texts, work };
    }

    test('not the owner who is a guest by now, in any way', async () => {
      const { desk, state, texts, work } = await create(() => ({ reason: 'guest' }));
      const answers = await Promise.all([
        desk.find(OWNER, 1),
        desk.edit(OWNER, 1, WANTED),
        desk.send(OWNER, 1, 'trigger'),
        desk.change(OWNER, 1, 'pause'),
        desk.change(OWNER, 1, 'unsubscribe'),
      ]);
      expect(answers.map(({ kind: outcome }) => outcome)).toEqual(answers.map(() => 'refused'));
      await work();
      expect([await state(), texts()]).toEqual(['active', []]);
    });

    test('the owner who is no supervisor any more may pause it', async () => {
      const { desk, state } = await create((_asker, subject) =>
        subject === 'single-agent' ? { reason: 'not-a-supervisor', supervisors: [] } : undefined,
      );
      expect(await desk.change(OWNER, 1, 'pause')).toMatchObject({ answer: { kind: 'done' } });
      expect(await state()).toBe('paused');
    });

    test('what the database confirmed is told as done where it cannot be read again', async () => {
      const { desk, service, state } = await create(() => undefined);
      const find = service.find.bind(service);
      const silentAfter = (reads: number) => {
        let left = reads;
        service.find = async (number) => {
          if (left === 0) throw new FloorwalkerError('storage-unavailable', { detail: 'slow' });
          left -= 1;
          return find(number);
        };
      };
      silentAfter(1);
      const later = { ...WANTED, schedule: { ...WANTED.schedule, times: ['19:00'] } };
      expect(await desk.edit(OWNER, 1, later)).toMatchObject({
        answer: {
          kind: 'subscribed',
          status: { subscription: later, next: { occurrence: { time: '19:00' } } },
        },
      });
      silentAfter(1);
      expect(await desk.change(OWNER, 1, 'pause')).toEqual({
        kind: 'answered',
        answer: { kind: 'done', status: null },
      });
      service.find = find;
      expect(await state()).toBe('paused');
    });

    test('not a supervisor of another workspace, for whom it is not there', async () => {
      const { desk, state, texts, work } = await create(() => undefined);
      const stranger = { ...OWNER, teamId: 'T2' };
      const answers = await Promise.all([
        desk.find(stranger, 1),
        desk.edit(stranger, 1, WANTED),
        desk.send(stranger, 1, 'trigger'),
        desk.change(stranger, 1, 'pause'),
        desk.change(stranger, 1, 'unsubscribe'),
      ]);
      expect(answers).toEqual(
        answers.map(() => ({ kind: 'answered', answer: { kind: 'no-such', number: 1 } })),
      );
      expect(await desk.list(stranger)).toMatchObject({ answer: { statuses: [] } });
      await work();
      expect([await state(), texts()]).toEqual(['active', []]);
    });
  });
