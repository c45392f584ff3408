import { describe, expect, test } from 'vitest';
import { CHANNEL, MODES, startRunningBot, textOf } from '../support/bots/running-bot.ts';

describe.each(MODES)('/floor send, in %s mode', (mode) => {
  test('keeps at most three posts that Slack delays, and pausing cancels them', async () => {
    await using bot = await startRunningBot({ mode });
    const { workspace } = bot;
    await bot.ask('/floor', 'subscribe daily 18:00');
    workspace.faults.add({ method: 'chat.postMessage', kind: 'rate-limited', retryAfter: 600 });
    const answers: string[] = [];
    for (let asked = 0; asked < 5; asked += 1) answers.push(textOf(await bot.ask('/floor', 'send 1')));
    expect(answers.map((answer) => answer.includes('is on its way'))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(answers[4]).toContain('3 summaries of subscription 1 that were asked for still wait');
    await bot.ask('/floor', 'pause 1');
    expect(textOf(await bot.ask('/floor', 'send 1'))).toContain('is on its way');
    expect(workspace.messages.in(CHANNEL).filter(({ ephemeral_to }) => !ephemeral_to)).toEqual([]);
  });
});
