import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOnlineAgents } from '../../../../src/contact-center/gateway/online-agents.ts';
import { countStates, signedInOf } from '../../../../src/domain/floor/queue-status.ts';
import type { Snapshot } from '../../../../src/domain/floor/snapshot.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

const BOT = 999;
/** An instant a quarter of an hour after the sign-ins of the vendor's example. */
const NOW = 1_616_511_600_000;

/** A row as in the vendor's example of page 0416: numbers as texts, unused fields present. */
function row(workno: unknown, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    workno,
    name: 'liukai011',
    status: '4',
    ctiStatus: '1',
    groupid: 0,
    groupname: null,
    skilllist: [],
    mediatype: 'TFF',
    vdnid: 214,
    phonenumber: '88880026',
    currentstatetime: 527,
    logindate: 1_616_510_142_000,
    callids: [],
    inMultimediaConf: 0,
    currentStateReason: 0,
    ...fields,
  };
}

function queue(skillId: unknown, agent: unknown): Record<string, unknown> {
  return { skillId, agent, skillMediaType: 5 };
}

function read(result: unknown): Snapshot {
  const snapshot = readOnlineAgents(result, BOT, NOW);
  if (snapshot === undefined) throw new Error('not a list');
  return snapshot;
}

function agent(snapshot: Snapshot, id: number) {
  return [...snapshot.agents.values()].find((each) => each.id === id);
}

describe('the agents of all queues', () => {
  test('of the vendor’s example are two agents, one of them in two queues', () => {
    const second = row('2007', {
      name: '',
      mediatype: 'TTF',
      currentstatetime: 28,
      logindate: 1_616_510_634_000,
    });
    const snapshot = read([queue(1, [row('2005'), second]), queue(2, [second])]);
    expect(snapshot).toEqual({
      agents: new Map([
        [
          2005,
          {
            id: 2005,
            name: 'liukai011',
            state: 'available',
            secondsInState: 527,
            reason: null,
            signedInAt: 1_616_510_142_000,
            queues: [1],
          },
        ],
        [
          2007,
          {
            id: 2007,
            name: null,
            state: 'available',
            secondsInState: 28,
            reason: null,
            signedInAt: 1_616_510_634_000,
            queues: [1, 2],
          },
        ],
      ]),
      queues: new Map([
        [1, [2005, 2007]],
        [2, [2007]],
      ]),
      malformedRecords: 0,
    });
  });

  test('never have telephone numbers', () => {
    const snapshot = read([queue(1, [row('2005', { phonenumber: '13800138000' })])]);
    expect(JSON.stringify([...snapshot.agents.values()])).not.toContain('13800138000');
  });

  test('are counted once per queue, however often a row repeats, and their queues are in order', () => {
    const snapshot = read([
      queue(3, [row(2005), row('2005')]),
      queue('1', [row(2005)]),
      queue(3, [row(2005)]),
    ]);
    expect(agent(snapshot, 2005)?.queues).toEqual([1, 3]);
    expect(snapshot.queues).toEqual(
      new Map([
        [3, [2005]],
        [1, [2005]],
      ]),
    );
    expect(countStates(signedInOf(snapshot))).toEqual(new Map([['available', 1]]));
  });

  test('exclude the bot’s own agent, and no other', () => {
    const snapshot = read([queue(1, [row(String(BOT)), row('2005')])]);
    expect([...snapshot.agents.keys()]).toEqual([2005]);
    expect(snapshot.queues.get(1)).toEqual([2005]);
    expect(snapshot.malformedRecords).toBe(0);
  });

  test.for([
    [null, 'null'],
    [undefined, 'nothing'],
    [[], 'an empty list'],
  ] as const)('are nobody where the gateway sends %o (%s)', ([result]) => {
    expect(read(result)).toEqual({ agents: new Map(), queues: new Map(), malformedRecords: 0 });
  });

  test.for([{ agent: [] }, 'none', 3, true])('are not read from %o', (result) => {
    expect(readOnlineAgents(result, BOT, NOW)).toBeUndefined();
  });

  test.for([
    ['a row that is no record', 'x'],
    ['a row without an id', row(undefined)],
    ['an empty id', row('')],
    ['an id out of range', row('100')],
    ['an id of a million', row(1_000_000)],
    ['an id with a fraction', row(2005.5)],
    ['a negative id', row(-2005)],
    ['null', null],
  ] as const)('count %s as unreadable and lose nobody else for it', ([, bad]) => {
    const snapshot = read([queue(1, [row('2005'), bad, row('2007')])]);
    expect([...snapshot.agents.keys()]).toEqual([2005, 2007]);
    expect(snapshot.malformedRecords).toBe(1);
  });

  test.for([
    ['a queue without a number', queue(undefined, [row('2009')])],
    ['a queue with a negative number', queue(-3, [row('2009')])],
    ['a queue whose agents are no list', queue(2, 'none')],
    ['a queue that is a text', 'queue'],
  ] as const)('count %s as unreadable as well', ([, bad]) => {
    const snapshot = read([queue(1, [row('2005')]), bad]);
    expect([...snapshot.agents.keys()]).toEqual([2005]);
    expect(snapshot.malformedRecords).toBe(1);
  });

  test.for([
    [{ ctiStatus: 5 }, { state: 'on-call' }],
    [{ ctiStatus: '4', status: 7 }, { state: 'ringing' }],
    [{ ctiStatus: null, status: '7' }, { state: 'on-call' }],
    [{ ctiStatus: '', status: 8 }, { state: 'on-break' }],
    [{ ctiStatus: 10 }, { state: 'other(10)' }],
    [{ ctiStatus: 'not-ready', status: 99 }, { state: 'other(99)' }],
    [{ ctiStatus: null, status: null }, { state: 'other(-1)' }],
    [{ name: null }, { name: null }],
    [{ name: '  ' }, { name: null }],
    [{ name: ' Liu Kai ' }, { name: 'Liu Kai' }],
    [{ name: 7 }, { name: null }],
    [{ currentstatetime: '12' }, { secondsInState: 12 }],
    [{ currentstatetime: 0 }, { secondsInState: 0 }],
    [{ currentstatetime: -5 }, { secondsInState: null }],
    [{ currentstatetime: Number.POSITIVE_INFINITY }, { secondsInState: null }],
    [{ currentstatetime: undefined }, { secondsInState: null }],
    [{ logindate: 0 }, { signedInAt: null }],
    [{ logindate: '1616510142000' }, { signedInAt: 1_616_510_142_000 }],
    [{ currentStateReason: '210' }, { reason: 210 }],
    [{ currentStateReason: 0 }, { reason: null }],
  ] as const)('take %o as %o', ([sent, expected]) => {
    expect(agent(read([queue(1, [row('2005', sent)])]), 2005)).toMatchObject(expected);
  });

  test('are ten thousand in fifty queues, each once', () => {
    const queues = Array.from({ length: 50 }, (_, index) =>
      queue(
        index + 1,
        Array.from({ length: 400 }, (_row, place) => row(String(1_000 + ((index * 200 + place) % 10_000)))),
      ),
    );
    const snapshot = read(queues);
    expect(snapshot.agents.size).toBe(10_000);
    expect(snapshot.malformedRecords).toBe(0);
    expect([...snapshot.agents.values()].every(({ queues: served }) => served?.length === 2)).toBe(true);
  });

  test('agree with the queues, whatever the gateway sends', async () => {
    const id = fc.oneof(fc.integer({ min: 95, max: 120 }), fc.constant('x'), fc.constant(null));
    const lists = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.array(id)));
    await checkProperty(
      fc.property(lists, (sent) => {
        const snapshot = read(
          sent.map(([skillId, ids]) =>
            queue(
              skillId,
              ids.map((each) => row(each)),
            ),
          ),
        );
        const rows = sent.flatMap(([, ids]) => ids);
        const malformedRecords = rows.filter((each) => typeof each !== 'number' || each < 101);
        expect(snapshot.malformedRecords).toBe(malformedRecords.length);
        for (const [queueId, members] of snapshot.queues) {
          expect(new Set(members).size).toBe(members.length);
          for (const member of members) expect(snapshot.agents.get(member)?.queues).toContain(queueId);
        }
        for (const { id: each, queues } of snapshot.agents.values()) {
          for (const queueId of queues ?? []) expect(snapshot.queues.get(queueId)).toContain(each);
        }
      }),
    );
  });
});
