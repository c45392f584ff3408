import { compare } from '../domain/analytics/comparison.ts';
import { figuresIn, type Period } from '../domain/analytics/figures.ts';
import { headline } from '../domain/analytics/headline.ts';
import { queuesIn } from '../domain/analytics/measure.ts';
import { isQueueKey, queueScope, type Scope, scopeOf } from '../domain/analytics/scope.ts';
import { summarise } from '../domain/analytics/summarise.ts';
import type { Summary } from '../domain/analytics/summary.ts';
import { summaryGrid } from '../domain/analytics/summary-grid.ts';
import type { SummaryQuestion, SummaryReport } from '../domain/analytics/summary-question.ts';
import { contains, type Interval } from '../domain/calendar/interval.ts';
import { inWholeQuarters, localHours, quartersOf, shiftDays } from '../domain/calendar/local-day.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import type { CallRepository } from './call-repository.ts';
import { measureCooperatively } from './measure-cooperatively.ts';
import type { QuarterRepository } from './quarter-repository.ts';
import type { SampleRepository } from './sample-repository.ts';

export interface FloorHistoryOptions {
  readonly samples: SampleRepository;
  readonly quarters: QuarterRepository;
  readonly calls: CallRepository;
}

const WEEKS_BACK = [1, 2, 3, 4];

/** Computes the figures of any period from the stored quarters and, where they exist, samples. */
export function createFloorHistory({ samples, quarters, calls }: FloorHistoryOptions) {
  return { report };

  /**
   * Returns the summary and its comparison with yesterday and the same weekday of the last four weeks. Only whole
   * quarters of an hour are stored for older days, so the compared period ends at the last full quarter.
   */
  async function report(question: SummaryQuestion): Promise<SummaryReport> {
    const summarised = await summary(question);
    const compared = inWholeQuarters(question.interval);
    const comparable =
      compared.to === question.interval.to ? summarised : await summary({ ...question, interval: compared });
    const daysBefore = (days: number) =>
      summary({ ...question, interval: shiftDays(compared, -days, question.zone) });
    const yesterday = await daysBefore(1);
    const weekdays: Summary[] = [];
    for (const weeks of WEEKS_BACK) weekdays.push(await daysBefore(weeks * 7));
    const comparison = compare(comparable, { yesterday, weekdays });
    return { summary: summarised, comparison, headline: headline(summarised, comparison) };
  }

  async function summary(question: SummaryQuestion): Promise<Summary> {
    const { interval, zone } = question;
    const scope = scopeOf(question.queues);
    const openingHours = question.openingHours(interval);
    const periods = await observe(question, scope, openingHours);
    return summarise(periods, {
      interval,
      scope,
      queues: scope.queues ?? queuesSeen(periods, question.knownQueues),
      openingHours,
      hours: localHours(interval, zone),
      calls: scope.queues === null ? await calls.totals(interval) : null,
    });
  }

  async function observe(
    question: SummaryQuestion,
    scope: Scope,
    openingHours: readonly Interval[] | null,
  ): Promise<Period[]> {
    const grid = summaryGrid(question.interval, openingHours);
    const stored = new Map((await quarters.during(question.interval)).map((period) => [period.from, period]));
    const sampledFrom = (await samples.firstAfter(0)) ?? Number.POSITIVE_INFINITY;
    const periods: Period[] = [];
    for (const quarter of quartersOf(question.interval)) {
      const pieces = grid.filter((piece) => contains(quarter, piece));
      const whole = stored.get(quarter.from);
      const serves = whole !== undefined && pieces.length === 1 && figuresIn(whole, scope) !== null;
      const finer = serves || quarter.to < sampledFrom ? [] : await measurePieces(pieces, scope, question);
      if (finer.some(({ covered }) => covered.length > 0)) periods.push(...finer);
      else if (whole !== undefined) periods.push(whole);
    }
    return periods;
  }

  async function measurePieces(
    pieces: readonly Interval[],
    scope: Scope,
    { knownQueues }: SummaryQuestion,
  ): Promise<Period[]> {
    const [from, to] = [pieces[0]?.from ?? 0, pieces.at(-1)?.to ?? 0];
    const taken = await samples.during({ from, to });
    const queues = scope.queues ?? [...new Set([...queuesIn(taken), ...knownQueues])];
    const scopes = new Map([scope, ...queues.map(queueScope)].map((each) => [each.key, each]));
    const measured: Period[] = [];
    for (const piece of pieces) measured.push(await measureCooperatively(taken, piece, [...scopes.values()]));
    return measured;
  }
}

function queuesSeen(periods: readonly Period[], known: readonly QueueId[]): QueueId[] {
  const seen = periods.flatMap(({ scopes }) => [...scopes.keys()].filter(isQueueKey).map(Number));
  return [...new Set([...seen, ...known])].toSorted((left, right) => left - right);
}
