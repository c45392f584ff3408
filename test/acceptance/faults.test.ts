import { describe, expect, it, vi } from 'vitest';
import type { FaultEffect } from '../../sandbox/contact-center/faults/fault-kinds.ts';
import { type RunningBot, startRunningBot, textOf } from '../support/running-bot.ts';

/** What a person may wait for, from Enter to words. */
const PATIENCE_MS = 4_000;
/** How soon the bot is itself again once the fault is gone: the pause of a failing upstream, and a few tries. */
const RECOVERY_MS = 5_000;
const NONSENSE = /undefined|NaN|\[object|\bat .*\.ts:\d+|Error:/;

const FAULTS: readonly (readonly [string, FaultEffect])[] = [
  ['answers after 8 s', { kind: 'slow', ms: 8_000 }],
  ['never answers', { kind: 'hang' }],
  ['cuts the reply in the middle', { kind: 'reset-mid-body' }],
  ['cuts the connection before it answers', { kind: 'reset-before-headers' }],
  ['is behind a firewall that answers 418 in HTML', { kind: 'html', status: 418 }],
  ['is behind a firewall that answers 403 in HTML', { kind: 'html', status: 403 }],
  ['answers HTML with status 200', { kind: 'html', status: 200 }],
  ['answers 503', { kind: 'status', status: 503 }],
  ['asks for a pause with 429', { kind: 'status', status: 429, retryAfter: 1 }],
  ['sends JSON that stops half-way', { kind: 'truncated-json' }],
  ['sends nothing', { kind: 'empty-body' }],
  ['sends objects for lists', { kind: 'wrong-types', variant: 'object-for-list' }],
  ['sends 30 MiB', { kind: 'huge-body', bytes: 30 * 1024 * 1024 }],
  ['sends without end', { kind: 'huge-body', bytes: Number.POSITIVE_INFINITY }],
  ['sends UTF-16', { kind: 'wrong-charset', encoding: 'utf16le' }],
  ['zips unasked', { kind: 'gzip' }],
  ['answers 401', { kind: 'unauthorized' }],
];

describe.concurrent.for(FAULTS)('an upstream that %s', ([, effect]) => {
  it.for(['gateway', 'cms'] as const)('is made up for by the other one: %s', async (upstream, { expect }) => {
    await using bot = await startRunningBot();
    bot.simulator.faults.add({ ...effect, upstream });
    const { text, ms } = await askTimed(bot, '1099');
    expect(ms).toBeLessThan(PATIENCE_MS);
    expect(text).not.toMatch(NONSENSE);
    expect(text).toMatch(/Idle for/);
    bot.simulator.faults.clear();
    await recovers(bot);
  });

  it('is told in words when it is both of them, and forgotten once it is over', async ({ expect }) => {
    await using bot = await startRunningBot();
    for (const upstream of ['gateway', 'cms'] as const) bot.simulator.faults.add({ ...effect, upstream });
    const { text, ms } = await askTimed(bot, '1099 stats');
    expect(ms).toBeLessThan(PATIENCE_MS);
    expect(text).not.toMatch(NONSENSE);
    expect(text).toMatch(/upstream-|gateway-/);
    bot.simulator.faults.clear();
    await recovers(bot);
  });
});

async function askTimed(bot: RunningBot, text: string) {
  const begun = performance.now();
  const message = await bot.ask('/agent', text);
  return { text: `${textOf(message)}\n${message.text}`, ms: performance.now() - begun };
}

/** Both upstreams answer again, unasked for by anybody. */
async function recovers(bot: RunningBot): Promise<void> {
  await vi.waitFor(
    async () => {
      const { text } = await askTimed(bot, '1099');
      expect(text).toContain('CC-Gateway allonlineagents');
      expect(text).toContain('CC-CMS hisindex/agent');
    },
    { timeout: RECOVERY_MS, interval: 100 },
  );
}
