import { expect, test } from 'vitest';
import { toAgentId } from '../../../src/domain/agent-id.ts';
import { type CounterReading, increaseOf } from '../../../src/domain/call-counters.ts';

const MIDNIGHT = Date.UTC(2026, 10, 19);
const EIGHT = MIDNIGHT + 8 * 3_600_000;
const agentId = toAgentId(1099) ?? expect.fail();

function reading(minutes: number, answered: number, over: Partial<CounterReading> = {}): CounterReading {
  const statistics = { answered, placed: answered * 2, talkSeconds: answered * 100 };
  return { agentId, signedInAt: EIGHT, readAt: EIGHT + minutes * 60_000, statistics, ...over };
}

const grown = (answered: number) => ({ answered, placed: answered * 2, talkSeconds: answered * 100 });

test.for<[string, CounterReading, CounterReading | null, object]>([
  ['grew by the difference', reading(10, 7), reading(5, 4), { ...grown(3), lostFrom: null }],
  ['did not grow', reading(10, 4), reading(5, 4), { ...grown(0), lostFrom: null }],
  [
    'began anew: what they show is new, and what came after the last reading is lost',
    reading(60, 2, { signedInAt: EIGHT + 50 * 60_000 }),
    reading(5, 4),
    { ...grown(2), lostFrom: EIGHT + 5 * 60_000 },
  ],
  [
    'began anew at midnight though nobody signed in',
    reading(60 * 17, 1),
    reading(60 * 15, 40),
    { ...grown(1), lostFrom: EIGHT + 15 * 3_600_000 },
  ],
  [
    'are of the day or of a new session, and the documents do not say which: the least that both allow',
    reading(60, 6, { signedInAt: EIGHT + 50 * 60_000 }),
    reading(5, 4),
    { ...grown(2), lostFrom: EIGHT + 5 * 60_000 },
  ],
  [
    'are read for the first time, all of them from today',
    reading(5, 4),
    null,
    { ...grown(4), lostFrom: null },
  ],
  [
    'are read for the first time, and may be from yesterday',
    reading(5, 4, { signedInAt: MIDNIGHT - 1 }),
    null,
    { ...grown(0), lostFrom: EIGHT + 5 * 60_000 },
  ],
  [
    'are read for the first time, nobody knows since when they count',
    reading(5, 4, { signedInAt: null }),
    null,
    { ...grown(0), lostFrom: EIGHT + 5 * 60_000 },
  ],
  ['come a second time', reading(5, 4), reading(5, 4), { ...grown(0), lostFrom: null }],
  ['come late', reading(5, 4), reading(10, 9), { ...grown(0), lostFrom: null }],
])('Counters that %s', ([, now, before, increase]) => {
  expect(increaseOf(now, before, MIDNIGHT)).toEqual(increase);
});
