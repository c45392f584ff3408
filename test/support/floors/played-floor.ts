import { type Observation, type Sample, sampleOf } from '../../../src/domain/analytics/sample.ts';
import { toAgentId } from '../../../src/domain/floor/agent-id.ts';
import type { AgentState } from '../../../src/domain/floor/agent-state.ts';
import type { AgentOnFloor, QueueId, Snapshot } from '../../../src/domain/floor/snapshot.ts';

/**
 * The day of an agent: the agent enters these states at these instants. Before the first instant the agent is signed
 * out.
 */
export interface Part {
  readonly id: number;
  readonly queues: readonly QueueId[];
  readonly states: readonly (readonly [at: number, state: AgentState])[];
}

/** Returns the contact centre's snapshot of such a day at one instant. */
export function floorAt(parts: readonly Part[], at: number): Snapshot {
  const agents = new Map<AgentOnFloor['id'], AgentOnFloor>();
  const queues = new Map<QueueId, AgentOnFloor['id'][]>();
  for (const part of parts) {
    const id = toAgentId(part.id);
    const now = part.states.findLast(([from]) => from <= at);
    if (id === undefined || now === undefined || now[1] === 'signed-out') continue;
    const secondsInState = Math.floor((at - now[0]) / 1000);
    agents.set(id, {
      id,
      name: null,
      state: now[1],
      secondsInState,
      reason: null,
      signedInAt: null,
      queues: part.queues,
    });
    for (const queue of part.queues) queues.set(queue, [...(queues.get(queue) ?? []), id]);
  }
  return { agents, queues, malformedRecords: 0 };
}

export interface Sampling {
  readonly from: number;
  readonly to: number;
  readonly stepSeconds?: number;
  /** Whether an instant has no sample. */
  readonly without?: (at: number) => boolean;
}

/** Samples such a day from `from` to `to`, both inclusive, as the sampler does. */
export function sampleFloor(
  parts: readonly Part[],
  { from, to, stepSeconds = 30, without }: Sampling,
): Sample[] {
  const samples: Sample[] = [];
  let before: Observation | null = null;
  for (let at = from; at <= to; at += stepSeconds * 1000) {
    if (without?.(at)) continue;
    const observation: Observation = { snapshot: floorAt(parts, at), takenAt: at };
    samples.push(sampleOf(observation, before, stepSeconds * 1500));
    before = observation;
  }
  return samples;
}
