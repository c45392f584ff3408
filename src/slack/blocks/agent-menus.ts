import type { types } from '@slack/bolt';
import type { AgentOnFloor } from '../../domain/floor/snapshot.ts';
import { LIMITS } from '../block-kit/limits.ts';
import { ownMarkup, plainText } from '../block-kit/message.ts';
import { durationText } from '../block-kit/time-text.ts';
import { writeLookUp } from '../questions/action-value.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { stateInWords } from '../replies/agent-words.ts';
import { FLOOR_BUTTONS } from '../replies/floor-replies.ts';
import { QUEUE } from '../replies/queue-replies.ts';
import { openButton } from './agent-buttons.ts';
import { nameInWords } from './agent-groups.ts';
import { selectMenu } from './floor-buttons.ts';

/**
 * Words about agents, and behind "…" beside them the cards of those who have been in their state longest: they are
 * asked about first. Slack's overflow menu holds five; one alone gets a button.
 *
 * @param agents the first five are offered
 */
export function longestHeading(words: string, agents: readonly AgentOnFloor[]): types.SectionBlock {
  const text = ownMarkup(`*${words}*`);
  const [first, ...others] = agents.slice(0, LIMITS.overflowOptions);
  if (first === undefined) return { type: 'section', text };
  const accessory: types.Button | types.Overflow =
    others.length === 0
      ? openButton({ agentId: first.id, view: 'card' })
      : { type: 'overflow', action_id: ACTIONS.chooseAgent, options: [first, ...others].map(optionInState) };
  return { type: 'section', text, accessory };
}

/** Everybody, where they are too many for {@link longestHeading} alone. */
export function agentMenu(agents: readonly AgentOnFloor[]): types.StaticSelect[] {
  if (agents.length <= LIMITS.overflowOptions) return [];
  const options = agents.slice(0, LIMITS.selectOptions).map(({ id, name }) => ({
    text: plainText(QUEUE.agent(id, nameInWords(name), null), LIMITS.optionText),
    value: writeLookUp({ agentId: id, view: 'card' }),
  }));
  return selectMenu(ACTIONS.lookUpAgent, FLOOR_BUTTONS.openAgent, options);
}

function optionInState({ id, name, state, secondsInState }: AgentOnFloor): types.PlainTextOption {
  const who = QUEUE.agent(id, nameInWords(name), null);
  const since = secondsInState === null ? null : durationText(secondsInState);
  return {
    text: plainText(QUEUE.agentIn(who, stateInWords(state).words.toLowerCase(), since), LIMITS.optionText),
    value: writeLookUp({ agentId: id, view: 'card' }),
  };
}
