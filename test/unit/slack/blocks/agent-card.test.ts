import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AGENT_VIEWS } from '../../../../src/domain/commands/agent-command.ts';
import { toAgentId } from '../../../../src/domain/floor/agent-id.ts';
import { known } from '../../../../src/domain/floor/fact.ts';
import type { AgentCard } from '../../../../src/queries/answers.ts';
import type { Message } from '../../../../src/slack/block-kit/message.ts';
import { createTimeWriter } from '../../../../src/slack/block-kit/time-text.ts';
import { agentCardMessage } from '../../../../src/slack/blocks/agent-card.ts';
import { agentListMessage, noAgentsMessage } from '../../../../src/slack/blocks/agent-list.ts';
import { helpMessage } from '../../../../src/slack/blocks/help.ts';
import { answerView, lookingUpView, lookUpForm } from '../../../../src/slack/blocks/look-up-modal.ts';
import { COMMAND_TABLE } from '../../../../src/slack/listeners/commands/commands.ts';
import { AGENT_HELP } from '../../../../src/slack/replies/help-replies.ts';
import { leftOutOf } from '../../../../src/slack/replies/mention-replies.ts';
import { anyCard, card, NOW, onFloor, SOURCES } from '../../../support/floors/agent-cards.ts';
import { CENTRE } from '../../../support/floors/centre-key.ts';
import { noAnswer, SIGNED_OUT, UNKNOWN_AGENT } from '../../../support/floors/unknown-facts.ts';
import { messageViolations, viewViolations } from '../../../support/pages/block-violations.ts';
import { markupOf } from '../../../support/pages/slack-markup.ts';
import { checkProperty } from '../../../support/properties/check-property.ts';

const IDS = Array.from({ length: 40 }, (_, index) => toAgentId(101 + index)).filter((id) => id !== undefined);
const NOTHING_LEFT_OUT: readonly string[] = [];
const time = createTimeWriter({ timeZone: 'Europe/Madrid', now: NOW });

function shown(
  given: AgentCard,
  surface: 'ephemeral-in-channel' | 'modal' | 'shared' = 'ephemeral-in-channel',
) {
  const query = { agentId: given.agentId, view: 'card' as const };
  const sharedBy = surface === 'shared' ? 'U0ADA' : null;
  return agentCardMessage({ centre: CENTRE, card: given, query, surface, sharedBy, time, now: NOW });
}

describe("an agent's card", () => {
  test('has the agent, the state and its duration, calls, statistics with their period, time and sources', () => {
    const message = shown(card());
    const words = JSON.stringify(message.blocks);
    for (const part of [
      'Agent 1099 · Ana García',
      '*On call for 4m 12s*',
      '*Active calls*\\n1 (ending 0041)',
      '*Answered*\\n23',
      '*Outbound*\\n4',
      '*Talk time*\\n1h 12m',
      '*Queues*\\nSales and 12',
      'talk time count today',
      `As of <!date^${NOW / 1000}^{time_secs}|14:03:05 Europe/Madrid>`,
      'CC-CMS hisindex/agent',
      'CC-Gateway allonlineagents',
    ]) {
      expect(words).toContain(part);
    }
    expect(message.text.replaceAll('\u200b', '')).toBe(
      'Agent 1099 · Ana García. On call for 4m 12s. Active calls: 1 (ending 0041). Answered: 23. ' +
        'Outbound: 4. Talk time: 1h 12m. Queues: Sales and 12. Signed in: 12:03:05 Europe/Madrid. ' +
        'Answered, outbound and talk time count today. As of 14:03:05 Europe/Madrid, from CC-Gateway allonlineagents, ' +
        'CC-Gateway callnums, CC-CMS agent/queryagentcalls, CC-CMS hisindex/agent.',
    );
  });

  test('has the period of the live interface', () => {
    const statistics = known({ answered: 1, outbound: 0, talkSeconds: 5 }, SOURCES.live, NOW);
    expect(shown(card({ statistics })).text).toContain('since sign-in');
  });

  test('has the age of a stale figure', () => {
    const state = { ...known(onFloor(), SOURCES.floor, NOW - 180_000), stale: true };
    const { text, blocks } = shown(card({ state }));
    expect(text).toContain(
      'CC-Gateway allonlineagents does not answer now; its last figures are from 3m ago',
    );
    expect(JSON.stringify(blocks)).toContain(':warning: CC-Gateway allonlineagents does not answer now');
  });

  test('has a time for each source if they differ', () => {
    const callCount = known(2, SOURCES.count, NOW - 5000);
    expect(shown(card({ callCount, callIds: null, statistics: null })).text).toContain(
      'As of 14:03:00 Europe/Madrid from CC-Gateway callnums, 14:03:05 Europe/Madrid from CC-Gateway allonlineagents',
    );
  });

  test('has different sentences for signed out, unknown, not measured and no answer', () => {
    const texts = (
      [SIGNED_OUT, UNKNOWN_AGENT, { kind: 'not-measured' }, noAnswer('upstream-timeout')] as const
    ).map((state) => shown(card({ state, callCount: null, callIds: null, statistics: null })).text);
    expect(texts.map((text) => text.slice('Agent 1099. '.length, 60))).toEqual([
      'Agent 1099 is signed out. State and calls can be',
      'The contact centre knows no agent 1099. Check th',
      'Not measured by this connection: the state. The ',
      'CC-CMS does not answer about the state: it took ',
    ]);
    expect(texts[3]).toContain('it took too long. Ask again in a minute');
    expect(texts[3]).toContain('(reference: upstream-timeout)');
  });

  test('has the time and the source of "signed out" and "unknown"', () => {
    for (const state of [SIGNED_OUT, UNKNOWN_AGENT]) {
      const { text } = shown(card({ state, callCount: null, callIds: null, statistics: null }));
      expect(text).toMatch(/As of .*CC-CMS agent\/agentbyworkno/);
    }
  });

  test('does not call an agent without figures signed out', () => {
    const statistics = { kind: 'no-record', source: SOURCES.today, takenAt: NOW } as const;
    const { text } = shown(card({ statistics }));
    expect(text).toContain('On call for');
    expect(text).toContain('There are no call figures for today yet.');
    expect(text).toContain('CC-CMS hisindex/agent');
    expect(text).not.toContain('signed out');
  });

  test('has queues by name, escaped, and by number without one', () => {
    const queueNames = new Map([
      [3, '*Sales* <!here>'],
      [12, '\u200b '],
    ]);
    const { text, blocks } = shown(card({ queueNames }));
    expect(text.replaceAll('\u200b', '')).toContain('Queues: *Sales* &lt;!here&gt; and 12.');
    expect(JSON.stringify(blocks)).not.toContain('<!here>');
  });

  test('has a shared reason for several missing parts once', () => {
    const gone = noAnswer('upstream-reset');
    const { text } = shown(card({ callCount: gone, statistics: gone }));
    expect(text.match(/does not answer/g)).toHaveLength(1);
    expect(text).toContain('the number of active calls and the call statistics');
  });

  test('has no state line for a signed-out agent, but the statistics of today', () => {
    const { text, blocks } = shown(
      card({ state: known(onFloor({ state: 'signed-out' }), SOURCES.floor, NOW) }),
    );
    expect(text).toContain('is signed out');
    expect(text).toContain('Answered: 23');
    expect(JSON.stringify(blocks)).not.toContain(':zzz:');
  });

  test('has a Share button only with a channel, and names the sharer', () => {
    const actions = (surface: 'ephemeral-in-channel' | 'modal' | 'shared') =>
      JSON.stringify(shown(card(), surface).blocks).match(/agent_[a-z_]+/g);
    expect(actions('ephemeral-in-channel')).toEqual(['agent_refresh', 'agent_share']);
    expect(actions('modal')).toEqual(['agent_refresh']);
    expect(actions('shared')).toEqual(['agent_look_up']);
    expect(JSON.stringify(shown(card(), 'shared').blocks)).toContain('Shared by <@U0ADA>');
  });
});

describe('for any data of upstreams', () => {
  test('a card is within the limits, and no data in it formats or mentions', async () => {
    const surface = fc.constantFrom('ephemeral-in-channel', 'modal', 'shared');
    await checkProperty(
      fc.property(anyCard, surface, (given, where) => {
        expect(problemsOf(shown(withoutWords(given), where))).toEqual([]);
      }),
      3000,
    );
  });

  test('a list of cards is within them too', async () => {
    await checkProperty(
      fc.property(fc.array(anyCard, { minLength: 1, maxLength: 5 }), fc.nat(), (cards, more) => {
        const leftOut = leftOutOf({
          shown: cards.length,
          agents: IDS.slice(0, more % 30),
          noAgents: IDS.slice(0, more % 11),
          unchecked: IDS.slice(0, more % 7),
          passedOver: IDS.slice(0, more % 9).map(String),
          hasPhoneNumbers: more % 2 === 0,
        });
        const message = agentListMessage({
          centre: CENTRE,
          cards: cards.map(withoutWords),
          leftOut,
          time,
          now: NOW,
        });
        expect(problemsOf(message)).toEqual([]);
      }),
      1000,
    );
  });
});

function problemsOf(message: Message): string[] {
  const markup = [message.text, ...markupOf(message.blocks)].map((text) =>
    text.replaceAll(/<!date\^\d+\^[^<>]+>|<@U0ADA>/g, ''),
  );
  return [
    ...messageViolations(message),
    ...viewViolations(answerView(message)),
    ...(/undefined|NaN|\[object|null/.exec(message.text) ?? []),
    ...(/\bundefined\b|\bNaN\b|\[object/.exec(JSON.stringify(message.blocks)) ?? []),
    ...markup.filter((text) => /[<>]/.test(text)),
    ...(/[\u202a-\u202e\u2066-\u2069]|\\u000[0-9]/.exec(JSON.stringify(message)) ?? []),
  ];
}

/** Replaces names that could contain the words that the test looks for. */
function withoutWords(given: AgentCard): AgentCard {
  if (given.state.kind !== 'known' || given.state.value.name === null) return given;
  const name = given.state.value.name.replaceAll(/undefined|NaN|null|\[object/g, '');
  return { ...given, state: { ...given.state, value: { ...given.state.value, name } } };
}

test('the messages and views of our own words are within the limits', () => {
  const help = COMMAND_TABLE.map((command) => helpMessage(command.help));
  const own = [...help, noAgentsMessage(NOTHING_LEFT_OUT)];
  expect(own.flatMap(messageViolations)).toEqual([]);
  expect([lookUpForm(CENTRE), lookingUpView(999_999)].flatMap(viewViolations)).toEqual([]);
  for (const view of AGENT_VIEWS) expect(helpMessage(AGENT_HELP).text).toContain(view);
});

test('a list has the number of omitted agents', () => {
  const leftOut = leftOutOf({
    shown: 1,
    agents: IDS.slice(0, 6),
    noAgents: IDS.slice(6, 7),
    unchecked: IDS.slice(7, 8),
    passedOver: ['1,099', '2044'],
    hasPhoneNumbers: true,
  });
  const message = agentListMessage({ centre: CENTRE, cards: [card()], leftOut, time, now: NOW });
  expect(message.text).toContain('The message names 7 agents; these are the first 1. Not shown: 101, ');
  expect(message.text).toContain('No agents of this contact centre: 107.');
  expect(message.text).toContain('Not looked up, since there are too many numbers: 108.');
  expect(message.text).toContain(
    'Not looked up, since they stand in web addresses or are written as amounts: 1,099 and 2044.',
  );
  expect(message.text).toContain('Phone numbers are not looked up.');
  expect(message.text).toContain('On call for 4m 12s');
});
