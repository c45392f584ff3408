import { expect, test } from 'vitest';
import { parseFloor } from '../../../support/commands/parse-floor.ts';

test.each([
  ['break', 'on-break', 15, []],
  ['Breaks', 'on-break', 15, []],
  ['break 20m', 'on-break', 20, []],
  ['break 20', 'on-break', 20, []],
  ['break 20 min', 'on-break', 20, []],
  ['break 1h', 'on-break', 60, []],
  ['break 1h30m', 'on-break', 90, []],
  ['break 24h', 'on-break', 1440, []],
  ['break 1m queues Sales, "Support EMEA"', 'on-break', 1, ['Sales', 'Support EMEA']],
  ['break queue 3', 'on-break', 15, ['3']],
  ['wrap-up', 'wrap-up', 5, []],
  ['wrap-up 10m', 'wrap-up', 10, []],
  ['ACW', 'wrap-up', 5, []],
  ['not-ready', 'not-ready', 30, []],
  ['not-ready 45m queues Sales', 'not-ready', 45, ['Sales']],
  ['available', 'available', null, []],
  ['available 10m', 'available', 10, []],
])(
  '%j lists the agents that are %s, over %j minutes, in the queues %j',
  (text, state, limitMinutes, queues) => {
    expect(parseFloor(text)).toEqual({ kind: 'agents-in-state', state, limitMinutes, queues });
  },
);

test.each([
  ['break 0m', { kind: 'not-a-duration', typed: '0m' }, '/floor break 15m'],
  ['break 25h', { kind: 'not-a-duration', typed: '25h' }, '/floor break 15m'],
  ['break -5', { kind: 'not-a-duration', typed: '-5' }, '/floor break 15m'],
  ['break lunch queues Sales', { kind: 'not-a-duration', typed: 'lunch' }, '/floor break 15m queues Sales'],
  ['available long', { kind: 'not-a-duration', typed: 'long' }, '/floor available'],
  ['wrap-up queues', { kind: 'nothing-after', word: 'queues' }, '/floor wrap-up 5m queues Sales'],
  ['brake 20m', { kind: 'not-a-command', typed: 'brake' }, '/floor break 20m'],
])('%j is %o, and suggests %j', (text, problem, suggestion) => {
  expect(parseFloor(text)).toEqual({ kind: 'unclear', problem, suggestion });
});
