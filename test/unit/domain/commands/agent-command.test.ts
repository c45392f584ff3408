import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAgentCommand } from '../../../../src/domain/commands/agent-command.ts';
import { sentencesMessage } from '../../../../src/slack/block-kit/render.ts';
import { unclearCommand } from '../../../../src/slack/replies/command-replies.ts';
import { messageViolations } from '../../../support/pages/block-violations.ts';
import { anyCharacter } from '../../../support/properties/any-character.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';
import { phoneNumber } from '../../../support/properties/phone-numbers.ts';

describe('the text after /agent', () => {
  test.each([
    ['1099', 1099, 'card'],
    ['1099 stats', 1099, 'stats'],
    ['  1099\t STATS  ', 1099, 'stats'],
    ['#1099 state', 1099, 'state'],
    ['agent 1099 calls', 1099, 'calls'],
    ['Agent: 1099', 1099, 'card'],
    ["1099's stats", 1099, 'stats'],
    ['1099’s state.', 1099, 'state'],
    ['1099, stats', 1099, 'stats'],
    ['1099 calls?!', 1099, 'calls'],
    ['１０９９ stats', 1099, 'stats'],
    ['\u200e1099\u200b\u00a0stats', 1099, 'stats'],
    ['101', 101, 'card'],
    ['999999', 999_999, 'card'],
    ['agent1099', 1099, 'card'],
    ['Agent#1099 stats', 1099, 'stats'],
    ['1099stats', 1099, 'stats'],
    ['1099-calls', 1099, 'calls'],
    ['(1099)', 1099, 'card'],
    ['"1099"?', 1099, 'card'],
    ['(*1099* `state`).', 1099, 'state'],
    ['1099 card', 1099, 'card'],
    ['1099 all', 1099, 'card'],
    ['/agent 1099 stats', 1099, 'stats'],
    ['1099 stats /agent 1099 stats', 1099, 'stats'],
    ['1099 1099', 1099, 'card'],
  ])('%j asks for agent %i, %s', (text, agentId, view) => {
    expect(parseAgentCommand(text)).toEqual({ kind: 'look-up', agentId, view });
  });

  test.each([
    '',
    '   ',
    'help',
    'HELP',
    'help me',
    '-h',
    '--help',
    'agent',
    'agent help',
    '1099 help',
    '\u0000',
  ])('%j asks for help', (text) => {
    expect(parseAgentCommand(text)).toEqual({ kind: 'help' });
  });

  test.each([
    ['stats', { kind: 'no-agent', view: 'stats' }, '/agent 1099 stats'],
    ['stats 1234', { kind: 'no-agent', view: 'stats' }, '/agent 1234 stats'],
    ['stats of agent 1234', { kind: 'no-agent', view: 'stats' }, '/agent 1234 stats'],
    ['calls please', { kind: 'no-agent', view: 'calls' }, '/agent 1099 calls'],
    ['all', { kind: 'no-agent', view: 'card' }, '/agent 1099'],
    ['maria', { kind: 'not-an-id', typed: 'maria' }, '/agent 1099'],
    ['maria 1234 calls', { kind: 'not-an-id', typed: 'maria' }, '/agent 1234 calls'],
    ['<1099>', { kind: 'not-an-id', typed: '<1099>' }, '/agent 1099'],
    ['<@u1|ada>', { kind: 'not-an-id', typed: '<@u1|ada>' }, '/agent 1099'],
    ['1e3', { kind: 'not-an-id', typed: '1e3' }, '/agent 1099'],
    ['0x65', { kind: 'not-an-id', typed: '0x65' }, '/agent 1099'],
    ['١٠٩٩', { kind: 'not-an-id', typed: '١٠٩٩' }, '/agent 1099'],
    ['constructor', { kind: 'not-an-id', typed: 'constructor' }, '/agent 1099'],
    ['__proto__', { kind: 'not-an-id', typed: '__proto__' }, '/agent 1099'],
    ['100', { kind: 'out-of-range', typed: '100' }, '/agent 1099'],
    ['0', { kind: 'out-of-range', typed: '0' }, '/agent 1099'],
    ['1000000 stats', { kind: 'out-of-range', typed: '1000000' }, '/agent 1099 stats'],
    ['0101', { kind: 'out-of-range', typed: '0101' }, '/agent 101'],
    ['+2000 state', { kind: 'out-of-range', typed: '+2000' }, '/agent 2000 state'],
    ['-1099', { kind: 'out-of-range', typed: '-1099' }, '/agent 1099'],
    ['1099 stat', { kind: 'not-a-view', agentId: 1099, typed: 'stat' }, '/agent 1099 stats'],
    ['1099 call', { kind: 'not-a-view', agentId: 1099, typed: 'call' }, '/agent 1099 calls'],
    ['1099 weather', { kind: 'not-a-view', agentId: 1099, typed: 'weather' }, '/agent 1099'],
    ['1099 show calls', { kind: 'not-a-view', agentId: 1099, typed: 'show' }, '/agent 1099 calls'],
    [
      '1099 stats today',
      { kind: 'too-much', agentId: 1099, view: 'stats', typed: 'today' },
      '/agent 1099 stats',
    ],
    ['1099stat', { kind: 'not-a-view', agentId: 1099, typed: 'stat' }, '/agent 1099 stats'],
    ['1099 cal', { kind: 'not-a-view', agentId: 1099, typed: 'cal' }, '/agent 1099 calls'],
    ['1099 talks', { kind: 'not-a-view', agentId: 1099, typed: 'talks' }, '/agent 1099'],
    ['1099 cart', { kind: 'not-a-view', agentId: 1099, typed: 'cart' }, '/agent 1099'],
    ['1099 alle', { kind: 'not-a-view', agentId: 1099, typed: 'alle' }, '/agent 1099'],
    ['1099 sats', { kind: 'not-a-view', agentId: 1099, typed: 'sats' }, '/agent 1099 stats'],
    ['1099 status', { kind: 'not-a-view', agentId: 1099, typed: 'status' }, '/agent 1099 state'],
    ['1099 statistics', { kind: 'not-a-view', agentId: 1099, typed: 'statistics' }, '/agent 1099 stats'],
    ['1099 statsu', { kind: 'not-a-view', agentId: 1099, typed: 'statsu' }, '/agent 1099 stats'],
    ['stat', { kind: 'no-agent', view: 'stats' }, '/agent 1099 stats'],
    ['carl', { kind: 'not-an-id', typed: 'carl' }, '/agent 1099'],
    ['stacy 1234', { kind: 'not-an-id', typed: 'stacy' }, '/agent 1234'],
    ['cal', { kind: 'not-an-id', typed: 'cal' }, '/agent 1099'],
    ['1,099', { kind: 'out-of-range', typed: '1,099' }, '/agent 1099'],
    ['1.234, stats', { kind: 'out-of-range', typed: '1.234' }, '/agent 1234 stats'],
    ['1 234', { kind: 'out-of-range', typed: '1 234' }, '/agent 1234'],
    ['250,000', { kind: 'out-of-range', typed: '250,000' }, '/agent 250000'],
    ['€1,234', { kind: 'not-an-id', typed: '€1,234' }, '/agent 1099'],
    ['2026-11-20', { kind: 'not-an-id', typed: '2026-11-20' }, '/agent 1099'],
    ['+34 600', { kind: 'out-of-range', typed: '+34' }, '/agent 1099'],
    ['+34 600 123 456', { kind: 'phone-number' }, '/agent 1099'],
    ['1234 calls +34 600 123 456', { kind: 'phone-number' }, '/agent 1234 calls'],
    ['101,102', { kind: 'several-agents', agentIds: [101, 102] }, '/agent 101'],
    ['1099 stats /agent 1100 stats', { kind: 'several-agents', agentIds: [1099, 1100] }, '/agent 1099 stats'],
    ['1099 1100,1101', { kind: 'several-agents', agentIds: [1099, 1100, 1101] }, '/agent 1099'],
  ])('%j is unclear, and the nearest form is shown', (text, problem, suggestion) => {
    // Other tests type 1099 too.
    const isExample = suggestion.startsWith('/agent 1099') && !/^-?1,?099/.test(text);
    expect(parseAgentCommand(text)).toEqual({ kind: 'unclear', problem, suggestion, isExample });
  });

  test('a phone number is neither looked up, nor repeated, nor read as ids, with any text around it', async () => {
    const around = fc.constantFrom('', 'maria', 'agent', 'stats', 'call');
    await checkProperty(
      fc.property(around, phoneNumber, around, (before, phone, after) => {
        const command = parseAgentCommand(`${before} ${phone} ${after}`);
        expect(command).toMatchObject({ kind: 'unclear', problem: { kind: 'phone-number' } });
        expect(JSON.stringify(command).match(/\d+/g)).toEqual(['1099']);
      }),
      2_000,
    );
  });

  test('text around an id, or attached to it, changes nothing', async () => {
    const wrapped = fc.tuple(
      fc.integer({ min: 101, max: 999_999 }),
      fc.constantFrom('', 'stats', 'state', 'calls'),
      fc.constantFrom('', '#', 'agent', 'agent ', '/agent ', '(', '"', '*', '`'),
      fc.constantFrom('', '.', ')', '"', '*', '?', '’s'),
      fc.constantFrom(' ', ', ', '\u00a0', '-', ''),
      fc.boolean(),
    );
    await checkProperty(
      fc.property(wrapped, ([id, view, before, after, between, isTwice]) => {
        const words = view === '' ? `${before}${id}${after}` : `${before}${id}${between}${view}${after}`;
        const command = parseAgentCommand(isTwice ? `${words} /agent ${words}` : words);
        expect(command).toEqual({ kind: 'look-up', agentId: id, view: view === '' ? 'card' : view });
      }),
      2_000,
    );
  });

  test('10,000 generated texts each give an id in range or a reply that Slack accepts', async () => {
    await checkProperty(
      fc.property(commandText, (text) => {
        expect(problemsOf(text)).toEqual([]);
      }),
      10_000,
    );
  });
});

/** Returns the problems of the reply to a text; its suggestion must be valid when it is typed. */
function problemsOf(text: string): string[] {
  const command = parseAgentCommand(text);
  if (command.kind === 'help') return [];
  if (command.kind === 'look-up') {
    return command.agentId >= 101 && command.agentId <= 999_999 ? [] : [`asks for ${command.agentId}`];
  }
  const message = sentencesMessage(unclearCommand(command));
  const suggested = parseAgentCommand(command.suggestion.replace('/agent ', ''));
  return [
    ...messageViolations(message),
    ...(suggested.kind === 'look-up' ? [] : [`suggests ${command.suggestion}`]),
    ...(/undefined|NaN|\[object/.exec(message.text.replaceAll(/“[^”]*”/g, '')) ?? []),
    ...(/<[!@#]/.exec(message.text) ?? []),
  ];
}

/** Pieces of texts of people and attackers: words of the grammar, near misses, markup, many scripts, and long texts. */
const pieces = fc.oneof(
  fc.constantFrom(
    'agent',
    'stats',
    'stat',
    'state',
    'calls',
    'help',
    '#',
    ',',
    "'s",
    '?',
    '1099',
    '1099,1100',
  ),
  fc.constantFrom(
    '<!channel>',
    '<@U1|x>',
    '<#C1>',
    '<http://x|y>',
    '&lt;',
    '`*_~',
    ':smile:',
    '\u202e',
    '\0',
  ),
  fc.constantFrom('0', '100', '1000000', '1e3', '0x65', '١٠٩٩', 'constructor', '__proto__', 'toString'),
  fc.integer().map(String),
  phoneNumber,
  fc.string({ unit: anyCharacter, maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const commandText = fc.oneof(
  fc.array(pieces, { maxLength: 6 }).map((words) => words.join(' ')),
  fc.array(pieces, { maxLength: 6 }).map((words) => words.join('')),
  fc
    .tuple(pieces, fc.integer({ min: 1, max: 4000 }))
    .map(([piece, times]) => piece.repeat(times).slice(0, 4000)),
);
