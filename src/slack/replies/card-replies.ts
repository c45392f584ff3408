import type { AgentId } from '../../domain/floor/agent-id.ts';
import { emoji, type Instant, type Phrase, type Sentence, userMention } from '../block-kit/sentence.ts';

export const CARD = {
  title: (agentId: AgentId, name: string | null) =>
    name === null ? `Agent ${agentId}` : `Agent ${agentId} · ${name}`,
  /** `On call`, `4m`, 201. */
  state: (state: string, since: string | null, reason: number | null) =>
    `${state}${since === null ? '' : ` for ${since}`}${reason === null ? '' : `, reason code ${reason}`}`,
  /** Only the last digits of a call's id are shown. */
  endings: (list: string) => `ending ${list}`,
  noQueues: 'none',
  noCalls: '0',
  unknown: 'unknown',
  period: (period: string) => `Answered, outbound and talk time count ${period}`,
  sharedBy: (userId: string): Sentence => ['Shared by ', userMention(userId)],
} as const;

const WARNING: Phrase = emoji(':warning:');

export const PROVENANCE = {
  asked: (at: Instant): Sentence => ['Asked at ', at],
  allAsOf: (at: Instant, sources: readonly string[]): Sentence => [
    'As of ',
    at,
    `, from ${sources.join(', ')}`,
  ],
  eachAsOf: (sources: readonly { at: Instant; name: string }[]): Sentence => [
    'As of ',
    ...sources.flatMap(({ at, name }, index): Phrase[] => [index === 0 ? '' : ', ', at, ` from ${name}`]),
  ],
  remembered: (name: string, ago: string): Sentence => [
    WARNING,
    `Names of agents and their queues are those that ${name} told ${ago}`,
  ],
  stale: (name: string, ago: string): Sentence => [
    WARNING,
    `${name} does not answer now; its last figures are from ${ago}`,
  ],
} as const;
