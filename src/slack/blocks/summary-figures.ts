import type { Durations, MinMeanMax, ScopeSummary } from '../../domain/analytics/summary.ts';
import type { Interval } from '../../domain/calendar/interval.ts';
import { localAt } from '../../domain/calendar/local-time.ts';
import type { DayReport } from '../../summaries/reports/day-report.ts';
import { FORMAT } from '../block-kit/format.ts';
import type { Figure } from '../block-kit/parts.ts';
import { FIGURES } from '../replies/summary-replies.ts';

/** The figures of all queues in the summary together; only those of calls if there are no samples. */
export function summaryFigures(report: DayReport): Figure[] {
  const { whole, calls, openingHours } = report.summary;
  if (whole === null) return callFigures(calls);
  const isOpenOnly = openingHours !== null;
  // The centre was closed all day, so no agents were expected.
  const isShut = openingHours?.length === 0;
  const write = writerFor(report.question.zone);
  return [
    ...(isShut ? [] : [staffing(whole, isOpenOnly, write)]),
    ...(isShut ? [] : [allBusy(whole, isOpenOnly, write), ...unstaffed(whole, write)]),
    ...(whole.occupancy === null
      ? []
      : [{ label: FIGURES.occupancy, value: FORMAT.percent(whole.occupancy) }]),
    ...(whole.carriedLoad === null ? [] : [load(whole.carriedLoad, isOpenOnly)]),
    { label: FIGURES.hours, value: FORMAT.number(whole.agentHours) },
    ...callFigures(calls),
  ];
}

function callFigures(calls: DayReport['summary']['calls']): Figure[] {
  if (calls === null) return [];
  const { answered, outbound, talkSeconds, atLeast } = calls;
  return [
    {
      label: FIGURES.calls,
      value: FIGURES.answeredAndOutbound(FORMAT.number(answered), FORMAT.number(outbound), atLeast),
    },
    { label: FIGURES.talk, value: FIGURES.talked(FORMAT.total(talkSeconds / 60), atLeast) },
  ];
}

function staffing(whole: ScopeSummary, isOpenOnly: boolean, write: Writer): Figure {
  return { label: isOpenOnly ? FIGURES.staffedWhenOpen : FIGURES.staffed, value: write.level(whole.staffed) };
}

function allBusy(whole: ScopeSummary, isOpenOnly: boolean, write: Writer): Figure {
  const value = whole.staffed === null ? FIGURES.unknown : write.durations(whole.allBusy);
  return { label: isOpenOnly ? FIGURES.allBusyWhenOpen : FIGURES.allBusy, value };
}

function load(calls: number, isOpenOnly: boolean): Figure {
  const label = isOpenOnly ? FIGURES.loadWhenOpen : FIGURES.load;
  return { label, value: FORMAT.number(calls) };
}

function unstaffed(whole: ScopeSummary, write: Writer): Figure[] {
  if (whole.unstaffed === null) return [];
  // Without a sample in the opening hours this figure is unknown, not zero.
  const value = whole.staffed === null ? FIGURES.unknown : write.durations(whole.unstaffed);
  return [{ label: FIGURES.unstaffed, value }];
}

type Writer = ReturnType<typeof writerFor>;

function writerFor(zone: string) {
  const at = (instant: number) => localAt(instant, zone).time;
  return {
    level(level: MinMeanMax | null): string {
      if (level === null) return FIGURES.unknown;
      const { max, maxAt, mean, min, minAt } = level;
      return FIGURES.level(FORMAT.number(mean), FORMAT.number(max), at(maxAt), FORMAT.number(min), at(minAt));
    },
    durations({ seconds, longest }: Durations): string {
      const total = FORMAT.total(seconds / 60);
      return longest === null || isShort(longest)
        ? total
        : FIGURES.longest(total, at(longest.from), at(longest.to));
    },
  };
}

/** Returns true below one minute: the start and end would read as one time. */
function isShort({ from, to }: Interval): boolean {
  return to - from < 60_000;
}
