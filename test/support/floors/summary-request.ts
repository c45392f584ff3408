import { RECORDED_STATES } from '../../../src/domain/analytics/recorded-state.ts';
import { FLOOR } from '../../../src/domain/analytics/scope.ts';
import type { SummaryRequest } from '../../../src/domain/analytics/summarise.ts';
import type { Interval } from '../../../src/domain/calendar/interval.ts';
import { localHours } from '../../../src/domain/calendar/local-day.ts';

/** Returns a request for an interval of the floor in UTC, with unknown opening hours and calls. */
export function summaryRequest(interval: Interval, over: Partial<SummaryRequest> = {}): SummaryRequest {
  const hours = localHours(interval, 'UTC');
  return { interval, scope: FLOOR, queues: [1, 2], openingHours: null, hours, calls: null, ...over };
}

export function byState(seconds: readonly number[] = []): Record<string, number> {
  return Object.fromEntries(RECORDED_STATES.map((state, index) => [state, seconds[index] ?? 0]));
}
