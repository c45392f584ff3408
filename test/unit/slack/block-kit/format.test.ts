import { expect, test } from 'vitest';
import { createFormat, FORMAT } from '../../../../src/slack/block-kit/format.ts';

test.each([
  [0, '0s'],
  [59.9, '59s'],
  [60, '1m'],
  [252, '4m 12s'],
  [3600, '1h'],
  [93_780, '26h 3m'],
  [180_000, '2d 2h'],
  [-5, '0s'],
  [Number.NaN, 'an unknown time'],
])('%d seconds are %j', (seconds, words) => {
  expect(FORMAT.duration(seconds)).toBe(words);
});

test.each([
  [0, '0m'],
  [0.001, '1s'],
  [0.5, '30s'],
  [0.999, '59s'],
  [1, '1m'],
  [59.6, '1h'],
  [361, '6h 1m'],
  [4342, '72h 22m'],
  [60_005, '1,000h 5m'],
])('a total of %d minutes is %j', (minutes, words) => {
  expect(FORMAT.total(minutes)).toBe(words);
});

test.each([
  [0, '0%'],
  [0.002, 'under 1%'],
  [0.01, '1%'],
  [0.624, '62%'],
  [0.99, '99%'],
  [0.991, '99.1%'],
  [0.9997, '99.9%'],
  [1, '100%'],
])('a share of %d is %j', (share, words) => {
  expect(FORMAT.percent(share)).toBe(words);
});

test('numbers have one decimal digit at most, and groups of three', () => {
  expect([0, 1512, 54.66, 1e6].map((value) => FORMAT.number(value))).toEqual([
    '0',
    '1,512',
    '54.7',
    '1,000,000',
  ]);
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
])('the list of %j is %j', (items, words) => {
  expect(FORMAT.list(items, 3)).toBe(words);
});

test('another locale has its own separators and units', () => {
  const german = createFormat('de');
  expect(german.number(1512.5)).toBe('1.512,5');
  expect(german.percent(0.62)).toBe('62\u00a0%');
  expect(german.list(['a', 'b', 'c'], 3)).toBe('a, b und c');
});
