import { FORMAT } from '../block-kit/format.ts';
import { emoji, type Phrase, type Sentence } from '../block-kit/sentence.ts';
import { plural } from './queue-replies.ts';

/** Texts of the list of agents in one state. */
export const STATE_LIST = {
  /** `On break · Sales (1) and Support (2)`. */
  title: (state: string, queues: readonly string[]) =>
    queues.length === 0 ? state : `${state} · ${FORMAT.list(queues, 3)}`,
  /** `3 agents, 1 over 15m`. */
  counted: (agents: number, over: number, limit: string | null) =>
    `${agents === 0 ? 'No agents' : plural(agents, 'agent')}${over === 0 || limit === null ? '' : `, ${over} over ${limit}`}`,
  agent: (agent: string, reason: number | null, isOver: boolean): Sentence => {
    const warning: readonly Phrase[] = isOver ? [emoji(':warning:')] : [];
    return [...warning, `${agent}${reason === null ? '' : `, reason code ${reason}`}`];
  },
} as const;
