import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AgentState } from '../../../../src/domain/floor/agent-state.ts';
import {
  countStates,
  isClosed,
  longestFirst,
  needsAttention,
  occupancyNow,
  type QueueBacklog,
  type QueueStatus,
  queueStatuses,
  signedInOf,
  spareCapacity,
} from '../../../../src/domain/floor/queue-status.ts';
import type { AgentOnFloor, QueueId } from '../../../../src/domain/floor/snapshot.ts';
import { SIGNED_IN_STATES } from '../../../support/floors/agent-cards.ts';
import { floor, person } from '../../../support/peers/scripted-ports.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

function look(
  people: readonly AgentOnFloor[],
  waits: Record<QueueId, QueueBacklog> = {},
  names: QueueId[] = [],
) {
  return queueStatuses({
    snapshot: floor(...people),
    names: new Map(names.map((id) => [id, `Queue ${id}`])),
    waits: new Map(Object.entries(waits).map(([id, wait]) => [Number(id), wait])),
  });
}

const only = (statuses: readonly QueueStatus[]): QueueStatus => {
  const [status] = statuses;
  if (status === undefined || statuses.length > 1) throw new Error(`${statuses.length} queues`);
  return status;
};
const calls = (count: number, longestSeconds = 0): QueueBacklog => ({ calls: count, longestSeconds });

describe('a queue', () => {
  test('counts its agents by state, each once, however many queues they serve', () => {
    const status = only(
      look([
        person(101, 'available', [3]),
        person(102, 'on-call', [3]),
        person(103, 'on-call', [3]),
        person(104, 'on-break', [3]),
      ]),
    );
    expect(Object.fromEntries(status.counts)).toEqual({ available: 1, 'on-call': 2, 'on-break': 1 });
    expect(status).toMatchObject({
      signedIn: 4,
      staffed: 3,
      available: 1,
      dedicatedAvailable: 1,
      wait: null,
      name: null,
    });
  });

  test('with unknown agents has no issue for that, and differs from an empty one', () => {
    const read = { ...floor(person(101, 'available', [1])), queuesRead: new Set([1, 2]) };
    const statuses = queueStatuses({
      snapshot: read,
      names: new Map([1, 2, 3, 4].map((id) => [id, `Queue ${id}`])),
      waits: new Map([[4, calls(2)]]),
    });
    const issues = Object.fromEntries(
      statuses.map((queue) => [queue.id, [isClosed(queue), ...queue.issues]]),
    );
    expect(issues).toMatchObject({ 2: [true], 3: [false], 4: [false, 'calls-waiting'] });
  });

  test('does not count an agent as dedicated who is available for another queue too', () => {
    const statuses = look([person(101, 'available', [1, 2]), person(102, 'available', [1])]);
    expect(
      statuses.map(({ id, available, dedicatedAvailable }) => [id, available, dedicatedAvailable]),
    ).toEqual([
      [2, 1, 0],
      [1, 2, 1],
    ]);
  });

  test('exists if it has a name, agents or calls waiting, and only then', () => {
    expect(
      look([person(101, 'not-ready', [7])], { 9: calls(1) }, [5])
        .map(({ id }) => id)
        .toSorted((left, right) => left - right),
    ).toEqual([5, 7, 9]);
    expect(look([])).toEqual([]);
  });

  test('excludes agents who are listed as signed out', () => {
    const status = only(look([person(101, 'signed-out', [1]), person(102, 'available', [1])]));
    expect(status.agents.map(({ id }) => id)).toEqual([102]);
  });

  test.each<[string, AgentState[], QueueBacklog | null, string[], boolean]>([
    ['no agents, no calls waiting', [], null, [], false],
    ['no agents, calls waiting', [], calls(1), ['no-agent-signed-in', 'calls-waiting'], true],
    ['all agents busy with calls', ['on-call', 'ringing'], null, ['no-agent-available'], true],
    ['all agents away', ['on-break', 'not-ready', 'training'], calls(0), ['no-agent-available'], true],
    ['one idle agent and no other', ['available'], null, ['one-agent-left'], true],
    [
      'one at work, the others away',
      ['on-call', 'on-break'],
      null,
      ['no-agent-available', 'one-agent-left'],
      true,
    ],
    ['callers waiting although someone is idle', ['available', 'on-call'], calls(2), ['calls-waiting'], true],
    ['available agents, no calls waiting', ['available', 'on-call'], calls(0), [], false],
    [
      'an unknown state does not count as at work',
      ['available', 'other(42)'],
      null,
      ['one-agent-left'],
      true,
    ],
  ])('with %s', (_, states, wait, issues, bad) => {
    const people = states.map((state, index) => person(101 + index, state, [1]));
    const status = only(look(people, wait === null ? {} : { 1: wait }, [1]));
    expect(status.issues).toEqual(issues);
    expect(needsAttention(status)).toBe(bad);
  });
});

describe('the order of queues', () => {
  test('is: no agents and calls waiting, no one available, calls waiting, one available, then the others', () => {
    const people = [
      person(101, 'available', [1]),
      person(102, 'available', [1]),
      person(103, 'available', [2]),
      person(104, 'available', [3]),
      person(105, 'on-call', [3]),
      person(106, 'on-call', [4]),
      person(107, 'on-call', [4]),
    ];
    const statuses = look(people, { 3: calls(2, 30), 5: calls(1, 5) }, [6]);
    expect(statuses.map(({ id }) => id)).toEqual([5, 4, 3, 2, 6, 1]);
  });

  test('among equals is: more calls waiting, the longer wait, fewer available agents, the lower number', () => {
    const busy = (id: number) => person(100 + id, 'on-call', [id]);
    const waits = { 1: calls(1, 10), 2: calls(3, 5), 3: calls(1, 90), 4: calls(1, 10) };
    expect(look([1, 2, 3, 4].map(busy), waits).map(({ id }) => id)).toEqual([2, 3, 1, 4]);
  });
});

const anyState = fc.constantFrom<AgentState>(...SIGNED_IN_STATES, 'signed-out', 'other(3)');
const anyPeople = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 101, max: 400 }),
      state: anyState,
      queues: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 8 }),
      seconds: fc.option(fc.nat()),
    }),
    { selector: ({ id }) => id, maxLength: 60 },
  )
  .map((rows) =>
    rows.map(({ id, state, queues, seconds }) => ({ ...person(id, state, queues), secondsInState: seconds })),
  );

describe('any floor', () => {
  test('has in each queue exactly that queue’s agents', async () => {
    await checkProperty(
      fc.property(anyPeople, (people) => {
        for (const status of look(people)) {
          const own = people.filter(
            ({ state, queues }) => state !== 'signed-out' && queues?.includes(status.id),
          );
          expect(new Set(status.agents.map(({ id }) => id))).toEqual(new Set(own.map(({ id }) => id)));
          expect([...status.counts.values()].reduce((sum, count) => sum + count, 0)).toBe(own.length);
          expect(status.agents).toEqual(longestFirst(own));
          expect(status.dedicatedAvailable).toBeLessThanOrEqual(status.available);
        }
      }),
    );
  });

  test('counts available agents once, and in the queues once per served queue', async () => {
    await checkProperty(
      fc.property(anyPeople, (people) => {
        const { people: once, counted } = spareCapacity(people);
        expect(counted).toBe(look(people).reduce((sum, { available }) => sum + available, 0));
        expect(once).toBeLessThanOrEqual(counted);
      }),
    );
  });

  test('has as occupancy the share of agents who handle a call among those and the available ones', async () => {
    await checkProperty(
      fc.property(anyPeople, (people) => {
        const load = occupancyNow(countStates(people));
        const idle = people.filter(({ state }) => state === 'available').length;
        const handling = people.filter(({ state }) =>
          ['ringing', 'on-call', 'wrap-up'].includes(state),
        ).length;
        expect(load).toBe(idle + handling === 0 ? null : handling / (idle + handling));
      }),
    );
  });

  test('lists agents with an unknown time in state last', () => {
    const people = [
      person(103),
      { ...person(101), secondsInState: null },
      { ...person(102), secondsInState: 0 },
    ];
    expect(longestFirst(people).map(({ id }) => id)).toEqual([103, 102, 101]);
    expect(signedInOf(floor(...people))).toHaveLength(3);
  });
});
