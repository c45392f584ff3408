import { withoutNobody } from '../domain/analytics/figures.ts';
import { queuesIn } from '../domain/analytics/measure.ts';
import { FLOOR, queueScope, scopeOf } from '../domain/analytics/scope.ts';
import { QUARTER_MS } from '../domain/calendar/local-day.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import { measureInTurns } from './measure-in-turns.ts';
import type { QuarterRepository } from './quarter-repository.ts';
import type { SampleRepository } from './sample-repository.ts';

export interface RollUpOptions {
  readonly samples: SampleRepository;
  readonly quarters: QuarterRepository;
  /**
   * Sets of queues whose figures are to outlast the samples, each agent counted once: those that subscriptions are
   * about. Single queues and the floor are always kept.
   */
  readonly queueSets: () => Promise<readonly (readonly QueueId[])[]>;
}

/**
 * Adds the samples of each quarter of an hour up, once its last sample is in. Goes on where it stopped, so a quarter
 * is never left out, whenever the bot was down.
 *
 * @param until an instant before which no more samples come
 * @returns how many quarters were added up
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
    // A sample speaks of the time before it, so one on the boundary belongs to the quarter that it ends.
    const from = Math.floor((next - 1) / QUARTER_MS) * QUARTER_MS;
    const quarter = { from, to: from + QUARTER_MS };
    if (quarter.to > until) return done;
    const taken = await samples.during(quarter);
    const scopes = [FLOOR, ...queuesIn(taken).map(queueScope), ...sets];
    await quarters.record(withoutNobody(await measureInTurns(taken, quarter, scopes)));
    at = quarter.to;
    done += 1;
  }
}
