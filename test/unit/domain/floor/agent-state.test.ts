import { describe, expect, test } from 'vitest';
import { agentStateFrom, isInCall } from '../../../../src/domain/floor/agent-state.ts';

describe('the state of an agent', () => {
  test.for([
    [0, 'signed-out'],
    [1, 'idle'],
    [2, 'ringing'],
    [3, 'ringing'],
    [4, 'ringing'],
    [5, 'talking'],
    [6, 'wrap-up'],
    [7, 'busy'],
    [8, 'rest'],
    [9, 'study'],
    [10, 'other(10)'],
    [-1, 'other(-1)'],
  ] as const)('is by CTI code %i %s, whatever the status says', ([ctiStatus, state]) => {
    expect(agentStateFrom({ ctiStatus, status: 4 })).toBe(state);
  });

  test.for([
    [0, 'other(0)'],
    [1, 'other(1)'],
    [2, 'signed-out'],
    [3, 'busy'],
    [4, 'idle'],
    [5, 'wrap-up'],
    [6, 'idle'],
    [7, 'talking'],
    [8, 'rest'],
    [9, 'other(9)'],
    [99, 'other(99)'],
  ] as const)('is by status %i alone %s', ([status, state]) => {
    expect(agentStateFrom({ status })).toBe(state);
  });

  test('is unknown without a code', () => {
    expect(agentStateFrom({})).toBe('other(-1)');
  });

  test('counts as a call while talking and ringing only', () => {
    const states = [
      'talking',
      'ringing',
      'idle',
      'wrap-up',
      'busy',
      'rest',
      'study',
      'signed-out',
      'other(10)',
    ] as const;
    expect(states.filter(isInCall)).toEqual(['talking', 'ringing']);
  });
});
