import { addDays, instantOf } from '../../src/domain/calendar/local-time.ts';
import { nextOccurrence } from '../../src/domain/calendar/schedule.ts';
import { WEEKDAYS } from '../../src/domain/calendar/weekday.ts';

/**
 * Checks every zone and every day of ten years, which takes some tens of seconds: `node test/bench/schedule-zones.ts`
 */
const TIMES = ['00:00', '02:30', '18:00'];
const DAYS = 3_653;
const START = '2026-01-01';

let runs = 0;
const wrong: string[] = [];
const begun = performance.now();
for (const zone of Intl.supportedValuesOf('timeZone')) {
  for (const time of TIMES) {
    let after = instantOf(START, time, zone).at - 1;
    for (let day = 0; day < DAYS; day += 1) {
      const run = nextOccurrence({ times: [time], days: WEEKDAYS, zone }, after);
      runs += 1;
      if (run?.date !== addDays(START, day) || run.at <= after)
        wrong.push(`${zone} ${time} ${addDays(START, day)}`);
      after = run?.at ?? after + 86_400_000;
    }
  }
}
const microseconds = ((performance.now() - begun) * 1_000) / runs;
console.log(`${runs} runs, ${microseconds.toFixed(1)} µs each, ${wrong.length} wrong`, wrong.slice(0, 10));
