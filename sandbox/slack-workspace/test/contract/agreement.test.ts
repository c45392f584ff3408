import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isObject, type JsonObject, listOf, objectsOf, textOf } from '../../slack/json.ts';
import { callSlack } from '../support/call-slack.ts';
import { type EchoApp, startEchoApp } from '../support/echo-app.ts';
import {
  hasLocalSlack,
  LOCAL_SLACK_SKIPPED,
  type Peer,
  startLocalSlack,
  startOurs,
} from '../support/slack-peers.ts';

/**
 * One script runs against our workspace and against emulators by others, with equal observations. The test lists each
 * difference and the correct side; a difference that disappears fails the test too.
 */

/** The observations of the script, and the payloads that reached the app. */
interface Transcript {
  seen: Record<string, unknown>;
  payloads: Record<string, JsonObject>;
}

const POLL_OPTIONS = { timeout: 60_000 };

async function playScript(peer: Peer, echo: EchoApp): Promise<Transcript> {
  const seen: Record<string, unknown> = {};
  await peer.command('/echo', 'hello');
  await expect.poll(() => peer.messages(), POLL_OPTIONS).toHaveLength(1);
  seen['answer to the command'] = await peer.messages();

  await peer.press('ask');
  await expect.poll(() => peer.modal(), POLL_OPTIONS).toBeDefined();
  seen['modal after the button'] = peer.modal();

  echo.onSubmit = (words) => ({ response_action: 'errors', errors: { what: `not "${words}"` } });
  await peer.submit('this');
  await expect.poll(() => peer.fieldErrors(), POLL_OPTIONS).not.toEqual({});
  seen['field errors'] = peer.fieldErrors();
  seen['modal with errors'] = peer.modal();

  echo.onSubmit = undefined;
  await peer.submit('that');
  await expect.poll(() => peer.modal(), POLL_OPTIONS).toBeUndefined();
  seen['modal at the end'] = peer.modal();

  await peer.openHome();
  await expect.poll(() => peer.homeText(), POLL_OPTIONS).toBe('welcome');
  await peer.pressHome('refresh');
  await expect.poll(() => peer.homeText(), POLL_OPTIONS).toBe('refreshed');
  seen['home'] = peer.homeText();

  await peer.command('/often', '');
  await expect.poll(async () => (await peer.messages()).length, POLL_OPTIONS).toBeGreaterThan(5);
  await expect.poll(() => echo.bodies, POLL_OPTIONS).toHaveLength(7);
  seen['answers to one command'] = (await peer.messages()).length - 1;

  const names = ['command', 'button', 'refused form', 'form', 'home opened', 'home button', 'often'];
  return {
    seen,
    payloads: Object.fromEntries(names.map((name, index) => [name, { ...echo.bodies[index] }])),
  };
}

async function play(start: () => Promise<Peer>): Promise<Transcript> {
  const peer = await start();
  const echo = await startEchoApp(peer.target, 'socket');
  try {
    return await playScript(peer, echo);
  } finally {
    await echo.stop();
    await peer.stop();
  }
}

/** All fields of a payload by path; lists count by their elements. */
function pathsOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, `${at}[]`));
  if (!isObject(value)) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, at === '' ? key : `${at}.${key}`)),
  ];
}

/** Fields of one payload that the other lacks, without the fields below a missing field. */
function missing(from: unknown, than: unknown): string[] {
  const known = new Set(pathsOf(than));
  const lacking = [...new Set(pathsOf(from))].filter((path) => !known.has(path));
  return lacking
    .filter((path) => !lacking.some((other) => path !== other && path.startsWith(other)))
    .toSorted();
}

describe.runIf(hasLocalSlack)(`local-slack 0.1.8 and our workspace${LOCAL_SLACK_SKIPPED}`, () => {
  let ours: Transcript;
  let theirs: Transcript;
  beforeAll(async () => {
    [ours, theirs] = await Promise.all([play(startOurs), play(startLocalSlack)]);
  });

  test('show equal results, except for the fifth answer', () => {
    const { 'answers to one command': answers, ...rest } = ours.seen;
    expect(theirs.seen).toMatchObject(rest);
    // A response URL is valid for five replies; local-slack does not count.
    expect([answers, theirs.seen['answers to one command']]).toEqual([5, 6]);
  });

  test.each<[string, { onlyOurs: string[]; onlyTheirs: string[] }]>([
    ['command', { onlyOurs: [], onlyTheirs: [] }],
    // local-slack shows a reply to everyone unless it has "ephemeral", so its button carries the message.
    ['button', { onlyOurs: ['enterprise'], onlyTheirs: ['message'] }],
    // Slack's own views have these fields, empty if the app set none.
    [
      'form',
      {
        onlyOurs: [
          'enterprise',
          'view.app_installed_team_id',
          'view.clear_on_close',
          'view.close',
          'view.external_id',
        ],
        onlyTheirs: [],
      },
    ],
    // These are newer fields of the envelope.
    [
      'home opened',
      { onlyOurs: ['context_enterprise_id', 'context_team_id', 'event_context'], onlyTheirs: [] },
    ],
    // A button of a Home tab belongs to a view and has neither channel nor response URL, as in local-slack.
    [
      'home button',
      {
        onlyOurs: ['container.view_id', 'enterprise', 'view'],
        onlyTheirs: ['channel', 'container.is_ephemeral', 'response_url', 'state'],
      },
    ],
  ])('send the app equal fields: %s', (name, { onlyOurs, onlyTheirs }) => {
    expect(missing(ours.payloads[name], theirs.payloads[name])).toEqual(onlyOurs);
    expect(missing(theirs.payloads[name], ours.payloads[name])).toEqual(onlyTheirs);
  });
});

describe('emulate 0.12.2 and our workspace', () => {
  let emulator: Emulator;
  let ours: Peer;

  beforeAll(async () => {
    ours = await startOurs();
    emulator = await createEmulator({ service: 'slack', port: 0, seed: { slack: emulateSeed } });
  });
  afterAll(async () => {
    await emulator.close();
    await ours.stop();
  });

  /** Sends a call to both sides, each with its own ids, and returns the compared part of the replies. */
  async function both(
    method: string,
    fields: (ids: Ids) => JsonObject,
    look: (answer: JsonObject) => unknown,
    token?: string,
  ): Promise<{ ours: unknown; theirs: unknown }> {
    const theirTarget = { apiUrl: `${emulator.url}/api/`, botToken: 'xoxb-agree' };
    const options = token === undefined ? {} : { token };
    const [mine, other] = await Promise.all([
      callSlack(ours.target, method, fields({ channel: 'C0OPS', user: 'U0ADA' }), options),
      callSlack(theirTarget, method, fields(await idsOf(theirTarget)), options),
    ]);
    return { ours: look(mine), theirs: look(other) };
  }

  const error = (answer: JsonObject): unknown => [answer['ok'], answer['error']];

  test.each<[string, string, (ids: Ids) => JsonObject, (answer: JsonObject) => unknown, string?]>([
    ['no token', 'auth.test', () => ({}), error, ''],
    ['who am I', 'auth.test', () => ({}), ({ ok, team, url }) => ({ ok, team, url })],
    [
      'a message',
      'chat.postMessage',
      ({ channel }) => ({ channel, text: 'hi' }),
      ({ ok, message }) => [ok, textOf(Object(message).text), textOf(Object(message).type)],
    ],
    ['no such channel', 'chat.postMessage', () => ({ channel: 'C404', text: 'x' }), error],
    ['no such message', 'chat.update', ({ channel }) => ({ channel, ts: '1.1', text: 'x' }), error],
    ['nothing to say', 'chat.postMessage', ({ channel }) => ({ channel }), error],
    [
      'an ephemeral',
      'chat.postEphemeral',
      ({ channel, user }) => ({ channel, user, text: 'x' }),
      ({ ok, message_ts }) => [ok, typeof message_ts],
    ],
    [
      'history',
      'conversations.history',
      ({ channel }) => ({ channel, limit: 1 }),
      ({ ok, messages, has_more }) => [ok, objectsOf(messages).map(({ text }) => text), has_more],
    ],
    [
      'a person',
      'users.info',
      ({ user }) => ({ user }),
      ({ ok, user }) => [ok, Object(user).name, Object(user).real_name, Object(user).is_bot],
    ],
    ['no such person', 'users.info', () => ({ user: 'U404' }), error],
    [
      'a scope that is missing',
      'team.info',
      () => ({}),
      ({ ok, error: code, needed }) => ({ ok, code, needed }),
    ],
    [
      'a Home',
      'views.publish',
      ({ user }) => ({ user_id: user, view: HOME }),
      ({ ok, view }) => [ok, Object(view).type, listOf(Object(view).blocks).length],
    ],
    [
      'a Home with an old hash',
      'views.publish',
      ({ user }) => ({ user_id: user, view: HOME, hash: 'old' }),
      error,
    ],
    ['a Home of an unknown person', 'views.publish', () => ({ user_id: 'U404', view: HOME }), error],
  ])('give equal answers: %s', async (_name, method, fields, look, token) => {
    const answers = await both(method, fields, look, token);
    expect(answers.theirs).toEqual(answers.ours);
  });

  test.each<[string, string, (ids: Ids) => JsonObject, unknown, unknown, string?]>([
    // Slack answers HTTP 200 with an error name; emulate answers HTTP 404 with a text of its web framework.
    ['an unknown method', 'chat.shout', () => ({}), [false, 'unknown_method'], [false, undefined]],
    // emulate accepts any token, for convenience.
    ['an unknown token', 'auth.test', () => ({}), [false, 'invalid_auth'], [true, undefined], 'xoxb-other'],
    // emulate does not check blocks.
    [
      'a block that breaks a limit',
      'chat.postMessage',
      ({ channel }) => ({ channel, text: 'x', blocks: [{ type: 'hologram' }] }),
      [false, 'invalid_blocks'],
      [true, undefined],
    ],
    // Slack's documents promise truncation, but its list of errors has msg_too_long: we follow the stricter reading.
    [
      '40,001 characters',
      'chat.postMessage',
      ({ channel }) => ({ channel, text: 'x'.repeat(40_001) }),
      [false, 'msg_too_long'],
      [true, undefined],
    ],
  ])('differ: %s', async (_name, method, fields, mine, other, token) => {
    expect(await both(method, fields, error, token)).toEqual({ ours: mine, theirs: other });
  });
});

interface Ids {
  channel: string;
  user: string;
}

const HOME = { type: 'home', blocks: [{ type: 'divider' }] };

/** Reads the ids that emulate generated. */
async function idsOf(target: { apiUrl: string; botToken: string }): Promise<Ids> {
  const { channels } = await callSlack(target, 'conversations.list');
  const { members } = await callSlack(target, 'users.list');
  const idOf = (list: unknown, name: string): string =>
    textOf(objectsOf(list).find((each) => each['name'] === name)?.['id']) ?? '';
  return { channel: idOf(channels, 'ops'), user: idOf(members, 'ada') };
}

const emulateSeed = {
  strict_scopes: true,
  team: { name: 'Local workspace', domain: 'local' },
  users: [{ name: 'ada', real_name: 'Ada Moreno', email: 'ada@example.com' }],
  channels: [{ name: 'ops' }],
  tokens: [
    {
      token: 'xoxb-agree',
      user: 'ada',
      scopes: [
        'commands',
        'chat:write',
        'users:read',
        'channels:history',
        'files:write',
        'usergroups:read',
        'channels:read',
      ],
    },
  ],
};
