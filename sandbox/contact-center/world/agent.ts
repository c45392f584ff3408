import type { CtiState, StateName } from './agent-states.ts';
import type { FloorTime } from './floor-time.ts';

/** A call of an agent. */
export interface Call {
  /** Epoch seconds, a dash, a handle: "1605492949-1447". */
  readonly id: string;
  readonly direction: 'in' | 'out';
  /** Floor time in milliseconds. */
  readonly startedAt: number;
  /** `undefined` while the call rings. */
  answeredAt: number | undefined;
  readonly queueId: number | undefined;
}

/** An agent's counters of the day in the VDN's time zone. Durations are in seconds and cover completed states only. */
export interface DayCounters {
  offered: number;
  answered: number;
  placed: number;
  talkInSeconds: number;
  talkOutSeconds: number;
  signIns: number;
  rests: number;
  restSeconds: number;
  busies: number;
  busySeconds: number;
  wrapUps: number;
  wrapUpSeconds: number;
}

/** An agent of the VDN, signed in or not. All instants are epoch milliseconds of floor time. */
export interface Agent {
  readonly id: number;
  name: string;
  phone: string;
  groupId: number;
  /** Ids of the skill queues that the agent signs in to. */
  queues: number[];
  /** T or F for each of CTI server, text chat and mail. */
  mediaType: string;
  state: CtiState;
  stateSince: number;
  /** The reason of busy (0-7, 200-250) or the cause of a break; 0 otherwise. */
  stateReason: number;
  previousState: CtiState;
  previousStateSince: number;
  signedInAt: number | undefined;
  calls: Call[];
  today: DayCounters;
  yesterday: DayCounters;
  /** `today` at the last full five minutes, which historical indicators are read from. */
  settled: DayCounters;
}

/** The initial data of an agent. Everything but the id has a default: signed in, available from now on, in no queue. */
export interface AgentSpec {
  readonly id: number | string;
  readonly name?: string;
  readonly phone?: string;
  readonly groupId?: number;
  readonly queues?: readonly number[];
  readonly mediaType?: string;
  readonly state?: CtiState | StateName;
  readonly stateReason?: number;
  readonly stateForSeconds?: number;
  readonly signedIn?: boolean;
  readonly signedInForSeconds?: number;
  readonly answered?: number;
  readonly placed?: number;
  readonly talkSeconds?: number;
}

export function noCounters(): DayCounters {
  return {
    offered: 0,
    answered: 0,
    placed: 0,
    talkInSeconds: 0,
    talkOutSeconds: 0,
    signIns: 0,
    rests: 0,
    restSeconds: 0,
    busies: 0,
    busySeconds: 0,
    wrapUps: 0,
    wrapUpSeconds: 0,
  };
}

/** The talk time of today in whole seconds, including the call in progress. */
export function talkSecondsToday(agent: Agent, now: number): number {
  const inProgress = agent.calls.reduce((sum, call) => sum + talkedSeconds(call, now), 0);
  return agent.today.talkInSeconds + agent.today.talkOutSeconds + inProgress;
}

export function talkedSeconds(call: Call, now: number): number {
  return call.answeredAt === undefined ? 0 : Math.floor((now - call.answeredAt) / 1000);
}

export function secondsInState(agent: Agent, now: number): number {
  return Math.floor((now - agent.stateSince) / 1000);
}

/** The platform's value for "never": the last second of 32 bits, in the year 2106 (CMS page 2643). */
const NEVER_MS = 4_294_967_295_000;

/** Returns the instant of the sign-in as APIs report it; the year 2106 for a signed-out agent. */
export function signInDate(agent: Agent, time: FloorTime): number {
  return agent.signedInAt === undefined ? NEVER_MS : time.reported(agent.signedInAt);
}
