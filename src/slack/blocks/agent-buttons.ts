import type { types } from '@slack/bolt';
import type { AgentOnFloor } from '../../domain/floor/snapshot.ts';
import { button, fitsOverflowMenu, option, overflowMenu, selectMenu } from '../block-kit/elements.ts';
import type { Part } from '../block-kit/parts.ts';
import { bold } from '../block-kit/sentence.ts';
import { durationText } from '../block-kit/time-text.ts';
import { type LookUp, writeLookUp } from '../questions/action-value.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { BUTTONS, stateInWords } from '../replies/agent-words.ts';
import { FLOOR_BUTTONS } from '../replies/floor-replies.ts';
import { QUEUE } from '../replies/queue-replies.ts';
import { nameInWords } from './agent-groups.ts';
import { answerButtons, type Surface } from './answer-buttons.ts';

export function cardButtons(lookUp: LookUp, surface: Surface): Part {
  return answerButtons({
    surface,
    actions: { refresh: ACTIONS.refreshAgent, share: ACTIONS.shareAgent, open: ACTIONS.lookUpAgent },
    value: writeLookUp(lookUp),
    label: (words) => BUTTONS.aboutAgent(words, lookUp.agentId),
    showsNames: true,
  });
}

/** Opens an agent's card. */
export function openButton(agentId: LookUp['agentId']): types.Button {
  const [action, text] = [ACTIONS.lookUpAgent, BUTTONS.open];
  const value = writeLookUp({ agentId, view: 'card' });
  return button({ action, text, value, label: BUTTONS.aboutAgent(text, agentId) });
}

/**
 * A heading with the cards of agents behind "…": the first agents that fit the menu. A single agent gets a button
 * instead, since Slack takes no menu of one option.
 */
export function longestHeading(words: string, agents: readonly AgentOnFloor[]): Part {
  const lines = [[bold(words)]];
  const [first, ...others] = agents;
  if (first === undefined) return { kind: 'paragraph', lines };
  const accessory =
    others.length === 0 ? openButton(first.id) : overflowMenu(ACTIONS.chooseAgent, agents.map(optionInState));
  return { kind: 'paragraph', lines, accessory };
}

/** A menu of all agents; none if {@link longestHeading} already offers all of them. */
export function agentMenu(agents: readonly AgentOnFloor[]): types.StaticSelect[] {
  if (fitsOverflowMenu(agents.length)) return [];
  return selectMenu({
    action: ACTIONS.lookUpAgent,
    placeholder: FLOOR_BUTTONS.openAgent,
    options: agents.map((agent) => agentOption(agent, whoIs(agent))),
  });
}

function optionInState(agent: AgentOnFloor): types.PlainTextOption {
  const { state, secondsInState } = agent;
  const since = secondsInState === null ? null : durationText(secondsInState);
  return agentOption(agent, QUEUE.agentIn(whoIs(agent), stateInWords(state).words.toLowerCase(), since));
}

function agentOption({ id }: AgentOnFloor, words: string): types.PlainTextOption {
  return option(words, writeLookUp({ agentId: id, view: 'card' }));
}

function whoIs({ id, name }: AgentOnFloor): string {
  return QUEUE.agent(id, nameInWords(name), null);
}
