import { describe, expect, test } from 'vitest';
import { startSlackLayer, wordsOf } from '../support/bots/slack-layer.ts';

const huge = JSON.stringify({ type: 'events_api', envelope_id: 'e0', payload: 'x'.repeat(2 * 1024 * 1024) });

/** Frames that Slack should not send, with the expected acknowledgement. */
const FRAMES: readonly (readonly [string, string | Buffer])[] = [
  ['null', 'null'],
  ['a number', '7'],
  ['a truth', 'true'],
  ['a text', '"hello"'],
  ['a list', '[]'],
  ['a list with an envelope in it', '[{"type":"hello"}]'],
  ['nothing', ''],
  ['no JSON', '{"type":"hello'],
  ['a binary frame', Buffer.from([0, 1, 2, 255])],
  ['a binary envelope', Buffer.from('{"type":"disconnect"}')],
  ['an empty object', '{}'],
  ['a type that is null', '{"type":null}'],
  ['a type that is a number', '{"type":7}'],
  ['a hello without fields', '{"type":"hello"}'],
  [
    'an envelope without an id',
    '{"type":"events_api","payload":{"type":"event_callback","event":{"type":"x"}}}',
  ],
  ['an envelope id that is a number', '{"type":"interactive","envelope_id":7,"payload":null}'],
  ['a frame of 2 MB', huge],
  ...['close', 'error', 'ws_message', 'disconnected', 'connected', 'slack_event'].map(
    (type) => [`the type ${type}`, JSON.stringify({ type })] as const,
  ),
];

const ENVELOPES: readonly (readonly [string, object])[] = [
  ['no type', { payload: {} }],
  ['an unknown type', { type: 'something_new', payload: {} }],
  ['the type close', { type: 'close', payload: {} }],
  ['the type ws_message', { type: 'ws_message', payload: {} }],
  ['no payload', { type: 'events_api' }],
  ['a payload that is null', { type: 'events_api', payload: null }],
  ['a payload that is a text', { type: 'events_api', payload: '{}' }],
  ['a payload that is a list', { type: 'interactive', payload: [] }],
  ['an event payload without event', { type: 'events_api', payload: { type: 'event_callback' } }],
  ['an event that is null', { type: 'events_api', payload: { type: 'event_callback', event: null } }],
  ['an event without a type', { type: 'events_api', payload: { type: 'event_callback', event: {} } }],
  ['an event of the type close', { type: 'events_api', payload: eventOf('close') }],
  ['an event of the type disconnected', { type: 'events_api', payload: eventOf('disconnected') }],
  ['a notice that events are held back', { type: 'events_api', payload: { type: 'app_rate_limited' } }],
  ['a command without a person', { type: 'slash_commands', payload: { command: '/agent' } }],
  ['a button without a person', { type: 'interactive', payload: { type: 'block_actions', actions: [] } }],
  ['an interaction of a new kind', { type: 'interactive', payload: { type: 'new', user: { id: 'U1' } } }],
];

function eventOf(type: string) {
  return { type: 'event_callback', event: { type } };
}

const startedCleanly = { timeout: 60_000 };

describe('a frame of the socket', () => {
  test('that is no envelope changes nothing, and is logged once', startedCleanly, async () => {
    await using layer = await startSlackLayer('socket');
    const { socket } = layer.workspace;
    for (const [, frame] of FRAMES) {
      socket.sendRaw(frame);
      socket.sendRaw(frame);
    }
    expect(wordsOf(await layer.ask('1099'))).toContain('Agent 1099');
    expect(socket.open).toBe(1);
    expect(layer.slack.health().connected).toBe(true);
    const warnings = layer.logger.lines
      .filter(({ level }) => level === 'warn')
      .map(({ message, fields }) => JSON.stringify([message, fields]));
    expect(new Set(warnings).size).toBe(warnings.length);
    for (const reason of ['not a JSON object', 'binary', 'too large', 'no type', 'no envelope_id'])
      expect(warnings.join()).toContain(reason);
    expect(layer.logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('with a command, sent twice, is acknowledged twice and answered once', startedCleanly, async () => {
    await using layer = await startSlackLayer('socket');
    const { socket } = layer.workspace;
    await layer.ask('1099');
    const id = socket.acknowledged.at(-1);
    const { seq } = layer.workspace;
    socket.resend();
    await expect.poll(() => socket.acknowledged.filter((one) => one === id)).toHaveLength(2);
    await layer.ask('1100');
    const answers = layer.workspace.events.filter(
      (event) => event.type === 'ephemeral_posted' && event.seq > seq,
    );
    expect(answers).toHaveLength(1);
  });

  test.each(ENVELOPES)('with %s is acknowledged', startedCleanly, async (_name, fields) => {
    await using layer = await startSlackLayer('socket');
    layer.workspace.socket.sendRaw(JSON.stringify({ envelope_id: 'odd-1', ...fields }));
    await expect.poll(() => layer.workspace.socket.acknowledged).toContain('odd-1');
    expect(wordsOf(await layer.ask('1099'))).toContain('Agent 1099');
    expect(layer.workspace.socket.open).toBe(1);
  });

  test.each([
    ['no reason', {}],
    ['a reason that is unknown', { reason: 'because' }],
    ['a reason that is null', { reason: null }],
    ['a reason that is an object', { reason: { toString: 1 } }],
    ['too many connections', { reason: 'too_many_websockets', debug_info: null }],
  ])('that says goodbye with %s is followed by another socket', startedCleanly, async (_name, fields) => {
    await using layer = await startSlackLayer('socket');
    const { seq, socket } = layer.workspace;
    socket.sendRaw(JSON.stringify({ type: 'disconnect', ...fields }));
    await layer.workspace.next((event) => event.type === 'connection' && event.change === 'opened', {
      since: seq,
    });
    expect(wordsOf(await layer.ask('1099'))).toContain('Agent 1099');
  });

  test('before the hello does not keep the socket from opening', startedCleanly, async () => {
    await using layer = await startSlackLayer('socket');
    const { seq, socket } = layer.workspace;
    socket.drop();
    await layer.workspace.next((event) => event.type === 'connection' && event.change === 'opened', {
      since: seq,
    });
    socket.sendRaw('null');
    expect(wordsOf(await layer.ask('1099'))).toContain('Agent 1099');
  });
});
