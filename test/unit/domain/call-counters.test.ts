import { expect, test } from 'vitest';
import { toAgentId } from '../../../src/domain/agent-id.ts';
import { type CounterReading, increaseOf } from '../../../src/domain/call-counters.ts';

const MIDNIGHT = Date.UTC(2026, 10, 19);
const EIGHT = MIDNIGHT + 8 * 3_600_000;
const agentId = toAgentId(1099) ?? expect.fail();

function reading(minutes: number, answered: number, over: Partial<CounterReading> = {}): CounterReading {
  const statistics = { answered, placed: answered * 2, talkSeconds: answered * 100 };
  return { agentId, isSignedIn: true, readAt: EIGHT + minutes * 60_000, statistics, ...over };
}

const midnightBefore = (at: number) => at - ((at - MIDNIGHT) % (24 * 3_600_000));
const grown = (answered: number) => ({ answered, placed: answered * 2, talkSeconds: answered * 100 });

test.for<[string, CounterReading, CounterReading | null, object]>([
  ['grew by the difference', reading(10, 7), reading(5, 4), { ...grown(3), lostFrom: null }],
  ['did not grow', reading(10, 4), reading(5, 4), { ...grown(0), lostFrom: null }],
  [
    'began anew: what they show is new, and what came after the last reading is lost',
    reading(60, 2),
    reading(5, 4),
    { ...grown(2), lostFrom: EIGHT + 5 * 60_000 },
  ],
  [
    'began anew after the agent had left: nothing is lost',
    reading(60, 2),
    reading(5, 4, { isSignedIn: false }),
    { ...grown(2), lostFrom: null },
  ],
  [
    'began anew at midnight, and show more than the day before: all of it is of today',
    reading(60 * 17, 50),
    reading(60 * 15, 40),
    { ...grown(50), lostFrom: EIGHT + 15 * 3_600_000 },
  ],
  [
    'began anew at midnight, after an agent who had left',
    reading(60 * 24, 3),
    reading(60 * 15, 40, { isSignedIn: false }),
    { ...grown(3), lostFrom: null },
  ],
  [
    'are read for the first time: all of them from today',
    reading(5, 4),
    null,
    { ...grown(4), lostFrom: null },
  ],
  ['come a second time', reading(5, 4), reading(5, 4), { ...grown(0), lostFrom: null }],
  ['come late', reading(5, 4), reading(10, 9), { ...grown(0), lostFrom: null }],
])('Counters that %s', ([, now, before, increase]) => {
  expect(increaseOf(now, before, midnightBefore(now.readAt))).toEqual(increase);
});
