import { expect, test } from 'vitest';
import { toAgentId } from '../../../../src/domain/floor/agent-id.ts';
import { type CounterReading, increaseOf, resetSeenIn } from '../../../../src/domain/floor/call-counters.ts';

const MIDNIGHT = Date.UTC(2026, 10, 19);
const EIGHT = MIDNIGHT + 8 * 3_600_000;
const TOMORROW = MIDNIGHT + 24 * 3_600_000;
const agentId = toAgentId(1099) ?? expect.fail();

function reading(minutes: number, answered: number, over: Partial<CounterReading> = {}): CounterReading {
  const statistics = { answered, outbound: answered * 2, talkSeconds: answered * 100 };
  return { agentId, isSignedIn: true, readAt: EIGHT + minutes * 60_000, statistics, ...over };
}

const midnightBefore = (at: number) => at - ((at - MIDNIGHT) % (24 * 3_600_000));
const grown = (answered: number) => ({ answered, outbound: answered * 2, talkSeconds: answered * 100 });

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
    'show more than the day before, after a gap in which they may have begun anew: nothing yet',
    reading(60 * 17, 50),
    reading(60 * 15, 40),
    { ...grown(0), lostFrom: TOMORROW, isOpen: true },
  ],
  [
    'did not begin anew at midnight: nothing of the day before is of today',
    reading(60 * 16 + 11, 37),
    reading(60 * 16 - 4, 37),
    { ...grown(0), lostFrom: null },
  ],
  [
    'grew after midnight and did not begin anew: the difference',
    reading(60 * 16 + 30, 38),
    reading(60 * 16 + 25, 37),
    { ...grown(1), lostFrom: null },
  ],
  [
    'began anew before midnight: only what is new',
    reading(60 * 16 + 11, 2),
    reading(60 * 16 - 4, 1),
    { ...grown(1), lostFrom: null },
  ],
  [
    'were not read for more than a day: all of them are of the new one',
    reading(60 * 49, 40),
    reading(60 * 8, 37, { isSignedIn: false }),
    { ...grown(40), lostFrom: null },
  ],
  [
    'were not read for a day, just after midnight: they may be of the day that was missed',
    reading(60 * 40 + 11, 20),
    reading(60 * 8, 37),
    { ...grown(0), lostFrom: TOMORROW + 24 * 3_600_000, isOpen: true },
  ],
  [
    'are read for the first time just after midnight: they may be of the day before',
    reading(60 * 16 + 11, 37),
    null,
    { ...grown(0), lostFrom: TOMORROW },
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
  const midnight = midnightBefore(now.readAt);
  expect(increaseOf(now, before, { midnight, resetAfter: null })).toEqual(increase);
});

test('Counters that were reset according to others are entirely new', () => {
  const now = reading(60 * 24, 50);
  const before = reading(60 * 15, 40, { isSignedIn: false });
  const knows = (resetAfter: number) => ({ midnight: TOMORROW, resetAfter });
  expect(increaseOf(now, before, knows(before.readAt))).toEqual({ ...grown(50), lostFrom: null });
  // Both readings are after a reset.
  expect(increaseOf(now, before, knows(before.readAt - 1))).toMatchObject({ isOpen: true });
});

test('A reset is recognised if the counters of most agents are lower than before', () => {
  const pair = (minutes: number, then: number, now: number) => ({
    before: reading(minutes, then),
    reading: reading(60 * 24, now),
  });
  expect(resetSeenIn([])).toBeNull();
  expect(resetSeenIn([pair(5, 4, 4), pair(5, 4, 5), pair(5, 0, 1)])).toBeNull();
  expect(resetSeenIn([pair(5, 4, 1), pair(7, 4, 0), pair(6, 2, 3)])).toBe(EIGHT + 7 * 60_000);
  // One agent of three signed in again.
  expect(resetSeenIn([pair(5, 4, 1), pair(5, 4, 4), pair(5, 2, 3)])).toBeNull();
  // Pairs whose earlier reading is newer do not count.
  expect(resetSeenIn([pair(5, 4, 1), pair(60 * 23, 4, 4), pair(60 * 23, 2, 3)])).toBe(EIGHT + 5 * 60_000);
});
