import { describe, expect, test } from 'vitest';
import type { DeliveryKind } from '../../sandbox/slack-workspace/slack/deliveries/delivery.ts';
import type { JsonObject } from '../../sandbox/slack-workspace/slack/json.ts';
import { ADA, CHANNEL, manifest, startSlackLayer, wordsOf } from '../support/bots/slack-layer.ts';

const person = { user: { id: ADA, team_id: 'T0LOCAL' }, team: { id: 'T0LOCAL', domain: 'local' } };
const view = { id: 'V1', type: 'modal', callback_id: 'none_of_ours', blocks: [], state: { values: {} } };
const event = (fields: JsonObject) => ({ type: 'event_callback', team_id: 'T0LOCAL', event: fields });
const actions = (given: unknown) => ({
  type: 'block_actions',
  ...person,
  channel: { id: CHANNEL },
  actions: given,
});

/** Payloads that no listener handles, or that make Bolt itself fail. */
const PAYLOADS: readonly (readonly [string, DeliveryKind, JsonObject])[] = [
  ['a form of an unknown callback id', 'interactive', { type: 'view_submission', ...person, view }],
  ['a form without a callback id', 'interactive', { type: 'view_submission', ...person, view: { id: 'V1' } }],
  ['a form that was closed', 'interactive', { type: 'view_closed', ...person, view, is_cleared: false }],
  [
    'a form of ours that was closed',
    'interactive',
    { type: 'view_closed', ...person, view: { ...view, callback_id: 'subscription_form' } },
  ],
  [
    'a form whose response_urls are null',
    'interactive',
    { type: 'view_submission', ...person, view, response_urls: null },
  ],
  ['an interaction of an unknown type', 'interactive', { type: 'view_of_tomorrow', ...person }],
  ['an interaction of an unknown type without a person', 'interactive', { type: 'view_of_tomorrow' }],
  ['a message’s button of long ago', 'interactive', { type: 'interactive_message', ...person, actions: [] }],
  ['an unknown global shortcut', 'interactive', { type: 'shortcut', ...person, callback_id: 'none_of_ours' }],
  ['a shortcut without a callback id', 'interactive', { type: 'shortcut', ...person }],
  [
    'an unknown message shortcut',
    'interactive',
    { type: 'message_action', ...person, callback_id: 'none_of_ours', channel: { id: CHANNEL } },
  ],
  [
    'a menu that is unknown',
    'interactive',
    { type: 'block_suggestion', ...person, action_id: 'none_of_ours', block_id: 'b', value: 'x' },
  ],
  ['a menu without an action id', 'interactive', { type: 'block_suggestion', ...person }],
  ['actions that are null', 'interactive', actions(null)],
  ['actions that are missing', 'interactive', actions(undefined)],
  ['no action', 'interactive', actions([])],
  ['an action that is null', 'interactive', actions([null])],
  ['an action that is a text', 'interactive', actions(['x'])],
  ['an action without an id', 'interactive', actions([{ type: 'button' }])],
  ['an action whose id is a number', 'interactive', actions([{ type: 'button', action_id: 7 }])],
  ['a button in a channel that is null', 'interactive', { ...actions([]), channel: null }],
  [
    'an unknown command',
    'slash_commands',
    { command: '/none', text: '', user_id: ADA, team_id: 'T0LOCAL', channel_id: CHANNEL },
  ],
  ['an unknown event', 'events_api', event({ type: 'something_new' })],
  ['a function that is to be run', 'events_api', event({ type: 'function_executed', inputs: {} })],
  ['an event in a channel that is null', 'events_api', event({ type: 'something_new', channel: null })],
  ['an event about an item that is null', 'events_api', event({ type: 'something_new', item: null })],
  [
    'an event without an installation',
    'events_api',
    { ...event({ type: 'something_new' }), authorizations: [null] },
  ],
];

describe.each(['socket', 'http'] as const)('in %s mode', (mode) => {
  test('a payload without a listener is acknowledged at once and changes nothing', async () => {
    await using layer = await startSlackLayer(mode);
    const acks: Record<string, boolean> = {};
    for (const [name, kind, body] of PAYLOADS)
      acks[name] = (await layer.workspace.deliver({ kind, body })).acked;
    expect(acks).toEqual(Object.fromEntries(PAYLOADS.map(([name]) => [name, true])));
    expect(layer.queries.asked).toEqual([]);
    expect(wordsOf(await layer.ask('1099'))).toContain('Agent 1099');
    const waits = layer.logger.lines.filter(({ message }) => message.includes('it has no listener'));
    expect(waits.length).toBeGreaterThan(0);
    expect(new Set(waits.map(({ fields }) => JSON.stringify(fields))).size).toBe(waits.length);
  });

  test.each(['/agents', '/agent-status', '/agentx', '/supervisor'])(
    'the command %s of an app with another manifest is answered with the existing commands',
    async (command) => {
      const other: unknown = JSON.parse(JSON.stringify(manifest).replaceAll('"/agent"', `"${command}"`));
      await using layer = await startSlackLayer(mode, {}, { manifest: other });
      const report = await layer.workspace.as(ADA).command(CHANNEL, command, '1099');
      expect(report.acked).toBe(true);
      const words = wordsOf(await layer.message('ephemeral_posted', report.seq));
      for (const named of [`“${command}”`, '/agent help', '/queue help', '/floor help', 'manifest.yml'])
        expect(words).toContain(named);
      expect(layer.queries.asked).toEqual([]);
    },
  );

  test('an unknown menu gets no options', async () => {
    await using layer = await startSlackLayer(mode);
    const body = {
      type: 'block_suggestion',
      ...person,
      action_id: 'none_of_ours',
      block_id: 'b',
      value: 'x',
    };
    expect((await layer.workspace.deliver({ kind: 'interactive', body })).ackBody).toEqual({ options: [] });
  });
});
