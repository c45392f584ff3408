import { expect, test } from 'vitest';
import { addTotals, NO_AGENTS } from '../../../../src/domain/floor/floor-totals.ts';

test('totals add up figure by figure, starting from zero', () => {
  const left = { signedIn: 10, onCall: 1, available: 2, notReady: 3 };
  const right = { signedIn: 100, onCall: 10, available: 20, notReady: 30 };
  expect(addTotals(left, right)).toEqual({ signedIn: 110, onCall: 11, available: 22, notReady: 33 });
  expect(addTotals(NO_AGENTS, left)).toEqual(left);
});
