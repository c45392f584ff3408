import type { OtherCalls } from './page-calls.ts';
import type { Simulator } from './simulator.ts';
import type { Agent } from './world/agent.ts';
import { CTI, type StateName, stateName } from './world/agent-states.ts';
import type { Queue } from './world/queues.ts';

/** The state that the page shows when it opens. Later messages carry the changed rows. */
export interface PageState {
  readonly vdn: number;
  readonly seed: number;
  readonly restReasons: readonly (readonly [number, string])[];
  readonly clock: ClockRow;
  readonly bot: BotRow;
  readonly agents: readonly AgentRow[];
  readonly queues: readonly QueueRow[];
  readonly scenarios: readonly ScenarioRow[];
  /** The name of the server behind the log's other calls; `null` without another log. */
  readonly otherCalls: string | null;
}

export interface ClockRow {
  /** Epoch milliseconds on the simulator's clock and on the floor's. */
  readonly now: number;
  readonly floor: number;
  readonly speed: number;
}

/** The agent that a client of the gateway signs in as. */
export interface BotRow {
  readonly agentId: number;
  /** 'held': the platform takes the agent for signed in, so sign-in answers 100-002. */
  readonly session: 'polling' | 'silent' | 'held' | 'none';
}

/** An agent on the page, without phone numbers, because people share screenshots of the page. */
export interface AgentRow {
  readonly id: number;
  readonly name: string;
  readonly state: StateName;
  /** Start of the state, in milliseconds of floor time. */
  readonly since: number;
  readonly reason: number;
  readonly queues: readonly number[];
  readonly call: { readonly direction: 'in' | 'out'; readonly queue: number | null } | null;
  readonly answeredToday: number;
}

export interface QueueRow {
  readonly id: number;
  readonly name: string;
  readonly waiting: number;
  /** Start of the longest wait, in milliseconds of floor time; `null` if no call waits. */
  readonly longestSince: number | null;
}

export interface ScenarioRow {
  readonly name: string;
  readonly description: string;
  readonly upstream: 'gateway' | 'cms' | 'both';
  readonly type: 'action' | 'switch';
  readonly on: boolean;
}

export function pageState(simulator: Simulator, otherCalls: OtherCalls | undefined): PageState {
  const { vdn, seed, world } = simulator;
  return {
    vdn,
    seed,
    restReasons: [...world.restReasons],
    clock: clockRow(simulator),
    bot: botRow(simulator),
    agents: people(simulator).map(agentRow),
    queues: world.queues().map(queueRow),
    scenarios: simulator.scenarios.map(scenarioRow),
    otherCalls: otherCalls?.title ?? null,
  };
}

/** Returns all agents except the one of the client under test, who is not a person. */
export function people({ world, bot }: Simulator): readonly Agent[] {
  return world.agents().filter(({ id }) => id !== bot.agentId);
}

export function clockRow({ clock, world, speed }: Simulator): ClockRow {
  return { now: clock.now(), floor: world.time.now(), speed };
}

export function botRow({ bot: { agentId }, gateway, world }: Simulator): BotRow {
  const session = gateway.sessions.find((open) => open.agentId === agentId);
  if (session !== undefined) return { agentId, session: session.polling ? 'polling' : 'silent' };
  return { agentId, session: world.find(agentId)?.state === CTI.signedOut ? 'none' : 'held' };
}

export function agentRow(agent: Agent): AgentRow {
  const { id, name, state, stateSince, stateReason, queues, calls, today } = agent;
  const call = calls.at(-1);
  return {
    id,
    name,
    state: stateName(state),
    since: stateSince,
    reason: stateReason,
    queues: [...queues],
    call: call === undefined ? null : { direction: call.direction, queue: call.queueId ?? null },
    answeredToday: today.answered,
  };
}

export function queueRow({ id, name, waiting }: Queue): QueueRow {
  return { id, name, waiting: waiting.length, longestSince: waiting[0]?.since ?? null };
}

function scenarioRow({ name, description, upstream, type, on }: ScenarioRow): ScenarioRow {
  return { name, description, upstream, type, on };
}
