import { globSync, readFileSync } from 'node:fs';
import { App, type Receiver, type webApi } from '@slack/bolt';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { registerListeners } from '../../src/slack/listeners/register-listeners.ts';
import { ACTIONS, SUGGESTIONS } from '../../src/slack/questions/identifiers.ts';
import { REQUIRED_SCOPES } from '../../src/slack/web-api/slack-standing.ts';

/** Scopes that may be left out at the installation. */
const OPTIONAL_SCOPES = ['channels:history', 'groups:history', 'im:history'];

const source = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');

/** The fields that we use, with Slack's limits on lengths and numbers. */
const flag = z.boolean().optional();
const textUpTo = (max: number) => z.string().min(1).max(max);
const address = (max: number) =>
  z
    .string()
    .regex(/^https?:\/\//)
    .max(max)
    .optional();
const scopes = z.array(z.string().max(50)).max(255);
const events = z.array(z.string().max(50)).max(100).refine(isUnique, 'an event is named twice');

/** Slack's published schema of app manifests for the fields of ours; objects may not have further fields. */
const manifestSchema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.int(), minor_version: z.int() }),
  display_information: z.strictObject({
    name: textUpTo(35),
    description: textUpTo(140),
    long_description: z.string().min(175).max(4000),
    background_color: z.string().regex(/^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(true),
    }),
    bot_user: z.strictObject({ display_name: textUpTo(80), always_online: flag }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().startsWith('/').min(2).max(32),
          url: address(3000),
          description: textUpTo(2000),
          usage_hint: textUpTo(1000),
          should_escape: z.boolean(),
        }),
      )
      .min(1)
      .max(50),
    shortcuts: z
      .array(
        z.strictObject({
          name: textUpTo(24),
          type: z.enum(['global', 'message']),
          callback_id: textUpTo(255),
          description: textUpTo(150),
        }),
      )
      .min(1)
      .max(10),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: scopes, bot_optional: scopes }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: address(3500), bot_events: events }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: address(3500),
      message_menu_options_url: address(3500),
    }),
    org_deploy_enabled: flag,
    socket_mode_enabled: z.literal(true),
    token_rotation_enabled: z.literal(false),
  }),
});

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

const manifest = manifestSchema.parse(parse(source));
type Manifest = NonNullable<webApi.AppsManifestCreateArguments['manifest']>;

/** Slack's event reference: any one of these scopes allows the event; `null` for events without a scope. */
const SCOPES_OF_EVENT: Readonly<Record<string, readonly string[] | null>> = {
  app_home_opened: null,
  app_uninstalled: null,
  channel_id_changed: ['groups:read'],
  channel_shared: ['channels:read', 'groups:read'],
  tokens_revoked: null,
  user_change: ['users:read'],
};

/** Slack's method reference for methods that need no scope or one of ours. */
const SCOPE_OF: Readonly<Record<string, string | readonly string[] | null>> = {
  'auth.test': null,
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.open': 'im:write',
  'files.uploadV2': 'files:write',
  'team.info': 'team:read',
  'usergroups.users.list': 'usergroups:read',
  'users.info': 'users:read',
  'views.open': null,
  'views.publish': null,
  'views.push': null,
  'views.update': null,
};

describe('the manifest', () => {
  const registered: Record<'command' | 'shortcut' | 'action' | 'event' | 'view' | 'options', unknown[]> = {
    command: [],
    shortcut: [],
    action: [],
    event: [],
    view: [],
    options: [],
  };

  beforeAll(() => {
    const receiver: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} };
    const app = new App({ receiver, authorize: async () => ({}), convoStore: false });
    for (const kind of ['command', 'shortcut', 'action', 'event', 'view', 'options'] as const) {
      vi.spyOn(app, kind).mockImplementation((constraint: unknown) => void registered[kind].push(constraint));
    }
    // Listeners use these parts when they are called, which does not happen here.
    registerListeners(app, Object.create(null));
  });

  test('matches Slack’s own types', () => {
    const taken: Manifest = parse(source);
    expect(taken.display_information.name).toBe('Floorwalker');
  });

  test('has every command with a listener; a missing one is found', () => {
    const names = manifest.features.slash_commands.map(({ command }) => command);
    expect(registered.command.slice(0, -1)).toEqual(names);
    const other = z.instanceof(RegExp).parse(registered.command.at(-1));
    for (const name of names) expect(name).not.toMatch(other);
    for (const name of ['/agents', '/floorwalker']) expect(name).toMatch(other);
  });

  test('has every shortcut with a listener, and no other', () => {
    const types = { global: 'shortcut', message: 'message_action' };
    const named = manifest.features.shortcuts.map(({ callback_id, type }) => ({
      callback_id,
      type: types[type],
    }));
    expect(named).toEqual(registered.shortcut);
  });

  test('has every event with a listener, and no other', () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(registered.event);
  });

  test('every action of a builder has a listener; a missing one is found', () => {
    expect(new Set(registered.action.slice(0, -1))).toEqual(new Set(Object.values(ACTIONS)));
    const other = z.instanceof(RegExp).parse(registered.action.at(-1));
    for (const action of Object.values(ACTIONS)) expect(action).not.toMatch(other);
    for (const action of ['agent_refresh_2', 'old', 'x_agent_share']) expect(action).toMatch(other);
  });

  test('every external menu has a listener, and answers without a scope', () => {
    expect(registered.options).toEqual(Object.values(SUGGESTIONS));
  });

  test('has the scopes of the called methods and subscribed events, and no other', () => {
    const methods = new Set(calledMethods());
    expect([...methods].filter((method) => !(method in SCOPE_OF))).toEqual([]);
    const { bot_events } = manifest.settings.event_subscriptions;
    expect(bot_events.filter((event) => !(event in SCOPES_OF_EVENT))).toEqual([]);
    const needed = [
      ...[...methods].flatMap((method) => SCOPE_OF[method] ?? []),
      ...bot_events.flatMap((event) => SCOPES_OF_EVENT[event] ?? []),
    ];
    expect(new Set(manifest.oauth_config.scopes.bot)).toEqual(new Set(['commands', ...needed]));
  });

  test('makes the scopes for reading channels optional, and lists them twice as Slack demands', () => {
    const { bot, bot_optional } = manifest.oauth_config.scopes;
    expect(bot_optional).toEqual([...OPTIONAL_SCOPES]);
    expect(new Set(bot)).toEqual(new Set([...REQUIRED_SCOPES, ...OPTIONAL_SCOPES]));
    expect(bot).toEqual(expect.arrayContaining(bot_optional));
    expect(isUnique(bot) && isUnique(bot_optional)).toBe(true);
  });

  test('states the reason of each scope', () => {
    const [, scopes = ''] = /\n    bot:\n((?:      .*\n)+)/.exec(source) ?? [];
    const lines = scopes.trimEnd().split('\n');
    const unexplained = lines.filter(
      (line, index) => line.includes('- ') && !/^\s*#/.test(lines[index - 1] ?? ''),
    );
    expect(lines.length).toBeGreaterThan(4);
    expect(unexplained).toEqual([]);
  });
});

/** Returns the Web API methods that our sources call: `client.views.open(`, `web.auth.test(`. */
function calledMethods(): string[] {
  const files = globSync('src/slack/**/*.ts', { cwd: new URL('../..', import.meta.url) });
  const calls =
    /\b(?:client|web|quick)\.((?:auth|chat|users|usergroups|views|conversations|files|team)(?:\.\w+)+)\(/g;
  return files.flatMap((file) => {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    return [...text.matchAll(calls)].map(([, method = '']) => method);
  });
}
