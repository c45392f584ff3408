import type { types } from '@slack/bolt';
import type { AgentId } from '../../domain/floor/agent-id.ts';
import type { AgentOnFloor } from '../../domain/floor/snapshot.ts';
import { button, fitsOverflowMenu, option, overflowMenu, selectMenu } from '../block-kit/elements.ts';
import { FORMAT } from '../block-kit/format.ts';
import type { Part } from '../block-kit/parts.ts';
import { bold } from '../block-kit/sentence.ts';
import { AGENT_QUERY, type AgentQuery } from '../questions/agent-query.ts';
import { writeValue } from '../questions/button-value.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { BUTTONS, stateInWords } from '../replies/agent-words.ts';
import { FLOOR_BUTTONS } from '../replies/floor-replies.ts';
import { QUEUE } from '../replies/queue-replies.ts';
import { nameInWords } from './agent-groups.ts';
import { answerButtons, type Surface } from './answer-buttons.ts';

export function cardButtons(centre: string, query: AgentQuery, surface: Surface): Part {
  return answerButtons({
    surface,
    actions: { refresh: ACTIONS.refreshAgent, share: ACTIONS.shareAgent, open: ACTIONS.lookUpAgent },
    value: writeValue(AGENT_QUERY, centre, query),
    label: (words) => BUTTONS.aboutAgent(words, query.agentId),
    showsNames: true,
  });
}

export function openButton(centre: string, agentId: AgentId): types.Button {
  const [action, text] = [ACTIONS.lookUpAgent, BUTTONS.open];
  return button({
    action,
    text,
    value: cardValue(centre, agentId),
    label: BUTTONS.aboutAgent(text, agentId),
  });
}

/**
 * A heading with the cards of agents behind "…": the first agents that fit the menu. A single agent gets a button
 * instead, since Slack takes no menu of one option.
 */
export function longestHeading(centre: string, words: string, agents: readonly AgentOnFloor[]): Part {
  const lines = [[bold(words)]];
  const [first, ...others] = agents;
  if (first === undefined) return { kind: 'paragraph', lines };
  const accessory =
    others.length === 0
      ? openButton(centre, first.id)
      : overflowMenu(
          ACTIONS.chooseAgent,
          agents.map((agent) => option(inState(agent), cardValue(centre, agent.id))),
        );
  return { kind: 'paragraph', lines, accessory };
}

/** A menu of all agents; none if {@link longestHeading} already offers all of them. */
export function agentMenu(centre: string, agents: readonly AgentOnFloor[]): types.StaticSelect[] {
  if (fitsOverflowMenu(agents.length)) return [];
  return selectMenu({
    action: ACTIONS.lookUpAgent,
    placeholder: FLOOR_BUTTONS.openAgent,
    options: agents.map((agent) => option(whoIs(agent), cardValue(centre, agent.id))),
  });
}

function inState(agent: AgentOnFloor): string {
  const { state, secondsInState } = agent;
  const since = secondsInState === null ? null : FORMAT.duration(secondsInState);
  return QUEUE.agentIn(whoIs(agent), stateInWords(state).words.toLowerCase(), since);
}

function cardValue(centre: string, agentId: AgentId): string {
  return writeValue(AGENT_QUERY, centre, { agentId, view: 'card' });
}

function whoIs({ id, name }: AgentOnFloor): string {
  return QUEUE.agent(id, nameInWords(name), null);
}
