import { withoutEmptyQueues } from '../domain/analytics/figures.ts';
import { queuesIn } from '../domain/analytics/measure.ts';
import { FLOOR, queueScope, scopeOf } from '../domain/analytics/scope.ts';
import { QUARTER_MS } from '../domain/calendar/local-day.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import { measureCooperatively } from './measure-cooperatively.ts';
import type { QuarterRepository } from './quarter-repository.ts';
import type { SampleRepository } from './sample-repository.ts';

export interface RollUpOptions {
  readonly samples: SampleRepository;
  readonly quarters: QuarterRepository;
  /**
   * Returns the sets of queues whose figures are rolled up in addition to single queues and the floor, each agent
   * counted once: the sets of all subscriptions.
   */
  readonly queueSets: () => Promise<readonly (readonly QueueId[])[]>;
}

/**
 * Rolls up the samples of each quarter of an hour after its last sample. Continues where the last call stopped, so that
 * no quarter is left out after a downtime.
 *
 * @param until the instant before which no more samples will come, epoch milliseconds
 * @returns the number of quarters that were rolled up
 */
export async function rollUp(
  { samples, quarters, queueSets }: RollUpOptions,
  until: number,
): Promise<number> {
  const sets = (await queueSets()).map(scopeOf);
  let done = 0;
  for (let at = (await quarters.recordedUntil()) ?? 0; ; ) {
    const next = await samples.firstAfter(at);
    if (next === null) return done;
    // A sample describes the time before it, so a sample on the boundary belongs to the quarter that ends there.
    const from = Math.floor((next - 1) / QUARTER_MS) * QUARTER_MS;
    const quarter = { from, to: from + QUARTER_MS };
    if (quarter.to > until) return done;
    const taken = await samples.during(quarter);
    const scopes = [FLOOR, ...queuesIn(taken).map(queueScope), ...sets];
    await quarters.record(withoutEmptyQueues(await measureCooperatively(taken, quarter, scopes)));
    at = quarter.to;
    done += 1;
  }
}
