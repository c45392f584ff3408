import type { AgentState } from '../../domain/floor/agent-state.ts';
import type { AgentOnFloor } from '../../domain/floor/snapshot.ts';
import type { FloorView } from '../../queries/floor-view.ts';
import { LIMITS } from '../block-kit/limits.ts';
import { type Block, heading, plainText, sentencesBlock, sentencesBlocks } from '../block-kit/message.ts';
import { durationText, type TimeWriter } from '../block-kit/time-text.ts';
import { stateInWords } from '../replies/agent-words.ts';
import { CARD } from '../replies/card-replies.ts';
import { FLOOR } from '../replies/floor-replies.ts';
import { HOME } from '../replies/home-replies.ts';
import { QUEUE } from '../replies/queue-replies.ts';
import { openButton } from './agent-buttons.ts';
import { nameInWords } from './agent-groups.ts';
import { countingWords, figuresOf, troubleWords } from './floor-card.ts';
import { fieldsBlocks, footerBlock, missingOfMany } from './floor-parts.ts';
import type { FavouriteChoice } from './home-queues.ts';
import { provenanceOf } from './provenance.ts';

const MOST_IN_TROUBLE = 5;
const MOST_AGENTS = 5;
const LONG_IN: ReadonlySet<AgentState> = new Set(['rest', 'wrap-up']);

/** The floor in figures, and the queues that need a look. */
export function floorBlocks(view: FloorView, time: TimeWriter, instant: number): Block[] {
  const now = view.now.kind === 'known' ? view.now.value : null;
  const troubles = now === null ? [] : troubleWords(now, view.waits.kind === 'known', MOST_IN_TROUBLE);
  return [
    heading(HOME.floor),
    ...fieldsBlocks(figuresOf(now, view.totals)),
    ...sentencesBlocks(countingWords(view.totals, view.now)),
    ...(troubles.length === 0
      ? []
      : [sentencesBlock([[{ bold: FLOOR.troubleTitle }]]), ...sentencesBlocks(troubles)]),
    ...sentencesBlocks(missingOfMany(view)),
    footerBlock(provenanceOf([view.now, view.totals, view.waits], time, instant)),
  ];
}

/**
 * Who has been on a break or wrapping up longest, in one's own queues where some are chosen. Only for who may see
 * agents: nobody is in `agents` for the others, and the section is not there.
 */
export function longestBlocks(view: FloorView, favourites: FavouriteChoice): Block[] {
  if (view.agentsRefused !== null || view.now.kind !== 'known') return [];
  const chosen = favourites.kind === 'known' ? (favourites.chosen ?? []) : [];
  const mine = new Set(chosen);
  const longest = view.now.value.agents
    .filter(
      ({ state, queues }) => LONG_IN.has(state) && (mine.size === 0 || queues?.some((id) => mine.has(id))),
    )
    .slice(0, MOST_AGENTS);
  return [
    heading(mine.size === 0 ? HOME.longest : HOME.longestInMine),
    ...(longest.length === 0 ? [sentencesBlock([[HOME.nobodyLong]])] : longest.map(agentRow)),
  ];
}

function agentRow({ id, name, state, secondsInState }: AgentOnFloor): Block {
  const since = secondsInState === null ? null : durationText(secondsInState);
  const who = CARD.title(id, nameInWords(name) || null);
  const words = QUEUE.agentIn(who, stateInWords(state).words.toLowerCase(), since);
  return {
    type: 'section',
    text: plainText(words, LIMITS.sectionText),
    accessory: openButton({ agentId: id, view: 'card' }),
  };
}
