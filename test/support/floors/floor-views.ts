import type { types } from '@slack/bolt';
import type { Message } from '../../../src/slack/block-kit/message.ts';
import { floorMessage } from '../../../src/slack/blocks/floor-card.ts';
import { brokenHomeView, homeViews } from '../../../src/slack/blocks/home.ts';
import { queueTableMessage } from '../../../src/slack/blocks/queue-table.ts';
import { stateListMessage } from '../../../src/slack/blocks/state-list.ts';
import type { StateQuestion } from '../../../src/slack/questions/floor-question.ts';
import { HELP_FORMS } from '../commands/parse-floor.ts';
import { NOW } from './agent-cards.ts';
import { CENTRE } from './centre-key.ts';
import { about, CONNECTIONS, home, queueCards, time } from './drawn-floor.ts';
import { FLOORS, type FloorSpec, NOT_A_SUPERVISOR, unknownFact, viewOf } from './floors.ts';

/** Every message about one floor. */
export function messagesOf(spec: FloorSpec): Record<string, Message> {
  const view = viewOf(spec);
  const [queue, agents] = queueCards(view, 'ephemeral-in-channel', 1);
  return {
    queues: queueTableMessage({ ...about(view), page: 0 }),
    'queues-page-2': queueTableMessage({ ...about(view), page: 1 }),
    floor: floorMessage(about(view)),
    'floor-shared': floorMessage(about(view, 'shared')),
    'floor-for-a-member': floorMessage(about(viewOf(spec, { agentsRefused: NOT_A_SUPERVISOR }))),
    'on-break': stateListMessage({ ...about(view), question: inState('on-break', 15) }),
    'available-in-queues': stateListMessage({ ...about(view), question: inState('available', null, [1, 2]) }),
    ...(queue && { queue }),
    ...(agents && { 'queue-agents': agents }),
  };
}

function inState(
  state: StateQuestion['state'],
  limitMinutes: number | null,
  queues: readonly number[] = [],
): StateQuestion {
  return { kind: 'agents-in-state', state, limitMinutes, queues };
}

/** App Home over one floor, with queues chosen. */
export function homeOf(spec: FloorSpec): types.HomeView {
  return home(viewOf(spec), { kind: 'known', chosen: [1, 3, 9999] });
}

export const REFUSED_HOMES = {
  'refused-to-a-guest': refused('guest'),
  'refused-to-a-stranger': refused('stranger'),
  'refused-while-rights-are-unknown': refused('rights-unknown'),
};

const BUSY = FLOORS['busy day'];

/** The forms of App Home on a busy day. */
export const HOMES: Record<string, types.HomeView> = {
  'first-visit': home(viewOf(BUSY), { kind: 'known', chosen: null }),
  'no-queues-chosen': home(viewOf(BUSY), { kind: 'known', chosen: [] }),
  'queues-unreadable': home(viewOf(BUSY), { kind: 'unavailable', code: 'storage-unavailable' }),
  'floor-unseen': home(viewOf(BUSY, { snapshot: unknownFact('no-answer') }), { kind: 'known', chosen: [1] }),
  'for-a-member': home(viewOf(BUSY, { agentsRefused: NOT_A_SUPERVISOR }), { kind: 'known', chosen: [1] }),
  ...REFUSED_HOMES,
  broken: brokenHomeView(CENTRE),
};

function refused(reason: 'guest' | 'stranger' | 'rights-unknown'): types.HomeView {
  return homeViews({
    floor: { kind: 'refused', refusal: { reason } },
    favourites: { kind: 'known', chosen: null },
    connections: CONNECTIONS,
    centre: CENTRE,
    help: HELP_FORMS,
    time,
    now: NOW,
  }).page;
}
