import { expect, test } from 'vitest';
import { z } from 'zod';
import { eventually } from '../../../../test/support/clocks/budget.ts';
import { wholeOr } from '../../../../test/support/clocks/whole-run.ts';
import {
  answersAt,
  HAS_A_SECOND_ADDRESS,
  SECOND_ADDRESS,
} from '../../../../test/support/peers/second-address.ts';
import { type Feed, followFeed } from '../../../local-page/test/support/follow-feed.ts';
import { startDemo } from '../support/start-demo.ts';

// The demo with a history, below, answers in socket mode, and in demo-options.test.ts one answers in HTTP mode.
test.each(wholeOr(['socket', 'http'], []))(
  'npm run demo in %s mode answers /agent 1099 stats on its page, listens on loopback only, and ends with Ctrl-C',
  async (mode) => {
    const demo = startDemo(['--mode', mode], { LOG_LEVEL: 'info' });
    const { workspace: url } = await demo.pages;
    const ada = followFeed(url, 'live?user=U0ADA');
    await asks(url, ada, ['/agent', '1099 stats'], /"ephemeral_posted".*Agent 1099/);
    ada.stop();
    const port = await demo.botPort;
    expect(await answersAt('127.0.0.1', port)).toBe(true);
    const isOpenToOthers = HAS_A_SECOND_ADDRESS && (await answersAt(SECOND_ADDRESS, port));
    expect(isOpenToOthers).toBe(false);
    demo.child.kill('SIGINT');
    expect(await demo.exited).toBe(0);
  },
);

test.skipIf(process.platform === 'win32')('a demo that is killed takes its bot with it', async () => {
  const demo = startDemo([], { LOG_LEVEL: 'info' });
  const port = await demo.botPort;
  expect(await answersAt('127.0.0.1', port)).toBe(true);
  demo.child.kill('SIGKILL');
  await expect.poll(() => answersAt('127.0.0.1', port)).toBe(false);
});

test('the demo explains invalid flags', async () => {
  const demo = startDemo(['--mode', 'pigeon']);
  await expect(demo.pages).rejects.toThrow('--mode is socket or http');
  expect(await demo.exited).toBe(1);
});

// The history is written in the background, which takes long on a busy machine.
test('the demo shows both pages and has a history: the summary of a simulated day can be read and posted', async () => {
  const demo = startDemo();
  const { first, workspace: url } = await demo.pages;
  await checkFrames(first);
  // The page names the simulated period; the workspace and the bot do not know of it.
  const past = z.object({ simulatedUntil: z.number() });
  expect(past.safeParse(await (await fetch(`${first}past`)).json()).success).toBe(true);
  await demo.says(/The history is simulated/);
  const ada = followFeed(url, 'live?user=U0ADA');
  const summary = /"ephemeral_posted".*data_visualization.*Data coverage/s;
  await asks(url, ada, ['/floor', 'summary yesterday'], summary);
  await asks(url, ada, ['/floor', 'send 1'], /"message_posted".*data_visualization/s);
  ada.stop();
  expect(ada.text()).toContain('All agents busy');
  demo.child.kill('SIGINT');
  expect(await demo.exited).toBe(0);
});

/** The first address shows the workspace and the contact centre in frames, which no other page may embed. */
async function checkFrames(first: string): Promise<void> {
  const response = await fetch(`${first}parts`);
  const parts = z.array(z.object({ title: z.string(), url: z.string() })).parse(await response.json());
  expect(parts.map(({ title }) => title)).toEqual(['Slack', 'Contact centre']);
  for (const { url } of parts) {
    const policy = (await fetch(url)).headers.get('content-security-policy');
    expect(policy).toContain(`frame-ancestors ${new URL(first).origin}`);
    expect(response.headers.get('content-security-policy')).toContain(new URL(url).origin);
  }
}

/** Milliseconds after which a command is sent again. */
const ASK_AGAIN_MS = 5_000;

/**
 * Sends a command as Ada on the workspace's page until her tab has received a matching message. The demo has the bot's
 * own time limits: on a busy machine, the bot may first answer that something took too long.
 */
async function asks(url: string, tab: Feed, [command, text]: [string, string], what: RegExp): Promise<void> {
  const body = JSON.stringify({ user: 'U0ADA', what: { act: 'command', channel: 'C0OPS', command, text } });
  await eventually(async () => {
    const report = await fetch(`${url}act`, { method: 'POST', body });
    expect(await report.json()).toMatchObject({ acked: true });
    await expect.poll(() => tab.text(), { timeout: ASK_AGAIN_MS }).toMatch(what);
  });
}
