import * as fc from 'fast-check';
import { type AgentId, toAgentId } from '../../src/domain/agent-id.ts';
import type { AgentState } from '../../src/domain/agent-state.ts';
import type { CallStatistics } from '../../src/domain/call-statistics.ts';
import { type Fact, known, type Source } from '../../src/domain/fact.ts';
import type { AgentOnFloor } from '../../src/domain/snapshot.ts';
import { ERRORS } from '../../src/errors.ts';
import type { AgentCard } from '../../src/queries/answers.ts';

/** 20 November 2026, 13:03:05 UTC. */
export const NOW = Date.UTC(2026, 10, 20, 13, 3, 5);

export const SOURCES = {
  floor: { upstream: 'CC-Gateway', endpoint: 'allonlineagents' },
  calls: { upstream: 'CC-CMS', endpoint: 'agent/queryagentcalls' },
  count: { upstream: 'CC-Gateway', endpoint: 'callnums' },
  today: { upstream: 'CC-CMS', endpoint: 'hisindex/agent' },
  live: { upstream: 'CC-Gateway', endpoint: 'statisticsEx' },
} as const satisfies Record<string, Source>;

export function agentId(value: number): AgentId {
  const id = toAgentId(value);
  if (id === undefined) throw new Error(`${value} is no agent id`);
  return id;
}

export function onFloor(given: Partial<AgentOnFloor> = {}): AgentOnFloor {
  return {
    id: agentId(1099),
    name: 'Ana García',
    state: 'talking',
    secondsInState: 252,
    reason: null,
    signedInAt: NOW - 7_200_000,
    queues: [3, 12],
    ...given,
  };
}

/** Agent 1099, talking, with everything known. */
export function card(given: Partial<AgentCard> = {}): AgentCard {
  return {
    agentId: agentId(1099),
    state: known(onFloor(), SOURCES.floor, NOW),
    callCount: known(1, SOURCES.count, NOW),
    callIds: known(['1763643785-20041'], SOURCES.calls, NOW),
    statistics: known({ answered: 23, placed: 4, talkSeconds: 4320 }, SOURCES.today, NOW),
    ...given,
  };
}

/** What upstreams have called people, or could. */
export const hostileText = fc.oneof(
  fc.constantFrom(
    '<!channel>',
    '<!here>',
    '<@U123>',
    '<https://evil.example|click>',
    'https://evil.example/x',
    '*bold* _it_ ~no~ `code`',
    ':smile: :100:',
    'one\ntwo\r\nthree',
    '&lt;!here&gt; &amp;',
    '\u202egnp.exe',
    '\u0000\u0007\u001b[31m',
    '\ud800',
    '',
    '   ',
    '\u200d\u200c',
    'x'.repeat(10_000),
    '😀'.repeat(3000),
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

export const amount = fc.oneof(fc.nat(), fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER));
const instant = fc.oneof(fc.integer({ min: 0, max: 4_102_444_800_000 }), fc.constantFrom(NOW, NOW - 5000));
const state: fc.Arbitrary<AgentState> = fc.oneof(
  fc.constantFrom<AgentState>('idle', 'ringing', 'talking', 'wrap-up', 'busy', 'rest', 'study', 'signed-out'),
  fc.integer().map((code): AgentState => `other(${code})`),
);
const anyAgentId = fc.integer({ min: 101, max: 999_999 }).map(agentId);

export function anyFact<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> {
  const source = fc.constantFrom(...Object.values(SOURCES));
  const codes = fc.array(fc.oneof(fc.constantFrom(...Object.keys(ERRORS)), hostileText), { maxLength: 8 });
  return fc.oneof(
    fc.record({ kind: fc.constant('known' as const), value, source, takenAt: instant, stale: fc.boolean() }),
    fc.constantFrom<Fact<T>>({ kind: 'signed-out' }, { kind: 'unknown-agent' }, { kind: 'not-measured' }),
    codes.map((given): Fact<T> => ({ kind: 'no-answer', codes: given })),
  );
}

export const anyOnFloor: fc.Arbitrary<AgentOnFloor> = fc.record({
  id: anyAgentId,
  name: fc.option(hostileText),
  state,
  secondsInState: fc.option(amount),
  reason: fc.option(fc.integer()),
  signedInAt: fc.option(instant),
  queues: fc.option(fc.array(fc.nat(), { maxLength: 500 })),
});

const anyStatistics: fc.Arbitrary<CallStatistics> = fc.record({
  answered: amount,
  placed: amount,
  talkSeconds: amount,
});

export const anyCard: fc.Arbitrary<AgentCard> = fc.record({
  agentId: anyAgentId,
  state: anyFact(anyOnFloor),
  callCount: fc.option(anyFact(amount)),
  callIds: fc.option(anyFact(fc.array(hostileText, { maxLength: 200 }))),
  statistics: fc.option(anyFact(anyStatistics)),
});
