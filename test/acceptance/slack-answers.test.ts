import { describe, expect, test } from 'vitest';
import { ADA, CHANNEL, startSlackLayer, wordsOf } from '../support/bots/slack-layer.ts';

describe('when an answer cannot be sent normally', () => {
  test.each([
    ['expired', { kind: 'status', status: 404, method: 'response_url' }],
    ['limited', { kind: 'rate-limited', retryAfter: 30, method: 'response_url' }],
  ] as const)('an address that is %s is passed over, and the person still hears', async (_name, fault) => {
    await using layer = await startSlackLayer('socket');
    layer.workspace.faults.add(fault);
    const message = await layer.ask('1099');
    expect(message.ephemeral_to).toBe(ADA);
    expect(wordsOf(message)).toContain('Agent 1099');
    expect(layer.workspace.requests.map(({ method }) => method)).toContain('chat.postEphemeral');
  });

  test('an answer that may have arrived is not sent again, and is logged', async () => {
    await using layer = await startSlackLayer('socket');
    layer.workspace.faults.add({ kind: 'reset', when: 'after', method: 'response_url' });
    await layer.ask('1099');
    await expect
      .poll(() => layer.logger.lines.map(({ message }) => message))
      .toContain('answer not accepted by response_url');
    expect(layer.workspace.as(ADA).messages(CHANNEL)).toHaveLength(1);
  });

  test('a short 429 of a Web API method is waited for', async () => {
    await using layer = await startSlackLayer('socket');
    layer.workspace.faults.add({ kind: 'rate-limited', retryAfter: 1, method: 'views.publish' });
    const { seq } = await layer.workspace.as(ADA).openHome();
    expect(wordsOf(await layer.view('view_published', seq))).toContain('The floor now');
  });

  test('a share that Slack rejects is reported to the sharer', async () => {
    await using layer = await startSlackLayer('socket');
    const own = await layer.ask('1099');
    layer.workspace.faults.add({ kind: 'status', status: 404, method: 'response_url', times: 2 });
    const { seq } = await layer.workspace.as(ADA).click(own, 'agent_share');
    expect(wordsOf(await layer.message('ephemeral_posted', seq))).toContain('could not be shared');
  });

  test.each([500, 502, 503])(
    'a share that Slack accepted before it answered %s is not called rejected, and is posted once',
    async (status) => {
      await using layer = await startSlackLayer('http');
      const own = await layer.ask('1099');
      layer.workspace.faults.add({ kind: 'status', status, when: 'after', method: 'response_url' });
      const { seq } = await layer.workspace.as(ADA).click(own, 'agent_share');
      const words = wordsOf(await layer.message('ephemeral_posted', seq));
      expect(words).toContain('Slack did not say whether it took this.');
      expect(words).toContain('Look in the channel before you press Share again.');
      const posts = layer.workspace.messages
        .in(CHANNEL)
        .filter((message) => message.ephemeral_to === undefined);
      expect(posts).toHaveLength(1);
    },
  );

  test('an answer that Slack accepted before it answered 500 is posted once', async () => {
    await using layer = await startSlackLayer('socket');
    layer.workspace.faults.add({ kind: 'status', status: 500, when: 'after', method: 'response_url' });
    await layer.ask('1099');
    await expect
      .poll(() => layer.logger.lines.map(({ message }) => message))
      .toContain('answer not accepted by response_url');
    expect(layer.workspace.as(ADA).messages(CHANNEL)).toHaveLength(1);
    expect(layer.workspace.requests.map(({ method }) => method)).not.toContain('chat.postEphemeral');
  });

  test.each([400, 413])(
    'an answer and a share whose blocks are rejected with %s come as text',
    async (status) => {
      await using layer = await startSlackLayer('http');
      layer.workspace.faults.add({ kind: 'status', status, method: 'response_url' });
      const own = await layer.ask('1099');
      expect(own.blocks ?? []).toEqual([]);
      expect(own.text).toContain('Agent 1099');
      const again = await layer.ask('1099');
      layer.workspace.faults.add({ kind: 'status', status, method: 'response_url' });
      const { seq } = await layer.workspace.as(ADA).click(again, 'agent_share');
      const shared = await layer.message('message_posted', seq);
      expect(shared.blocks ?? []).toEqual([]);
      expect(shared.text).toContain('Agent 1099');
    },
  );
});
