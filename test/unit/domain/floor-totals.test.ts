import { expect, test } from 'vitest';
import type { AgentState } from '../../../src/domain/agent-state.ts';
import { addTotals, countSnapshot, NOBODY } from '../../../src/domain/floor-totals.ts';
import { floor, person } from '../../support/scripted-ports.ts';

test('whoever is signed in is counted, by the platform’s three figures where one fits', () => {
  const states: AgentState[] = [
    'talking',
    'talking',
    'idle',
    'busy',
    'ringing',
    'wrap-up',
    'rest',
    'study',
    'other(10)',
    'signed-out',
  ];
  const people = states.map((state, index) => person(101 + index, state));
  expect(countSnapshot(floor(...people))).toEqual({ signedIn: 9, talking: 2, idle: 1, busy: 1 });
});

test('an agent in several queues is one agent', () => {
  expect(countSnapshot(floor(person(101, 'idle', [1, 2, 3])))).toMatchObject({ signedIn: 1, idle: 1 });
});

test('totals add up figure by figure, from nobody on', () => {
  const left = { signedIn: 10, talking: 1, idle: 2, busy: 3 };
  const right = { signedIn: 100, talking: 10, idle: 20, busy: 30 };
  expect(addTotals(left, right)).toEqual({ signedIn: 110, talking: 11, idle: 22, busy: 33 });
  expect(addTotals(NOBODY, left)).toEqual(left);
});
