import * as fc from 'fast-check';
import { type AgentId, toAgentId } from '../../../src/domain/floor/agent-id.ts';
import type { AgentState } from '../../../src/domain/floor/agent-state.ts';
import type { CallStatistics } from '../../../src/domain/floor/call-statistics.ts';
import {
  type Fact,
  known,
  type NoAnswer,
  type Origins,
  type Source,
  type Unknown,
} from '../../../src/domain/floor/fact.ts';
import type { AgentOnFloor } from '../../../src/domain/floor/snapshot.ts';
import { ERRORS, type ErrorCode } from '../../../src/errors.ts';
import type { AgentCard, PartFact } from '../../../src/queries/answers.ts';
import { anyCharacter } from '../properties/any-character.ts';

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
    state: 'on-call',
    secondsInState: 252,
    reason: null,
    signedInAt: NOW - 7_200_000,
    queues: [3, 12],
    ...given,
  };
}

/** The card of agent 1099, who is talking, with every fact known. */
export function card(given: Partial<AgentCard> = {}): AgentCard {
  return {
    agentId: agentId(1099),
    state: known(onFloor(), SOURCES.floor, NOW),
    callCount: known(1, SOURCES.count, NOW),
    callIds: known(['1763643785-20041'], SOURCES.calls, NOW),
    statistics: known({ answered: 23, outbound: 4, talkSeconds: 4320 }, SOURCES.today, NOW),
    queueNames: new Map([[3, 'Sales']]),
    ...given,
  };
}

/** Names that upstreams have sent, or could send. */
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
  fc.string({ unit: anyCharacter, maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

export const amount = fc.oneof(fc.nat(), fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER));
const instant = fc.oneof(fc.integer({ min: 0, max: 4_102_444_800_000 }), fc.constantFrom(NOW, NOW - 5000));
/** The states of agents that are signed in, without those of unknown codes. Tests have their own list, not the bot's. */
export const SIGNED_IN_STATES: readonly AgentState[] = [
  'available',
  'ringing',
  'on-call',
  'wrap-up',
  'not-ready',
  'on-break',
  'training',
];
const state: fc.Arbitrary<AgentState> = fc.oneof(
  fc.constantFrom<AgentState>(...SIGNED_IN_STATES, 'signed-out'),
  fc.integer().map((code): AgentState => `other(${code})`),
);
const anyAgentId = fc.integer({ min: 101, max: 999_999 }).map(agentId);

const origin = fc.record({ source: fc.constantFrom<Source>(...Object.values(SOURCES)), takenAt: instant });
const origins = fc
  .tuple(origin, fc.array(origin, { maxLength: 3 }))
  .map(([first, more]): Origins => [first, ...more]);
/** All codes of the table of errors. */
export const ERROR_CODES: readonly ErrorCode[] = Object.keys(ERRORS).filter(isErrorCode);
export const anyErrorCode = fc.constantFrom(...ERROR_CODES);
const failure = fc
  .tuple(fc.constantFrom('CC-Gateway' as const, 'CC-CMS' as const), anyErrorCode, fc.option(anyErrorCode))
  .map(([upstream, failed, after]) => ({ upstream, code: failed, ...(after === null ? {} : { after }) }));
const failures = fc.array(failure, { maxLength: 8 });

function anyPart<T>(value: fc.Arbitrary<T>): fc.Arbitrary<PartFact<T>> {
  return fc.oneof(
    fc
      .tuple(origin, value, fc.boolean())
      .map(([from, of, stale]) => ({ ...from, kind: 'known' as const, value: of, stale })),
    origin.map((from) => ({ ...from, kind: 'no-record' as const })),
    fc.constantFrom<PartFact<T>>({ kind: 'not-measured' }, { kind: 'not-measured', unlessInCall: true }),
    failures.map((given): NoAnswer => ({ kind: 'no-answer', failures: given })),
  );
}

export function anyFact<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> {
  return fc.oneof(
    anyPart(value),
    origin.map((from): Unknown => ({ ...from, kind: 'signed-out' })),
    fc.tuple(origins, failures).map(([said, silent]): Unknown => ({ kind: 'unknown-agent', said, silent })),
  );
}

export const anyOnFloor: fc.Arbitrary<AgentOnFloor> = fc.record({
  id: anyAgentId,
  name: fc.option(hostileText),
  state,
  secondsInState: fc.option(amount),
  reason: fc.option(fc.integer()),
  signedInAt: fc.option(instant),
  queues: fc.option(fc.array(fc.oneof(fc.nat(), fc.nat({ max: 50 })), { maxLength: 500 })),
});

const anyStatistics: fc.Arbitrary<CallStatistics> = fc.record({
  answered: amount,
  outbound: amount,
  talkSeconds: amount,
});

export const anyCard: fc.Arbitrary<AgentCard> = fc.record({
  agentId: anyAgentId,
  state: anyFact(anyOnFloor),
  callCount: fc.option(anyPart(amount)),
  callIds: fc.option(anyPart(fc.array(hostileText, { maxLength: 200 }))),
  statistics: fc.option(anyPart(anyStatistics)),
  queueNames: fc.array(fc.tuple(fc.nat({ max: 50 }), hostileText)).map((pairs) => new Map(pairs)),
});

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}
