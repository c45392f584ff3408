import { expect, test } from 'vitest';
import type { Calendar } from '../../../../src/domain/calendar/calendar.ts';
import { createDeliveryRenderers } from '../../../../src/slack/answers/delivery-renderers.ts';
import type { ReportQuestion } from '../../../../src/summaries/reports/day-report.ts';
import { DAILY } from '../../../support/bots/delivery-setting.ts';

const NOW = Date.parse('2026-12-26T08:30Z');
const CHRISTMAS: Calendar = {
  holidays: new Map([['12-25', 'Christmas']]),
  hours: null,
  onClosedDays: 'skip',
};
const subscription = {
  ...DAILY,
  number: 1,
  schedule: { ...DAILY.schedule, times: ['08:00'] },
  confirmedReaders: [],
  state: { kind: 'active', next: null },
} as const;
const facts = {
  centre: '1-170',
  id: 1,
  subscriptionNumber: 1,
  dueAt: NOW,
  channelId: 'C1',
  state: 'due',
  postKey: 'p1',
  postingSince: null,
  isStopped: false,
  attempts: 0,
} as const;

/** Creates renderers and records their report requests. The reports are not computed. */
function createRenderers() {
  const questions: ReportQuestion[] = [];
  const renderers = createDeliveryRenderers({
    reports: {
      questionFor: (date, zone, queues) => ({ date, zone, until: NOW, queues }),
      report(question) {
        questions.push(question);
        return Promise.reject(new Error('history does not answer'));
      },
    },
    calendar: CHRISTMAS,
    clock: { now: () => NOW },
  });
  return { renderers, questions };
}

test.each([
  ['2026-12-25T08:00[UTC]', '2026-12-24'],
  ['2026-12-24T08:00[UTC]', '2026-12-23'],
  ['2026-12-25T18:00[UTC]', '2026-12-25'],
])('the summary %s reports on %s, also where the calendar has excluded that day since', async (key, date) => {
  const { renderers, questions } = createRenderers();
  const delivery = { ...facts, key, kind: 'scheduled', payload: { queues: [1, 2] } } as const;
  await expect(renderers.scheduled(delivery, { subscription, lateMs: null })).rejects.toThrow('history');
  expect(questions).toMatchObject([{ date, zone: 'UTC', queues: [1, 2] }]);
});

test('a requested summary reports on today until now', async () => {
  const { renderers, questions } = createRenderers();
  const delivery = { ...facts, key: 'send:1', kind: 'requested', payload: { queues: [] } } as const;
  await expect(renderers.requested(delivery, { subscription, lateMs: null })).rejects.toThrow('history');
  expect(questions).toEqual([{ date: '2026-12-26', zone: 'UTC', until: NOW, queues: [] }]);
});

test('an owner notification names the subscription and its channel', async () => {
  const { renderers } = createRenderers();
  const payload = { kind: 'message-refused', key: '2026-12-24T08:00[UTC]' } as const;
  const delivery = { ...facts, key: 'message-refused:1', kind: 'notification', payload } as const;
  const { text } = await renderers.notification(delivery, { subscription, lateMs: null });
  expect(text).toContain('Subscription 1 to ');
});
