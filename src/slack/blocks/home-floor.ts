import type { AgentState } from '../../domain/floor/agent-state.ts';
import type { AgentOnFloor } from '../../domain/floor/snapshot.ts';
import type { FloorView } from '../../queries/floor-view.ts';
import { FORMAT } from '../block-kit/format.ts';
import { type Part, sentenceParts } from '../block-kit/parts.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { stateInWords } from '../replies/agent-words.ts';
import { CARD } from '../replies/card-replies.ts';
import { HOME } from '../replies/home-replies.ts';
import { QUEUE } from '../replies/queue-replies.ts';
import { openButton } from './agent-buttons.ts';
import { nameInWords } from './agent-groups.ts';
import { countingWords, figuresOf, issueParts } from './floor-card.ts';
import { missingOfMany } from './floor-parts.ts';
import type { FavouriteChoice } from './home-queues.ts';
import { provenanceOf } from './provenance.ts';

const ISSUES_MAX = 5;
const AGENTS_MAX = 5;
const TIMED_STATES: ReadonlySet<AgentState> = new Set(['on-break', 'wrap-up']);

export function floorParts(view: FloorView, time: TimeWriter, instant: number): Part[] {
  const now = view.now.kind === 'known' ? view.now.value : null;
  return [
    { kind: 'heading', text: HOME.floor },
    { kind: 'figures', figures: figuresOf(now, view.totals) },
    ...sentenceParts(countingWords(view.totals, view.now)),
    ...issueParts(view, ISSUES_MAX),
    ...sentenceParts(missingOfMany(view)),
    { kind: 'context', lines: provenanceOf([view.now, view.totals, view.waits], time, instant) },
  ];
}

/**
 * The agents who have been on a break or in wrap-up longest, limited to the chosen queues if there are any. Empty for
 * readers who may not see single agents.
 */
export function longestParts(centre: string, view: FloorView, favourites: FavouriteChoice): Part[] {
  if (view.agentsRefused !== null || view.now.kind !== 'known') return [];
  const chosen = favourites.kind === 'known' ? (favourites.chosen ?? []) : [];
  const chosenIds = new Set(chosen);
  const longest = view.now.value.agents
    .filter(
      ({ state, queues }) =>
        TIMED_STATES.has(state) && (chosenIds.size === 0 || queues?.some((id) => chosenIds.has(id))),
    )
    .slice(0, AGENTS_MAX);
  return [
    { kind: 'heading', text: chosenIds.size === 0 ? HOME.longest : HOME.longestInMine },
    ...(longest.length === 0
      ? sentenceParts([[HOME.nobodyLong]])
      : longest.map((agent) => agentItem(centre, agent))),
  ];
}

function agentItem(centre: string, { id, name, state, secondsInState }: AgentOnFloor): Part {
  const since = secondsInState === null ? null : FORMAT.duration(secondsInState);
  const who = CARD.title(id, nameInWords(name) || null);
  const words = QUEUE.agentIn(who, stateInWords(state).words.toLowerCase(), since);
  return { kind: 'item', lines: [words], accessory: openButton(centre, id) };
}
