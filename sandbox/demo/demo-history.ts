import { sql } from 'kysely';
import { queuesIn } from '../../src/domain/analytics/measure.ts';
import { type Observation, type Sample, sampleOf } from '../../src/domain/analytics/sample.ts';
import { FLOOR, queueScope } from '../../src/domain/analytics/scope.ts';
import { localDay, QUARTER_MS, quartersOf } from '../../src/domain/calendar/local-day.ts';
import { addDays, localAt } from '../../src/domain/calendar/local-time.ts';
import { WEEKDAYS } from '../../src/domain/calendar/weekday.ts';
import { type AgentId, toAgentId } from '../../src/domain/floor/agent-id.ts';
import type { AgentState } from '../../src/domain/floor/agent-state.ts';
import type { CounterValue } from '../../src/domain/floor/call-counters.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../../src/domain/floor/snapshot.ts';
import { createCallCollector } from '../../src/history/call-collector.ts';
import { createCallRepository } from '../../src/history/call-repository.ts';
import { measureCooperatively } from '../../src/history/measure-cooperatively.ts';
import { createQuarterRepository } from '../../src/history/quarter-repository.ts';
import type { Logger } from '../../src/logger.ts';
import { createDatabase } from '../../src/storage/database.ts';
import { createSubscriptionRepository } from '../../src/summaries/subscriptions/subscription-repository.ts';
import { createManualClock } from '../contact-center/clock.ts';
import { type Agent, noCounters } from '../contact-center/world/agent.ts';
import { CTI } from '../contact-center/world/agent-states.ts';
import { furnishDefaultFloor } from '../contact-center/world/default-floor.ts';
import { createFloorTime } from '../contact-center/world/floor-time.ts';
import { startLife } from '../contact-center/world/life.ts';
import { createRandom, type Random } from '../contact-center/world/random.ts';
import { createWorld, type World } from '../contact-center/world/world.ts';

export interface DemoHistoryOptions {
  /** The `DATABASE_URL` of the demo's bot. */
  readonly url: string;
  /** The key of the bot's contact centre, `<CC_ID>-<VDN_ID>`. */
  readonly centre: string;
  /** End of the history, in epoch milliseconds. */
  readonly until: number;
  readonly timeZone: string;
  readonly seed: number;
  /** Days before today that get a history too, for comparisons. */
  readonly daysBefore?: readonly number[];
  readonly agents?: number;
  readonly queues?: number;
  /** The owner of the subscription to the daily summary at 18:00, and its channel. Default: no subscription. */
  readonly subscriber?:
    | { readonly teamId: string; readonly ownerId: string; readonly channelId: string }
    | undefined;
  readonly logger: Logger;
}

/**
 * Interval between samples. It is longer than the bot's 30 s, so that a day takes a fraction of a second; changes of
 * state stay exact.
 */
const STEP_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Yesterday and today each have a previous day and an equal weekday for comparison. */
const DEMO_DAYS = [8, 7, 2, 1];

/**
 * Writes a simulated history: the floor runs through today and some earlier days on an accelerated clock, and the bot's
 * own code samples it and rolls it up.
 */
export async function seedHistory(options: DemoHistoryOptions): Promise<void> {
  const { url, centre, until, timeZone, daysBefore = DEMO_DAYS, logger } = options;
  const database = createDatabase({
    url,
    clock: { now: () => until, monotonic: () => performance.now() },
    logger,
  });
  try {
    await database.open();
    const { backend, db } = database;
    // The history has hundreds of small transactions, and its loss in a power cut does no harm.
    if (backend === 'sqlite') await sql`pragma synchronous = off`.execute(db);
    const quarters = createQuarterRepository({ db, centre, logger });
    const calls = createCallRepository({ db, centre });
    const today = localAt(until, timeZone).date;
    for (const days of [...daysBefore, 0]) {
      const { from, to } = localDay(addDays(today, -days), timeZone);
      const day = liveThrough(options, from, Math.min(to, until), days);
      const scopes = [FLOOR, ...queuesIn(day.samples).map(queueScope)];
      for (const quarter of quartersOf({ from, to: Math.min(to, until) })) {
        if (quarter.to % QUARTER_MS !== 0) continue;
        const within = day.samples.filter(
          ({ takenAt, since }) => takenAt > quarter.from && since < quarter.to,
        );
        await quarters.record(await measureCooperatively(within, quarter, scopes));
      }
      // The counters of today's calls belong to the live floor, where they begin with the agents' sign-in.
      if (days === 0) continue;
      let counters: ReadonlyMap<AgentId, CounterValue> = new Map();
      const collect = createCallCollector({
        readCounters: () => Promise.resolve(counters),
        calls,
        zone: timeZone,
      });
      for (const reading of day.readings) {
        counters = reading.counters;
        await collect(reading.observation);
      }
    }
    if (options.subscriber !== undefined) {
      const schedule = { times: ['18:00'], days: WEEKDAYS, zone: timeZone } as const;
      const subscriptions = createSubscriptionRepository({
        db,
        centre,
        clock: { now: () => until },
        isExcluded: () => false,
      });
      await subscriptions.add({ ...options.subscriber, queues: [], schedule });
    }
    // Counters of the simulated agents cannot be compared with those of the live floor.
    await calls.removeCountersBefore(until + 1);
  } finally {
    await database.close();
  }
}

interface LivedDay {
  readonly samples: readonly Sample[];
  readonly readings: readonly { observation: Observation; counters: ReadonlyMap<AgentId, CounterValue> }[];
}

function liveThrough(options: DemoHistoryOptions, from: number, to: number, days: number): LivedDay {
  const clock = createManualClock(from);
  const time = createFloorTime(clock, 1);
  const world = createWorld({ ccId: 1, vdn: 1, time, timeZone: options.timeZone });
  // Agents and queues are those of the demo; each day has its own events.
  const furnishing = createRandom(options.seed);
  furnishDefaultFloor({
    world,
    random: furnishing,
    agents: options.agents ?? 40,
    queues: options.queues ?? 6,
  });
  const random = createRandom(options.seed + days + 1);
  keepShifts(world, random, from);
  const samples: Sample[] = [];
  const readings: LivedDay['readings'][number][] = [];
  let last: Observation | null = null;
  for (let at = from; at <= to; at += STEP_MS) {
    clock.advance(at - clock.now());
    const observation: Observation = { snapshot: snapshotOf(world, at), takenAt: at };
    samples.push(sampleOf(observation, last, STEP_MS * 1.5));
    last = observation;
    if (at % (5 * STEP_MS) === 0) readings.push({ observation, counters: countersOf(world, at) });
  }
  time.stop();
  return { samples, readings };
}

/**
 * Schedules the agents' shifts. Most begin between seven and eleven and last eight hours; a few are in the evening or
 * at night.
 */
function keepShifts(world: World, random: Random, midnight: number): void {
  const onShift = new Set<number>();
  startLife({ world, random, lives: ({ id }) => onShift.has(id) });
  for (const agent of world.agents()) {
    const { id } = agent;
    world.signOut(id);
    // The default floor starts in the middle of a day; here the day has not begun.
    agent.today = noCounters();
    const isNight = random.chance(0.12);
    const begins = isNight ? random.between(-4, 1) : random.between(7, random.chance(0.3) ? 14 : 10);
    const from = midnight + begins * HOUR_MS;
    const begin = (): void => {
      onShift.add(id);
      world.signIn(id);
    };
    if (from <= midnight) begin();
    else world.time.after(from - midnight, begin);
    world.time.after(from - midnight + 8 * HOUR_MS, () => {
      world.signOut(id);
      onShift.delete(id);
    });
  }
  // An agent who returns from a break after the end of the shift signs out.
  world.onChange(({ id, state }) => {
    if (!onShift.has(id) && state !== CTI.signedOut) world.signOut(id);
  });
}

const STATES: Partial<Record<number, AgentState>> = {
  [CTI.idle]: 'available',
  [CTI.preOccupied]: 'ringing',
  [CTI.occupied]: 'ringing',
  [CTI.ringing]: 'ringing',
  [CTI.talking]: 'on-call',
  [CTI.wrapUp]: 'wrap-up',
  [CTI.adjusting]: 'wrap-up',
  [CTI.busy]: 'not-ready',
  [CTI.rest]: 'on-break',
  [CTI.study]: 'training',
};

function snapshotOf(world: World, at: number): Snapshot {
  const present = world.agents().flatMap((agent): AgentOnFloor[] => {
    const id = toAgentId(agent.id);
    const state = STATES[agent.state];
    if (id === undefined || state === undefined) return [];
    return [
      {
        id,
        name: null,
        state,
        secondsInState: Math.floor((at - agent.stateSince) / 1000),
        reason: null,
        signedInAt: agent.signedInAt ?? null,
        queues: agent.queues,
      },
    ];
  });
  const queues = new Map<QueueId, readonly AgentId[]>();
  return { agents: new Map(present.map((agent) => [agent.id, agent])), queues, malformedRecords: 0 };
}

function countersOf(world: World, at: number): ReadonlyMap<AgentId, CounterValue> {
  return new Map(
    world.agents().flatMap((agent: Agent) => {
      const id = toAgentId(agent.id);
      if (id === undefined || agent.state === CTI.signedOut) return [];
      const { answered, placed: outbound, talkInSeconds, talkOutSeconds } = agent.today;
      const statistics = { answered, outbound, talkSeconds: talkInSeconds + talkOutSeconds };
      return [[id, { statistics, readAt: at }] as const];
    }),
  );
}
