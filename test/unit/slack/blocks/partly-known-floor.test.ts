import { expect, test } from 'vitest';
import { known } from '../../../../src/domain/floor/fact.ts';
import { SOURCES } from '../../../../src/queries/sources.ts';
import type { Message } from '../../../../src/slack/block-kit/message.ts';
import { floorMessage } from '../../../../src/slack/blocks/floor-card.ts';
import { queueTableMessage } from '../../../../src/slack/blocks/queue-table.ts';
import { stateListMessage } from '../../../../src/slack/blocks/state-list.ts';
import { NOW } from '../../../support/floors/agent-cards.ts';
import { about, home, queueCards } from '../../../support/floors/drawn-floor.ts';
import { person, snapshotOf, unknownFact, viewOf } from '../../../support/floors/floors.ts';

const words = (message: Message) => message.text.replaceAll('\u200b', '');

test('a queue with unknown agents is shown as such, without a zero and without "all is well"', () => {
  const agents = [person(0, { state: 'available', queues: [1] })];
  const names = new Map([
    [1, 'Sales'],
    [2, 'Night'],
  ]);
  const snapshot = { ...snapshotOf(agents), queuesRead: new Set([1]) };
  const view = viewOf(
    { agents, names, waits: new Map() },
    { snapshot: known(snapshot, SOURCES.agentAbstracts, NOW) },
  );
  const [, , night] = queueCards(view, 'ephemeral-in-channel', 2);
  const card = JSON.stringify(night);
  expect(card).toContain('Night (2)');
  expect(card).toContain('Agents of this queue are unknown');
  expect(card).not.toMatch(/No agents signed in|OK: agents|white_check_mark/);
  const table = queueTableMessage({ ...about(view), page: 0 });
  expect(words(table)).toContain('Night (2): waiting unknown; agents unknown.');
  expect(JSON.stringify(table.blocks).split('"Night (2)"')[1]).not.toContain('"0"');
  const floor = words(floorMessage(about(view)));
  expect(floor).toContain('Agents not available for 1 queue.');
  expect(floor).not.toContain('no agents signed in');
  const question = { kind: 'agents-in-state', state: 'available', limitMinutes: null, queues: [2] } as const;
  const list = words(stateListMessage({ ...about(view), question }));
  expect(list).toContain('Agents not available for 1 queue.');
  expect(list).not.toContain('No agents');
  const mine = JSON.stringify(home(view, { kind: 'known', chosen: [2] }));
  expect(mine).toContain('*Available*\\nunknown');
});

test('a centre without queues is not called unable to measure calls waiting', () => {
  const view = viewOf(
    { agents: [], names: new Map(), waits: new Map() },
    { waits: unknownFact('not-measured') },
  );
  const text = words(queueTableMessage({ ...about(view), page: 0 }));
  expect(text).toContain('No queues');
  expect(text).not.toContain('calls waiting and');
});
