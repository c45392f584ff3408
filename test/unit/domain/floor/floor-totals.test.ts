import { expect, test } from 'vitest';
import { addTotals, NO_AGENTS } from '../../../../src/domain/floor/floor-totals.ts';

test('totals add up figure by figure, starting from zero', () => {
  const left = { signedIn: 10, talking: 1, idle: 2, busy: 3 };
  const right = { signedIn: 100, talking: 10, idle: 20, busy: 30 };
  expect(addTotals(left, right)).toEqual({ signedIn: 110, talking: 11, idle: 22, busy: 33 });
  expect(addTotals(NO_AGENTS, left)).toEqual(left);
});
