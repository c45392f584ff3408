import { AGENT_ID_RANGE, type AgentId } from '../../domain/floor/agent-id.ts';
import { FORMAT } from '../block-kit/format.ts';

export const MENTIONS = {
  none: 'No agent ids found in this message.',
  noneHint: `Agent ids are numbers from ${AGENT_ID_RANGE}, such as 1099.`,
  title: 'Agents in this message',
} as const;

const NUMBERS_MAX = 8;

/** Explains which numbers of a message are not shown, one sentence per reason; empty if all are shown. */
export function leftOutOf(numbers: {
  readonly shown: number;
  readonly agents: readonly AgentId[];
  readonly noAgents: readonly AgentId[];
  readonly unchecked: readonly AgentId[];
  /** Numbers in web addresses and in the form of amounts, as written. */
  readonly passedOver: readonly string[];
  readonly hasPhoneNumbers: boolean;
}): string[] {
  const { shown, agents, noAgents, unchecked, passedOver, hasPhoneNumbers } = numbers;
  return [
    ...(agents.length === 0
      ? []
      : [
          `The message names ${shown + agents.length} agents; these are the first ${shown}. Not shown: ${written(agents)}.`,
        ]),
    ...(noAgents.length === 0 ? [] : [`No agents of this contact centre: ${written(noAgents)}.`]),
    ...(unchecked.length === 0
      ? []
      : [`Not looked up, since there are too many numbers: ${written(unchecked)}.`]),
    ...(passedOver.length === 0
      ? []
      : [
          `Not looked up, since they stand in web addresses or are written as amounts: ${FORMAT.list(passedOver, NUMBERS_MAX)}.`,
        ]),
    ...(hasPhoneNumbers ? ['Phone numbers are not looked up.'] : []),
  ];
}

function written(ids: readonly AgentId[]): string {
  return FORMAT.list(ids.map(String), NUMBERS_MAX);
}
