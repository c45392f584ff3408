import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../../src/domain/access/access.ts';
import type { Unknown } from '../../../../src/domain/floor/fact.ts';
import { ERRORS } from '../../../../src/errors.ts';
import { FORMAT } from '../../../../src/slack/block-kit/format.ts';
import { sentencesMessage } from '../../../../src/slack/block-kit/render.ts';
import type { Sentence } from '../../../../src/slack/block-kit/sentence.ts';
import { periodInWords, stateInWords } from '../../../../src/slack/replies/agent-words.ts';
import { failureReply, unknownReply, WHY } from '../../../../src/slack/replies/fact-replies.ts';
import { refusalReply } from '../../../../src/slack/replies/refusal-replies.ts';
import { agentId, ERROR_CODES } from '../../../support/floors/agent-cards.ts';
import { failure, noAnswer, SIGNED_OUT, UNKNOWN_AGENT } from '../../../support/floors/unknown-facts.ts';
import { messageViolations } from '../../../support/pages/block-violations.ts';

const words = (sentences: readonly Sentence[]) => sentencesMessage(sentences).text.replaceAll('\u200b', '');
const unknown = (fact: Unknown) => words(unknownReply(fact, ['state', 'statistics'], agentId(1099)));

describe('a refusal', () => {
  const refusals: Refusal[] = [
    { reason: 'not-a-supervisor', supervisors: [] },
    { reason: 'not-a-supervisor', supervisors: ['U0ADA', 'S0FLOOR'] },
    { reason: 'guest' },
    { reason: 'stranger' },
    { reason: 'rights-unknown' },
  ];

  test('has a sentence for each reason, with a next step', () => {
    const texts = refusals.map((refusal) => words(refusalReply(refusal)));
    expect(new Set(texts).size).toBe(refusals.length);
    for (const text of texts) expect(text).toMatch(/Ask|Try again|sets? .*SUPERVISORS|names them/);
  });

  test('names at most ten people and groups to ask', () => {
    expect(words(refusalReply({ reason: 'not-a-supervisor', supervisors: ['U0ADA', 'S0FLOOR'] }))).toContain(
      'Ask one of them: <@U0ADA>, <!subteam^S0FLOOR>.',
    );
    const supervisors = Array.from({ length: 200 }, (_, index) => `U0${index}`);
    const message = sentencesMessage(refusalReply({ reason: 'not-a-supervisor', supervisors }));
    expect(messageViolations(message)).toEqual([]);
    expect(message.text).toContain('and 190 more');
  });

  test('mentions only valid ids of Slack', () => {
    const message = sentencesMessage(
      refusalReply({ reason: 'not-a-supervisor', supervisors: ['<!channel>', 'U0ADA>'] }),
    );
    expect(message.text).not.toMatch(/<[!@]/);
    expect(JSON.stringify(message.blocks)).not.toContain('user_id');
  });
});

describe('a missing figure', () => {
  test('has four forms, each with a next step', () => {
    expect(unknown(SIGNED_OUT)).toContain('after the next sign-in');
    expect(unknown(UNKNOWN_AGENT)).toContain('Check the number');
    expect(unknown({ kind: 'not-measured' })).toContain('ask your Floorwalker admin whether');
    expect(unknown(noAnswer('upstream-reset'))).toContain('Ask again in a minute');
  });

  test.each(ERROR_CODES)('%s has words, the party that it concerns, and a reference', (code) => {
    const text = unknown(noAnswer(code));
    expect(text).toContain('the state and the call statistics');
    expect(text).toContain(`(reference: ${code})`);
    expect(text).toMatch(/Ask again in a minute|Tell your Floorwalker admin|Check what you asked/);
  });

  test('without an answer names each upstream with its reasons, and asks for help if needed', () => {
    const failures = [
      failure('CC-Gateway', 'upstream-timeout'),
      failure('CC-CMS', 'upstream-unauthorized'),
      failure('CC-Gateway', 'upstream-reset'),
      failure('CC-Gateway', 'upstream-timeout'),
    ];
    expect(unknown({ kind: 'no-answer', failures })).toBe(
      'CC-Gateway does not answer about the state and the call statistics: it took too long; the connection broke. ' +
        "CC-CMS neither: it does not accept Floorwalker's key. Tell your Floorwalker admin: this does not pass by " +
        'itself (reference: upstream-timeout, upstream-unauthorized, upstream-reset).',
    );
  });

  test('during a pause has the failure before it', () => {
    const failures = [{ ...failure('CC-CMS', 'upstream-paused'), after: 'upstream-tls' } as const];
    const text = unknown({ kind: 'no-answer', failures });
    expect(text).toContain('its certificate was not accepted; it failed several times and gets a short rest');
    expect(text).toContain('(reference: upstream-paused, upstream-tls)');
  });

  test('of an agent whom one upstream does not know while the other is silent names both', () => {
    const silent = [failure('CC-Gateway', 'upstream-timeout')];
    const text = unknown({ ...UNKNOWN_AGENT, silent });
    expect(text).toContain('CC-CMS knows no agent 1099, and CC-Gateway does not answer: it took too long.');
    expect(text).toContain('(reference: upstream-timeout)');
  });

  test('without a record at its source says so', () => {
    const { source, takenAt } = UNKNOWN_AGENT.said[0];
    const text = words(
      unknownReply({ kind: 'no-record', source, takenAt }, ['callCount', 'statistics'], agentId(1099)),
    );
    expect(text).toBe('There are no active calls on record and no call figures for today yet.');
  });

  test('no two codes have equal words', () => {
    expect(new Set(Object.values(WHY)).size).toBe(Object.keys(ERRORS).length);
  });
});

test('a state has words; a code without a name stays a code', () => {
  expect(stateInWords('wrap-up').words).toBe('Wrap-up');
  expect(stateInWords('other(42)').words).toBe('Unknown state (42)');
  expect(stateInWords('other(-1)').words).toBe('State unknown');
});

test('each source of statistics has its period', () => {
  expect(periodInWords({ upstream: 'CC-CMS', endpoint: 'hisindex/agent' })).toBe('today');
  expect(periodInWords({ upstream: 'CC-Gateway', endpoint: 'statisticsEx' })).toContain('since sign-in');
  expect(periodInWords({ upstream: 'CC-Gateway', endpoint: 'new' })).toContain('that this interface counts');
});

test('a programming error gives its reference only', () => {
  expect(words(failureReply('1a2b3c4d'))).toContain('(reference: 1a2b3c4d)');
});

test('a long list has the number of its further entries', () => {
  expect([FORMAT.list([], 3), FORMAT.list(['a'], 3), FORMAT.list(['a', 'b', 'c'], 3)]).toEqual([
    '',
    'a',
    'a, b and c',
  ]);
  expect(FORMAT.list(['a', 'b', 'c', 'd', 'e'], 3)).toBe('a, b, c and 2 more');
});
