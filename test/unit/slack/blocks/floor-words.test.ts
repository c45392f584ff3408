import { describe, expect, test } from 'vitest';
import type { Message } from '../../../../src/slack/block-kit/message.ts';
import { floorMessage } from '../../../../src/slack/blocks/floor-card.ts';
import { queueTableMessage } from '../../../../src/slack/blocks/queue-table.ts';
import { about, home, problemsOf, queueCards } from '../../../support/floors/drawn-floor.ts';
import { FLOORS, NOT_A_SUPERVISOR, person, unknownFact, viewOf } from '../../../support/floors/floors.ts';

describe('the views of the floor', () => {
  const words = (message: Message) => message.text.replaceAll('\u200b', '');
  const busy = FLOORS['busy day'];

  test('show the last page for a page far beyond', () => {
    const message = queueTableMessage({ ...about(viewOf(FLOORS['200 queues'])), page: 1000 });
    expect(words(message)).toContain('These are 181 to 200 of 200');
    expect(JSON.stringify(message.blocks)).toContain('floor_previous_page');
    expect(JSON.stringify(message.blocks)).not.toContain('floor_next_page');
  });

  test('name what a connection does not measure once, and never as 0', () => {
    const message = queueTableMessage({
      ...about(viewOf(busy, { waits: unknownFact('not-measured') })),
      page: 0,
    });
    expect(words(message).match(/Not measured by this connection: calls waiting/g)).toHaveLength(1);
    expect(JSON.stringify(message.blocks)).not.toContain('Calls waiting');
  });

  test('never list a closed queue as needing attention', () => {
    const night = viewOf(FLOORS['empty night']);
    const table = queueTableMessage({ ...about(night), page: 0 });
    expect(words(table)).toContain('None of 6 queues needs attention');
    expect(words(table)).toContain('Sales (1): no agents signed in.');
    const [card] = queueCards(night, 'ephemeral-in-channel', 1);
    const pages = [table, card, home(night, { kind: 'known', chosen: [1, 2, 3, 4, 5, 6] })];
    for (const page of pages)
      expect(JSON.stringify(page)).not.toMatch(/warning:|"text":"no agents signed in"/);
    const idle = [1, 2].map((index) => person(index, { state: 'available', queues: [1] }));
    const { names } = FLOORS['one agent'];
    const nobodyWaits = new Map(Array.from(names.keys(), (id) => [id, { calls: 0, longestSeconds: 0 }]));
    const quiet = viewOf({ agents: idle, names, waits: nobodyWaits });
    expect(words(floorMessage(about(quiet)))).toContain(
      'All queues OK: agents available, no calls waiting. 5 queues closed: no agents signed in, no calls waiting.',
    );
  });

  test('do not say that no calls wait where that is unknown', () => {
    const agents = [0, 1].map((index) => person(index, { state: 'available', queues: [1] }));
    const view = viewOf({ agents, names: FLOORS['one agent'].names, waits: new Map() });
    const floor = words(floorMessage(about(view)));
    expect(floor).toContain('All queues OK: agents available. 5 queues closed: no agents signed in.');
    const cards = queueCards(view, 'ephemeral-in-channel', 2).map(words);
    for (const text of [floor, ...cards]) expect(text).not.toContain('no calls waiting');
  });

  test('have queues by number while names are unavailable', () => {
    const message = queueTableMessage({
      ...about(viewOf(busy, { names: unknownFact('no-answer') })),
      page: 0,
    });
    expect(words(message)).toContain('Queue 1: ');
    expect(words(message)).toContain('does not answer about the names of the queues: it took too long');
  });

  test('call no queue unknown while names are unavailable and no agent is signed in', () => {
    const view = viewOf(
      { agents: [], names: new Map(), waits: new Map() },
      { names: unknownFact('no-answer') },
    );
    const message = queueTableMessage({ ...about(view), page: 0 });
    expect(words(message)).not.toContain('No queues');
    expect(words(message)).toContain('does not answer about the names of the queues');
    expect(problemsOf(message)).toEqual([]);
  });

  test('have the platform’s count when the floor is unavailable', () => {
    const message = floorMessage(about(viewOf(busy, { snapshot: unknownFact('no-answer') })));
    expect(words(message)).toContain(
      'Signed in: 60. On call: 24. Available: 6. Not ready: 6. Other states: 24.',
    );
    expect(words(message)).toContain('does not answer about who is signed in');
    expect(message.fallback).toBeUndefined();
  });

  test.each([
    ['nothing if it is the same', { signedIn: 60, onCall: 24, available: 6, notReady: 6 }, ''],
    [
      'its figures if it differs',
      { signedIn: 63, onCall: 24, available: 8, notReady: 6 },
      'Platform total differs: 63 signed in, 24 on call, 8 available, 6 not ready',
    ],
  ])('have of the platform’s count %s', (_, totals, expected) => {
    const view = viewOf(busy);
    const given = {
      ...view,
      totals: view.totals.kind === 'known' ? { ...view.totals, value: totals } : view.totals,
    };
    const text = words(floorMessage(about(given)));
    expect(text).toContain(expected);
    expect(text.includes('Platform total')).toBe(expected !== '');
  });

  test.each([
    ['not-measured', "Not measured by this connection: the contact centre's own count"],
    ['no-answer', "does not answer about the contact centre's own count"],
  ] as const)('a count of the platform’s that is %s is said to be that', (kind, expected) => {
    const text = words(floorMessage(about(viewOf(busy, { totals: unknownFact(kind) }))));
    expect(text).toContain(expected);
    expect(text).toContain('available');
  });

  test('have the number of malformed records, which are in no figure', () => {
    const view = viewOf(busy);
    const now =
      view.now.kind === 'known'
        ? { ...view.now, value: { ...view.now.value, malformedRecords: 3 } }
        : view.now;
    for (const message of [
      floorMessage(about({ ...view, now })),
      queueTableMessage({ ...about({ ...view, now }), page: 0 }),
    ])
      expect(words(message)).toContain('3 records unreadable, not counted');
  });

  test('have no agent’s name or id for requesters without the right, and say so', () => {
    const view = viewOf(busy, { agentsRefused: NOT_A_SUPERVISOR });
    const [status, agents] = queueCards(view, 'ephemeral-in-channel', 1);
    for (const message of [
      floorMessage(about(view)),
      queueTableMessage({ ...about(view), page: 0 }),
      status,
      agents,
    ]) {
      expect(JSON.stringify(message)).not.toMatch(/Ana García|Chidi|\b10[0-6]\d\b/);
      expect(JSON.stringify(message)).not.toContain('confirm');
    }
    expect(words(status ?? floorMessage(about(view)))).toContain('Only supervisors can see');
    expect(agents?.text).toContain('Ask one of them: <@U0ADA>');
    expect(JSON.stringify(home(view, { kind: 'known', chosen: [1] }))).not.toMatch(/Ana García|Longest on/);
  });

  test('ask for confirmation before names are shared, not for counts', () => {
    const view = viewOf(busy);
    const [status] = queueCards(view, 'ephemeral-in-channel', 1);
    expect(JSON.stringify(status?.blocks)).toContain('Share names in the channel?');
    expect(JSON.stringify(queueTableMessage({ ...about(view), page: 0 }).blocks)).not.toContain('confirm');
  });

  test('show the chosen queues on App Home, with the breaks and wrap-ups of those queues only', () => {
    const view = viewOf(busy);
    const one = JSON.stringify(home(view, { kind: 'known', chosen: [1] }));
    const other = JSON.stringify(home(view, { kind: 'known', chosen: [2] }));
    expect(one).toContain('"text":"Sales (1)"');
    expect(other).not.toContain('"text":"Sales (1)"');
    expect(one).toContain('in my queues');
    const agentsOf = (page: string) => [...page.matchAll(/"1-170 (\d+) card"/g)].map(([, id]) => id);
    expect(agentsOf(one)).not.toEqual(agentsOf(other));
  });
});
