import { describe, expect, test } from 'vitest';
import { agentStateFrom, isInCall } from '../../../../src/domain/floor/agent-state.ts';

describe('the state of an agent', () => {
  test.for([
    [0, 'signed-out'],
    [1, 'available'],
    [2, 'ringing'],
    [3, 'ringing'],
    [4, 'ringing'],
    [5, 'on-call'],
    [6, 'wrap-up'],
    [7, 'not-ready'],
    [8, 'on-break'],
    [9, 'training'],
    [10, 'other(10)'],
    [-1, 'other(-1)'],
  ] as const)('is by CTI code %i %s, whatever the status says', ([ctiStatus, state]) => {
    expect(agentStateFrom({ ctiStatus, status: 4 })).toBe(state);
  });

  test.for([
    [0, 'other(0)'],
    [1, 'other(1)'],
    [2, 'signed-out'],
    [3, 'not-ready'],
    [4, 'available'],
    [5, 'wrap-up'],
    [6, 'available'],
    [7, 'on-call'],
    [8, 'on-break'],
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
      'on-call',
      'ringing',
      'available',
      'wrap-up',
      'not-ready',
      'on-break',
      'training',
      'signed-out',
      'other(10)',
    ] as const;
    expect(states.filter(isInCall)).toEqual(['on-call', 'ringing']);
  });
});
