import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toAgentId } from '../../src/domain/floor/agent-id.ts';
import type { CounterReading } from '../../src/domain/floor/call-counters.ts';
import { createCallCollector } from '../../src/history/call-collector.ts';
import type { AppDatabase } from '../../src/storage/database.ts';
import { createHistory, type History } from '../support/floors/history.ts';
import { floorAt, type Part } from '../support/floors/played-floor.ts';
import { backends, type TestDatabase } from '../support/peers/databases.ts';

const MIDNIGHT = Date.UTC(2026, 10, 19);
const NINE = MIDNIGHT + 9 * 3_600_000;
const at = (minutes: number) => NINE + minutes * 60_000;
const DAY = { from: MIDNIGHT, to: MIDNIGHT + 24 * 3_600_000 };
const until = (minutes: number) => ({ from: MIDNIGHT, to: at(minutes) });

function reading(agent: number, minutes: number, answered: number, isSignedIn = true): CounterReading {
  const agentId = toAgentId(agent);
  if (agentId === undefined) throw new Error(`${agent} is no agent id`);
  const statistics = { answered, outbound: 1, talkSeconds: answered * 60 };
  return { agentId, isSignedIn, readAt: at(minutes), statistics };
}

for (const backend of backends)
  describe.runIf(backend.here)(`Calls, on ${backend.name}`, () => {
    let database: TestDatabase;
    let open: AppDatabase;
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

    test('are the increase of all agents’ counters', async () => {
      await history.calls.add([reading(1001, 5, 2), reading(1002, 5, 3)], MIDNIGHT);
      await history.calls.add([reading(1001, 20, 4), reading(1002, 20, 8)], MIDNIGHT);
      expect(await history.calls.totals(until(30))).toEqual({
        answered: 12,
        outbound: 2,
        talkSeconds: 720,
        atLeast: false,
      });
      const secondQuarter = { from: at(15), to: at(30) };
      expect(await history.calls.totals(secondQuarter)).toMatchObject({ answered: 7, outbound: 0 });
    });

    test('are a minimum if counters were reset before they were last read', async () => {
      await history.calls.add([reading(1001, 5, 6)], MIDNIGHT);
      await history.calls.add([reading(1001, 50, 1)], MIDNIGHT);
      expect(await history.calls.totals(until(60))).toMatchObject({ answered: 7, atLeast: true });
      // The lost counters are of the time after 9:05; later quarters are complete.
      expect(await history.calls.totals({ from: at(45), to: at(60) })).toMatchObject({
        answered: 1,
        atLeast: false,
      });
    });

    test('are a minimum while an agent’s counters are no longer read', async () => {
      await history.calls.add([reading(1001, 5, 6), reading(1002, 5, 2)], MIDNIGHT);
      await history.calls.add([reading(1001, 30, 7)], MIDNIGHT);
      expect(await history.calls.totals(until(15))).toMatchObject({ answered: 8, atLeast: false });
      expect(await history.calls.totals(until(35))).toMatchObject({ answered: 9, atLeast: true });
      // These readings were only late.
      await history.calls.add([reading(1001, 35, 7), reading(1002, 35, 5, false)], MIDNIGHT);
      expect(await history.calls.totals(until(40))).toMatchObject({ answered: 12, atLeast: false });
    });

    test('count from midnight, whatever was read on the day before', async () => {
      const nextDay = { from: DAY.to, to: DAY.to + 24 * 3_600_000 };
      const tomorrow = (minutes: number) => minutes + 24 * 60;
      await history.calls.add([reading(1001, 5, 3), reading(1002, 5, 3, false)], MIDNIGHT);
      await history.calls.add(
        [reading(1001, tomorrow(300), 30), reading(1002, tomorrow(300), 1)],
        nextDay.from,
      );
      expect(await history.calls.totals({ from: nextDay.from, to: at(tomorrow(305)) })).toMatchObject({
        answered: 31,
        atLeast: false,
      });
      // Agent 1001 was still signed in at the last reading.
      expect(await history.calls.totals(DAY)).toMatchObject({ answered: 6, atLeast: true });
    });

    test('leave the calls before a late reset to the day before', async () => {
      // Midnight in the contact centre's zone is at 900 minutes; the counters restart an hour later.
      const midnight = at(900);
      const after = (minutes: number) => 900 + minutes;
      const today = { from: midnight, to: at(after(240)) };
      await history.calls.add([reading(1001, after(-5), 37), reading(1002, after(-5), 12)], MIDNIGHT);
      await history.calls.add([reading(1001, after(11), 37), reading(1002, after(11), 12)], midnight);
      expect(await history.calls.totals(today)).toMatchObject({ answered: 0 });
      await history.calls.add([reading(1001, after(30), 38), reading(1002, after(30), 12)], midnight);
      expect(await history.calls.totals(today)).toMatchObject({ answered: 1 });
      await history.calls.add([reading(1001, after(65), 2), reading(1002, after(65), 0)], midnight);
      expect(await history.calls.totals(today)).toMatchObject({ answered: 3, atLeast: true });
    });

    test('of an agent who returns wait until a reset shows, and are then complete', async () => {
      const next = (minutes: number) => minutes + 24 * 60;
      const midnight = MIDNIGHT + 24 * 3_600_000;
      const today = { from: midnight, to: at(next(120)) };
      await history.calls.add([reading(1001, 470, 2, false), reading(1002, 480, 30, false)], MIDNIGHT);
      await history.calls.add([reading(1001, next(0), 3)], midnight);
      expect(await history.calls.totals(today)).toMatchObject({ answered: 0, atLeast: true });
      await history.calls.add([reading(1001, next(5), 4), reading(1002, next(5), 1)], midnight);
      expect(await history.calls.totals(today)).toMatchObject({ answered: 5 });
    });

    test('count once when a reading is added twice', async () => {
      await history.calls.add([reading(1001, 5, 6)], MIDNIGHT);
      await history.calls.add([reading(1001, 5, 6)], MIDNIGHT);
      expect(await history.calls.totals(until(15))).toMatchObject({ answered: 6, atLeast: false });
    });

    test('are unknown, rather than zero, if no counter was read', async () => {
      expect(await history.calls.totals(DAY)).toBeNull();
    });

    test('of ten thousand agents are added in one statement', async () => {
      const everyone = Array.from({ length: 10_000 }, (_, index) => reading(1001 + index, 5, 1));
      await history.calls.add(everyone, MIDNIGHT);
      expect(await history.calls.totals(DAY)).toMatchObject({ answered: 10_000 });
    });

    test('are read from all agents on the floor, at most every five minutes', async () => {
      const parts: Part[] = [1001, 1002].map((id) => ({ id, queues: [1], states: [[at(-1), 'available']] }));
      const asked: number[][] = [];
      const collect = createCallCollector({
        calls: history.calls,
        zone: 'UTC',
        readCounters: async (agentIds) => {
          asked.push([...agentIds]);
          const statistics = { answered: asked.length * 3, outbound: 0, talkSeconds: 0 };
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
      expect(await history.calls.totals(until(30))).toMatchObject({ answered: 9, atLeast: false });
    });

    describe('of agents who leave', () => {
      /**
       * Plays a day: 1001 stays; 1002 takes calls until 9:03 and leaves at 9:07. The counters are read every minute
       * until 10:00.
       */
      async function playLeaving(tellsOfGone: boolean): Promise<number[][]> {
        const parts: Part[] = [
          { id: 1001, queues: [1], states: [[at(-10), 'available']] },
          {
            id: 1002,
            queues: [1],
            states: [
              [at(-10), 'available'],
              [at(7), 'signed-out'],
            ],
          },
        ];
        const asked: number[][] = [];
        const collect = createCallCollector({
          calls: history.calls,
          zone: 'UTC',
          readCounters: async (agentIds) => {
            const minutes = asked.length * 5;
            asked.push([...agentIds]);
            const told = agentIds.filter((id) => id === 1001 || minutes < 7 || tellsOfGone);
            // Counters are settled five minutes later: the last call shows only in readings after 9:09.
            const answered = minutes < 9 ? 4 : 5;
            const statistics = { answered, outbound: 0, talkSeconds: 0 };
            return new Map(told.map((id) => [id, { statistics, readAt: at(minutes) }]));
          },
        });
        for (let minutes = 0; minutes < 60; minutes += 1) {
          await collect({ snapshot: floorAt(parts, at(minutes)), takenAt: at(minutes) });
        }
        return asked;
      }

      test('are read again when the platform has settled them', async () => {
        const asked = await playLeaving(true);
        expect(asked.map((ids) => ids.includes(1002))).toEqual([
          true,
          true,
          false,
          false,
          true,
          ...Array.from({ length: 7 }, () => false),
        ]);
        expect(await history.calls.totals(until(60))).toMatchObject({ answered: 10, atLeast: false });
      });

      test('are a minimum if the platform has nothing about them, and reading stops', async () => {
        const asked = await playLeaving(false);
        expect(asked.filter((ids) => ids.includes(1002)).length).toBeLessThan(9);
        expect(asked.at(-1)).toEqual([1001]);
        expect(await history.calls.totals(until(60))).toMatchObject({ answered: 9, atLeast: true });
      });
    });

    test('are not read just after midnight, while counters may be those of the day before', async () => {
      const parts: Part[] = [{ id: 1001, queues: [1], states: [[MIDNIGHT - 1, 'available']] }];
      const asked: number[] = [];
      const collect = createCallCollector({
        calls: history.calls,
        zone: 'UTC',
        readCounters: (agentIds) => {
          asked.push(agentIds.length);
          return Promise.resolve(new Map());
        },
      });
      for (const minutes of [0, 5, 9.5]) {
        const takenAt = MIDNIGHT + minutes * 60_000;
        await collect({ snapshot: floorAt(parts, takenAt), takenAt });
      }
      expect(asked).toEqual([]);
      const takenAt = MIDNIGHT + 10 * 60_000;
      await collect({ snapshot: floorAt(parts, takenAt), takenAt });
      expect(asked).toEqual([1]);
    });

    test('keep agents’ counters for two weeks, and totals for thirteen months', async () => {
      await history.calls.add([reading(1001, 5, 2)], MIDNIGHT);
      expect(await history.calls.removeCountersBefore(at(5))).toBe(0);
      expect(await history.calls.removeCountersBefore(at(6))).toBe(1);
      expect(await history.calls.removeQuartersBefore(at(0))).toBe(0);
      expect(await history.calls.removeQuartersBefore(at(1))).toBe(1);
    });
  });
