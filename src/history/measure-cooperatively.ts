import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Period } from '../domain/analytics/figures.ts';
import { measureStepwise } from '../domain/analytics/measure.ts';
import type { Sample } from '../domain/analytics/sample.ts';
import type { Scope } from '../domain/analytics/scope.ts';
import type { Interval } from '../domain/calendar/interval.ts';

/** Measures samples and yields to the event loop after each sample, so that it does not delay interactive requests. */
export async function measureCooperatively(
  samples: readonly Sample[],
  interval: Interval,
  scopes: readonly Scope[],
): Promise<Period> {
  const steps = measureStepwise(samples, interval, scopes);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    await nextTurn();
  }
}
