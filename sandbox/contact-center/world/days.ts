import { TZDate } from '@date-fns/tz';
import { addDays } from 'date-fns/addDays';
import { startOfDay } from 'date-fns/startOfDay';
import { type Agent, noCounters } from './agent.ts';
import type { FloorTime } from './floor-time.ts';

/** Historical indicators are settled every five minutes (page 0648). */
const SETTLEMENT_MS = 5 * 60_000;

interface DaysOptions {
  readonly time: FloorTime;
  /** IANA zone of the VDN, whose midnight ends the day. */
  readonly timeZone: string;
  readonly agents: () => Iterable<Agent>;
}

/** Settles every agent's counters each five minutes and resets them at midnight. */
export function keepDays({ time, timeZone, agents }: DaysOptions): void {
  function settle(): void {
    for (const agent of agents()) agent.settled = { ...agent.today };
    time.after(SETTLEMENT_MS - (time.now() % SETTLEMENT_MS), settle);
  }

  function startDay(): void {
    for (const agent of agents()) {
      agent.yesterday = agent.today;
      agent.today = noCounters();
      agent.settled = noCounters();
    }
    time.after(msToMidnight(time.now(), timeZone), startDay);
  }

  time.after(SETTLEMENT_MS - (time.now() % SETTLEMENT_MS), settle);
  time.after(msToMidnight(time.now(), timeZone), startDay);
}

/** Milliseconds since the VDN's midnight in floor time. */
export function msSinceMidnight(now: number, timeZone: string): number {
  return now - startOfDay(new TZDate(now, timeZone)).getTime();
}

function msToMidnight(now: number, timeZone: string): number {
  return addDays(startOfDay(new TZDate(now, timeZone)), 1).getTime() - now;
}
