import type { Period } from '../../../src/domain/analytics/figures.ts';
import { measureStepwise } from '../../../src/domain/analytics/measure.ts';
import type { Sample } from '../../../src/domain/analytics/sample.ts';
import { queueScope, type Scope } from '../../../src/domain/analytics/scope.ts';
import { type SummaryRequest, summarise } from '../../../src/domain/analytics/summarise.ts';
import type { Summary } from '../../../src/domain/analytics/summary.ts';
import { summaryGrid } from '../../../src/domain/analytics/summary-grid.ts';
import type { Interval } from '../../../src/domain/calendar/interval.ts';

/** Measures an interval in one call. */
export function measure(samples: readonly Sample[], interval: Interval, scopes: readonly Scope[]): Period {
  const steps = measureStepwise(samples, interval, scopes);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** Summarises an interval from its samples alone. */
export function summariseSamples(samples: readonly Sample[], request: SummaryRequest): Summary {
  const scopes = [request.scope, ...request.queues.map(queueScope)];
  const distinct = [...new Map(scopes.map((scope) => [scope.key, scope])).values()];
  const grid = summaryGrid(request.interval, request.openingHours);
  return summarise(
    grid.map((piece) => measure(samples, piece, distinct)),
    request,
  );
}
