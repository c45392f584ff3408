import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toAgentId } from '../../src/domain/agent-id.ts';
import type { CounterReading } from '../../src/domain/call-counters.ts';
import { createCallCollector } from '../../src/history/call-collector.ts';
import type { OpenDatabase } from '../../src/history/database.ts';
import { backends, type TestDatabase } from '../support/databases.ts';
import { createHistory, type History } from '../support/history.ts';
import { floorAt, type Part } from '../support/played-floor.ts';

const MIDNIGHT = Date.UTC(2026, 10, 19);
const NINE = MIDNIGHT + 9 * 3_600_000;
const at = (minutes: number) => NINE + minutes * 60_000;
const DAY = { from: MIDNIGHT, to: MIDNIGHT + 24 * 3_600_000 };

function reading(agent: number, minutes: number, answered: number, signedInAt = NINE): CounterReading {
  const agentId = toAgentId(agent);
  if (agentId === undefined) throw new Error(`${agent} is no agent id`);
  const statistics = { answered, placed: 1, talkSeconds: answered * 60 };
  return { agentId, signedInAt, readAt: at(minutes), statistics };
}

for (const backend of backends)
  describe.runIf(backend.here)(`Calls, on ${backend.name}`, () => {
    let database: TestDatabase;
    let open: OpenDatabase;
    let history: History;

    beforeAll(async () => {
      database = await backend.create();
      open = await database.open();
    });
    afterAll(() => database.remove());
    beforeEach(async () => {
      await open.db.deleteFrom('agent_counter').execute();
      await open.db.deleteFrom('call_quarter').execute();
      history = createHistory(open);
    });

    test('are what the counters of all agents grew by', async () => {
      await history.calls.add([reading(1001, 5, 2), reading(1002, 5, 3)], MIDNIGHT);
      await history.calls.add([reading(1001, 20, 4), reading(1002, 20, 8)], MIDNIGHT);
      expect(await history.calls.totals(DAY)).toEqual({
        answered: 12,
        placed: 2,
        talkSeconds: 720,
        atLeast: false,
      });
      const secondQuarter = { from: at(15), to: at(30) };
      expect(await history.calls.totals(secondQuarter)).toMatchObject({ answered: 7, placed: 0 });
    });

    test('are at least so many where a session ended unread', async () => {
      await history.calls.add([reading(1001, 5, 6)], MIDNIGHT);
      await history.calls.add([reading(1001, 50, 1, at(40))], MIDNIGHT);
      expect(await history.calls.totals(DAY)).toMatchObject({ answered: 7, atLeast: true });
      // The tail that was lost lies after 9:05; later quarters are whole.
      expect(await history.calls.totals({ from: at(45), to: at(60) })).toMatchObject({
        answered: 1,
        atLeast: false,
      });
    });

    test('do not count twice when a reading is added twice', async () => {
      await history.calls.add([reading(1001, 5, 6)], MIDNIGHT);
      await history.calls.add([reading(1001, 5, 6)], MIDNIGHT);
      expect(await history.calls.totals(DAY)).toMatchObject({ answered: 6, atLeast: false });
    });

    test('are not known, rather than none, where no counter was read', async () => {
      expect(await history.calls.totals(DAY)).toBeNull();
    });

    test('of ten thousand agents are added in one go', async () => {
      const everyone = Array.from({ length: 10_000 }, (_, index) => reading(1001 + index, 5, 1));
      await history.calls.add(everyone, MIDNIGHT);
      expect(await history.calls.totals(DAY)).toMatchObject({ answered: 10_000 });
    });

    test('are read from everyone on the floor, every five minutes at the most', async () => {
      const parts: Part[] = [1001, 1002].map((id) => ({ id, queues: [1], states: [[at(-1), 'idle']] }));
      const asked: number[][] = [];
      const collect = createCallCollector({
        calls: history.calls,
        zone: 'UTC',
        readCounters: async (agentIds) => {
          asked.push([...agentIds]);
          const statistics = { answered: asked.length * 3, placed: 0, talkSeconds: 0 };
          return new Map(
            agentIds.slice(0, 1).map((id) => [id, { statistics, readAt: at(asked.length * 6) }]),
          );
        },
      });
      for (let minutes = 0; minutes < 12; minutes += 0.5) {
        await collect({ snapshot: floorAt(parts, at(minutes)), takenAt: at(minutes) });
      }
      expect(asked).toEqual([
        [1001, 1002],
        [1001, 1002],
        [1001, 1002],
      ]);
      // Nobody knows since when the first reading counts; the next two added 3 each.
      expect(await history.calls.totals(DAY)).toMatchObject({ answered: 6, atLeast: true });
    });

    test('leave agents’ counters behind after two weeks, and totals after thirteen months', async () => {
      await history.calls.add([reading(1001, 5, 2)], MIDNIGHT);
      expect(await history.calls.removeCountersBefore(at(5))).toBe(0);
      expect(await history.calls.removeCountersBefore(at(6))).toBe(1);
      expect(await history.calls.removeQuartersBefore(at(0))).toBe(0);
      expect(await history.calls.removeQuartersBefore(at(1))).toBe(1);
    });
  });
