import type { Clock } from '../../clock.ts';
import { type DayReports, questionOf, today } from '../../summaries/day-report.ts';
import type { Composer } from '../../summaries/ports.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { summaryMessage } from '../blocks/summary-message.ts';
import { noticeReply } from '../replies/notice-replies.ts';

/** Makes the messages of subscriptions at the moment in which they are sent. */
export function createSummaryComposer(options: {
  readonly reports: DayReports;
  readonly clock: Pick<Clock, 'now'>;
}): Composer {
  const { reports, clock } = options;
  return {
    async summary({ delivery, subscription, occurrence, tells, lateMs }) {
      const { zone } = subscription.schedule;
      const question =
        occurrence === null || tells === null
          ? reports.questionFor(today(clock, zone), zone, delivery.queues)
          : questionOf(occurrence, tells, delivery.queues);
      const report = await reports.report(question);
      return summaryMessage(report, {
        subscriptionNumber: subscription.number,
        isRequested: delivery.kind === 'requested',
        offersSubscription: false,
        late: lateMs === null ? null : { dueAt: delivery.dueAt, byMs: lateMs },
      });
    },
    notice: (notice, { number, channelId, schedule: { zone } }) =>
      Promise.resolve(sentencesMessage(noticeReply(notice, { number, channelId, zone, now: clock.now() }))),
  };
}
