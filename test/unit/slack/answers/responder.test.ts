import { RespondError, type RespondFn, webApi } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { createResponder } from '../../../../src/slack/answers/responder.ts';
import type { Message } from '../../../../src/slack/block-kit/message.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createRecordingLogger } from '../../../support/peers/recording-logger.ts';

const RICH: Message['blocks'] = [{ type: 'divider', block_id: 'rich' }];
const PLAIN: Message['blocks'] = [{ type: 'divider', block_id: 'plain' }];
const CHART: Message = {
  text: 'figures',
  blocks: RICH,
  fallback: { without: 'data_visualization', blocks: PLAIN },
};
const TABLE: Message = { text: 'figures', blocks: RICH, fallback: { without: 'table', blocks: PLAIN } };

type Reply = 'ok' | 400 | 404 | 413 | 500 | 503 | 'no, with status 200' | 'no, as a word' | 'lost';

/** Starts an address with these replies, and records the requests to it and to `chat.postEphemeral`. */
function open(...replies: Reply[]) {
  const sent: string[] = [];
  const ephemeralRefuses = ['rich'];
  const respond: RespondFn = async (message) => {
    sent.push(which(message));
    const reply = replies.shift() ?? 'ok';
    if (reply === 'lost') throw new TypeError('fetch failed');
    if (typeof reply === 'number') throw new RespondError('no', reply);
    if (reply === 'no, as a word') return new Response('invalid_blocks');
    return new Response(reply === 'ok' ? 'ok' : '{"ok":false,"error":"invalid_blocks"}');
  };
  const client = new webApi.WebClient('xoxb-test', {
    retryConfig: { retries: 0 },
    fetch: async (_url, init) => {
      const body = init?.body;
      sent.push(`ephemeral ${which(body instanceof URLSearchParams ? body.get('blocks') : body)}`);
      const refused = ephemeralRefuses.includes(
        which(body instanceof URLSearchParams ? body.get('blocks') : body),
      );
      const answer = refused ? { ok: false, error: 'msg_blocks_too_long' } : { ok: true };
      return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
    },
  });
  const clock = createManualClock();
  const logger = createRecordingLogger();
  const requester = { userId: 'U1', teamId: 'T1', channelId: 'C1' };
  return {
    sent,
    clock,
    logger,
    ephemeralRefuses,
    responder: createResponder({ clock, logger }),
    to: { respond, client, requester },
  };
}

function which(sent: unknown): string {
  const words = JSON.stringify(sent) ?? '';
  if (words.includes('rich')) return 'rich';
  return words.includes('plain') ? 'plain' : 'text';
}

describe('an answer with a block that Slack may not support', () => {
  test('is sent once if Slack accepts it', async () => {
    const { responder, sent, to } = open();
    await responder.toRequester(to, CHART);
    expect(sent).toEqual(['rich']);
  });

  test.each<Reply>([400, 413, 'no, with status 200', 'no, as a word'])(
    'goes out in its fallback form where Slack says %s',
    async (no) => {
      const { responder, sent, to } = open(no);
      await responder.toRequester(to, CHART);
      expect(sent).toEqual(['rich', 'plain']);
    },
  );

  test('is not retried for an hour, and then once', async () => {
    const { responder, sent, to, clock } = open(400, 'ok', 'ok', 400);
    await responder.toRequester(to, CHART);
    clock.advance(59 * 60_000);
    await responder.toRequester(to, CHART);
    expect(sent).toEqual(['rich', 'plain', 'plain']);
    clock.advance(60_001);
    await responder.toRequester(to, CHART);
    expect(sent).toEqual(['rich', 'plain', 'plain', 'rich', 'plain']);
  });

  test('does not affect blocks of another kind', async () => {
    const { responder, sent, to } = open(400);
    await responder.toRequester(to, CHART);
    await responder.toRequester(to, TABLE);
    expect(sent).toEqual(['rich', 'plain', 'rich']);
  });

  test('is not remembered if the fallback form is rejected too', async () => {
    const { responder, sent, to } = open(400, 400, 400);
    expect(await responder.toChannel(to, CHART)).toBe('refused');
    await responder.toRequester(to, CHART);
    expect(sent).toEqual(['rich', 'plain', 'text', 'rich']);
  });

  test('is sent as text if the fallback form is rejected too or missing', async () => {
    const { responder, sent, to } = open(400, 413, 'ok', 400, 'ok');
    expect(await responder.toChannel(to, CHART)).toBe('taken');
    await responder.toRequester(to, { text: 'figures', blocks: RICH });
    expect(sent).toEqual(['rich', 'plain', 'text', 'rich', 'text']);
  });

  test('is sent as text over the other transport too', async () => {
    const { responder, sent, to, ephemeralRefuses } = open(404);
    ephemeralRefuses.push('plain');
    await responder.toRequester(to, CHART);
    expect(sent).toEqual(['rich', 'ephemeral rich', 'ephemeral plain', 'ephemeral text']);
  });

  test('is not sent with blocks beyond Slack’s maximum size', async () => {
    const { responder, sent, to } = open();
    const text = { type: 'plain_text', text: 'x'.repeat(3000) } as const;
    const large = Array.from({ length: 5 }, () => ({ type: 'section', text }) as const);
    await responder.toRequester(to, { ...CHART, blocks: large });
    await responder.toRequester(to, { text: 'figures', blocks: large });
    expect(sent).toEqual(['plain', 'text']);
  });

  test.each<Reply>([500, 503])(
    'is not sent again where Slack answers %s: it may have arrived',
    async (status) => {
      const { responder, sent, to } = open(status, status);
      expect(await responder.toChannel(to, CHART)).toBe('unknown');
      await responder.toRequester(to, CHART);
      expect(sent).toEqual(['rich', 'rich']);
    },
  );

  test('is not sent again if the first may have arrived', async () => {
    const { responder, sent, to } = open('lost');
    expect(await responder.toChannel(to, CHART)).toBe('unknown');
    await responder.toRequester(to, CHART);
    expect(sent).toEqual(['rich', 'rich']);
  });

  test('uses the other transport equally after its address has expired', async () => {
    const { responder, sent, to } = open(404);
    await responder.toRequester(to, CHART);
    expect(sent).toEqual(['rich', 'ephemeral rich', 'ephemeral plain']);
  });

  test('is shared in its fallback form too', async () => {
    const { responder, sent, to } = open(400);
    expect(await responder.toChannel(to, CHART)).toBe('taken');
    expect(sent).toEqual(['rich', 'plain']);
  });
});
