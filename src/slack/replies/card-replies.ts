import type { AgentId } from '../../domain/floor/agent-id.ts';

/** The words of an agent's card, around figures that are put in by the builders. */
export const CARD = {
  title: (agentId: AgentId, name: string | null) =>
    name === null ? `Agent ${agentId}` : `Agent ${agentId} · ${name}`,
  /** `Talking`, `4 minutes`, 201. */
  state: (state: string, since: string | null, reason: number | null) =>
    `${state}${since === null ? '' : ` for ${since}`}${reason === null ? '' : `, reason code ${reason}`}`,
  /** Only the last digits of a call's id are shown. */
  endings: (list: string) => `ending ${list}`,
  noQueues: 'none',
  noCalls: '0',
  notTold: 'not told',
  period: (period: string) => `Answered, placed and talk time count ${period}`,
  sharedBy: (userId: string) => `Shared by <@${userId}>`,
} as const;

/** When figures were taken and from where. */
export const PROVENANCE = {
  asked: (at: string) => `Asked at ${at}`,
  allAsOf: (at: string, sources: readonly string[]) => `As of ${at}, from ${sources.join(', ')}`,
  eachAsOf: (sources: readonly { at: string; name: string }[]) =>
    `As of ${sources.map(({ at, name }) => `${at} from ${name}`).join(', ')}`,
  remembered: (name: string, ago: string) =>
    `Names of agents and their queues are those that ${name} told ${ago}`,
  stale: (name: string, ago: string) => `${name} does not answer now; its last figures are from ${ago}`,
} as const;
