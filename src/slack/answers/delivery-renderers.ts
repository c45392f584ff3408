import type { Clock } from '../../clock.ts';
import { type Calendar, isExcludedDate } from '../../domain/calendar/calendar.ts';
import { occurrenceFrom } from '../../domain/calendar/schedule.ts';
import type { Delivery } from '../../summaries/deliveries/delivery.ts';
import type { DeliveryRenderers, RenderContext } from '../../summaries/deliveries/ports.ts';
import {
  type DayReports,
  questionOf,
  type ReportQuestion,
  reportedDay,
  today,
} from '../../summaries/reports/day-report.ts';
import type { Message } from '../block-kit/message.ts';
import { sentencesMessage } from '../block-kit/render.ts';
import { summaryMessage } from '../blocks/summary-message.ts';
import { ownerNotificationReply } from '../replies/owner-notification-replies.ts';

export interface DeliveryRenderersOptions {
  readonly reports: DayReports;
  readonly calendar: Calendar;
  readonly clock: Pick<Clock, 'now'>;
}

export function createDeliveryRenderers({
  reports,
  calendar,
  clock,
}: DeliveryRenderersOptions): Pick<DeliveryRenderers<Message>, 'scheduled' | 'requested' | 'notification'> {
  return {
    scheduled: summary,
    requested: summary,
    notification: ({ payload }, { subscription: { number, channelId, schedule } }) => {
      const about = { number, channelId, zone: schedule.zone, now: clock.now() };
      return Promise.resolve(sentencesMessage(ownerNotificationReply(payload, about)));
    },
  };

  async function summary(
    delivery: Delivery<'scheduled' | 'requested'>,
    context: RenderContext,
  ): Promise<Message> {
    const { subscription, lateMs } = context;
    return summaryMessage(await reports.report(questionAbout(delivery, context)), {
      subscriptionNumber: subscription.number,
      isRequested: delivery.kind === 'requested',
      offersSubscription: false,
      late: lateMs === null ? null : { dueAt: delivery.dueAt, byMs: lateMs },
    });
  }

  /** Asks about the day that the occurrence reports on; about today for a requested summary. */
  function questionAbout(
    { key, payload: { queues } }: Delivery<'scheduled' | 'requested'>,
    { subscription: { schedule } }: RenderContext,
  ): ReportQuestion {
    const occurrence = occurrenceFrom(key);
    const date = occurrence && reportedDay(schedule, occurrence, (day) => isExcludedDate(calendar, day));
    return occurrence && date
      ? questionOf(occurrence, date, queues)
      : reports.questionFor(today(clock, schedule.zone), schedule.zone, queues);
  }
}
