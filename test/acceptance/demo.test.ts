import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answersAt, HAS_A_SECOND_ADDRESS, SECOND_ADDRESS } from '../support/second-address.ts';
import { startDemo } from '../support/start-demo.ts';

describe.each(['socket', 'http'])('npm run demo in %s mode', (mode) => {
  test('answers /agent 1099 stats on its page, and ends with Ctrl-C within a moment', async () => {
    const demo = startDemo(['--mode', mode]);
    const { workspace: url } = await demo.pages;
    const stop = new AbortController();
    const events = await fetch(`${url}events?user=U0ADA`, { signal: stop.signal });
    const what = { act: 'command', channel: 'C0OPS', command: '/agent', text: '1099 stats' };
    const report = await fetch(`${url}act`, {
      method: 'POST',
      body: JSON.stringify({ user: 'U0ADA', what }),
    });
    expect(await report.json()).toMatchObject({ acked: true });
    let seen = '';
    if (events.body === null) throw new Error('no events');
    for await (const text of events.body.pipeThrough(new TextDecoderStream())) {
      seen += text;
      if (/"ephemeral_posted".*Agent 1099/.test(seen)) break;
    }
    stop.abort();
    const since = performance.now();
    demo.child.kill('SIGINT');
    expect(await demo.exited).toBe(0);
    expect(performance.now() - since).toBeLessThan(5_000);
  });

  test.runIf(HAS_A_SECOND_ADDRESS)('listens on loopback alone', async () => {
    const demo = startDemo(['--mode', mode], { LOG_LEVEL: 'info' });
    const port = await demo.botPort;
    expect(await answersAt('127.0.0.1', port)).toBe(true);
    expect(await answersAt(SECOND_ADDRESS, port)).toBe(false);
    demo.child.kill('SIGTERM');
    expect(await demo.exited).toBe(0);
  });
});

test('the demo’s first address shows the workspace and the contact centre, which nobody else may frame', async () => {
  const demo = startDemo();
  const { first } = await demo.pages;
  const response = await fetch(`${first}parts`);
  const parts = z.array(z.object({ title: z.string(), url: z.string() })).parse(await response.json());
  expect(parts.map(({ title }) => title)).toEqual(['Slack', 'Contact centre']);
  for (const { url } of parts) {
    const policy = (await fetch(url)).headers.get('content-security-policy');
    expect(policy).toContain(`frame-ancestors ${new URL(first).origin}`);
    expect(response.headers.get('content-security-policy')).toContain(new URL(url).origin);
  }
  demo.child.kill('SIGTERM');
  expect(await demo.exited).toBe(0);
});

test('the demo says what is wrong with its flags', async () => {
  const demo = startDemo(['--mode', 'pigeon']);
  await expect(demo.pages).rejects.toThrow('--mode is socket or http');
  expect(await demo.exited).toBe(1);
});

test('the demo has a past: a summary of a simulated day is there at once, and is posted for whoever asks', async () => {
  const demo = startDemo();
  const { workspace: url } = await demo.pages;
  const stop = new AbortController();
  const events = await fetch(`${url}events?user=U0ADA`, { signal: stop.signal });
  const ask = (text: string) => {
    const what = { act: 'command', channel: 'C0OPS', command: '/floor', text };
    return fetch(`${url}act`, { method: 'POST', body: JSON.stringify({ user: 'U0ADA', what }) });
  };
  await ask('summary yesterday');
  await ask('send 1');
  let seen = '';
  if (events.body === null) throw new Error('no events');
  for await (const text of events.body.pipeThrough(new TextDecoderStream())) {
    seen += text;
    const shown = /"ephemeral_posted".*data_visualization.*% of the time observed/s.test(seen);
    if (shown && /"message_posted".*data_visualization/s.test(seen)) break;
  }
  stop.abort();
  expect(seen).toContain('Every staffed agent busy');
  demo.child.kill('SIGINT');
  expect(await demo.exited).toBe(0);
});
