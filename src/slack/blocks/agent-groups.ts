import type { AgentState } from '../../domain/floor/agent-state.ts';
import type { AgentOnFloor } from '../../domain/floor/snapshot.ts';
import { sanitizeLine } from '../block-kit/escaping.ts';
import { FORMAT } from '../block-kit/format.ts';
import { AGENT_NAME_MAX } from '../block-kit/name-lengths.ts';
import { bold, type Sentence } from '../block-kit/sentence.ts';
import { stateInWords } from '../replies/agent-words.ts';
import { QUEUE } from '../replies/queue-replies.ts';
import { inReadingOrder } from './state-counts.ts';

interface AgentGroup {
  readonly state: AgentState;
  readonly agents: readonly AgentOnFloor[];
  readonly more: number;
}

/**
 * Groups agents by state, longest in the state first, at most `max` agents in total. Small groups are listed in full
 * and large ones share the remaining room, so that forty agents who talk do not hide one on a break.
 */
export function groupAgents(agents: readonly AgentOnFloor[], max: number): AgentGroup[] {
  const byState = Map.groupBy(agents, ({ state }) => state);
  const shares = new Map<AgentState, number>();
  let room = max;
  let left = byState.size;
  for (const [state, members] of [...byState].toSorted(([, one], [, other]) => one.length - other.length)) {
    const share = Math.min(members.length, Math.floor(room / left));
    shares.set(state, share);
    room -= share;
    left -= 1;
  }
  return inReadingOrder(byState.keys()).map((state) => {
    const members = byState.get(state) ?? [];
    const shown = members.slice(0, shares.get(state) ?? 0);
    return { state, agents: shown, more: members.length - shown.length };
  });
}

/** A heading for each state and a line for each agent. Names are literal text. */
export function groupSentences(groups: readonly AgentGroup[]): Sentence[] {
  return groups.flatMap(({ state, agents, more }) => [
    [bold(QUEUE.group(stateInWords(state).words, agents.length + more))],
    ...agents.map((agent): Sentence => [agentInWords(agent)]),
    ...(more === 0 ? [] : [[QUEUE.more(more)]]),
  ]);
}

/** `1099 Ana García for 4 minutes 12 seconds`. */
export function agentInWords({ id, name, secondsInState }: AgentOnFloor): string {
  const since = secondsInState === null ? null : FORMAT.duration(secondsInState);
  return QUEUE.agent(id, nameInWords(name), since);
}

export function nameInWords(name: string | null): string {
  return name === null ? '' : sanitizeLine(name, AGENT_NAME_MAX.line);
}
