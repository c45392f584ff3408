import { globSync, readFileSync } from 'node:fs';
import { App, type Receiver, type webApi } from '@slack/bolt';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ACTIONS, SUGGESTIONS } from '../../src/slack/identifiers.ts';
import { UNKNOWN_ACTION } from '../../src/slack/listeners/actions/unknown-button.ts';
import { registerListeners } from '../../src/slack/listeners/register-listeners.ts';

const source = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');

/** What we rely on, with Slack's limits on lengths and numbers. */
const manifestSchema = z.object({
  display_information: z.object({
    name: z.string().max(35),
    description: z.string().max(140),
    long_description: z.string().min(175).max(4000),
  }),
  features: z.object({
    app_home: z.object({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(true),
    }),
    bot_user: z.object({ display_name: z.string().max(80) }),
    slash_commands: z.array(
      z.object({
        command: z
          .string()
          .regex(/^\/[a-z]+$/)
          .max(32),
        description: z.string().max(2000),
        usage_hint: z.string().max(1000),
        should_escape: z.boolean(),
      }),
    ),
    shortcuts: z
      .array(
        z.object({
          name: z.string().max(48),
          type: z.enum(['global', 'message']),
          callback_id: z.string().max(255),
          description: z.string().max(150),
        }),
      )
      .max(10),
  }),
  oauth_config: z.object({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
    interactivity: z.object({ is_enabled: z.literal(true) }),
    socket_mode_enabled: z.literal(true),
    token_rotation_enabled: z.literal(false),
  }),
});

const manifest = manifestSchema.parse(parse(source));
type Manifest = NonNullable<webApi.AppsManifestCreateArguments['manifest']>;

/** Slack's method reference, for the methods that may be called with no scope or with one that we have. */
const SCOPE_OF: Readonly<Record<string, string | readonly string[] | null>> = {
  'auth.test': null,
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.open': 'im:write',
  'files.uploadV2': 'files:write',
  'usergroups.users.list': 'usergroups:read',
  'users.info': 'users:read',
  'views.open': null,
  'views.publish': null,
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
    // Listeners take their parts out of this when they are called, which here none is.
    registerListeners(app, Object.create(null));
  });

  test('is one that Slack’s own types take', () => {
    const taken: Manifest = parse(source);
    expect(taken.display_information.name).toBe('Floorwalker');
  });

  test('has every command that is listened to, and no other', () => {
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(registered.command);
  });

  test('has every shortcut that is listened to, and no other', () => {
    const types = { global: 'shortcut', message: 'message_action' };
    const named = manifest.features.shortcuts.map(({ callback_id, type }) => ({
      callback_id,
      type: types[type],
    }));
    expect(named).toEqual(registered.shortcut);
  });

  test('has every event that is listened to, and no other', () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(registered.event);
  });

  test('every action that a builder names is listened to, and what is not is caught', () => {
    expect(registered.action).toEqual([...Object.values(ACTIONS), UNKNOWN_ACTION]);
    for (const action of Object.values(ACTIONS)) expect(action).not.toMatch(UNKNOWN_ACTION);
    for (const action of ['agent_refresh_2', 'old', 'x_agent_share']) expect(action).toMatch(UNKNOWN_ACTION);
  });

  test('every menu that asks for its choices is listened to, and answers without a scope', () => {
    expect(registered.options).toEqual(Object.values(SUGGESTIONS));
  });

  test('asks for the scopes that the called methods need, and for no other', () => {
    const methods = new Set(calledMethods());
    expect([...methods].filter((method) => !(method in SCOPE_OF))).toEqual([]);
    const needed = [...methods].flatMap((method) => SCOPE_OF[method] ?? []);
    expect(new Set(manifest.oauth_config.scopes.bot)).toEqual(new Set(['commands', ...needed]));
  });

  test('gives the reason for each scope', () => {
    const [, scopes = ''] = /\n    bot:\n((?:      .*\n)+)/.exec(source) ?? [];
    const lines = scopes.trimEnd().split('\n');
    const unexplained = lines.filter(
      (line, index) => line.includes('- ') && !/^\s*#/.test(lines[index - 1] ?? ''),
    );
    expect(lines.length).toBeGreaterThan(4);
    expect(unexplained).toEqual([]);
  });
});

/** Methods of the Web API as our sources call them: `client.views.open(`, `web.auth.test(`. */
function calledMethods(): string[] {
  const files = globSync('src/slack/**/*.ts', { cwd: new URL('../..', import.meta.url) });
  const calls =
    /\b(?:client|web|quick)\.((?:auth|chat|users|usergroups|views|conversations|files|team)(?:\.\w+)+)\(/g;
  return files.flatMap((file) => {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    return [...text.matchAll(calls)].map(([, method = '']) => method);
  });
}
