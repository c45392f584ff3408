import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CHANNEL, PEOPLE, startOpsWorkspace, textOf } from '../../../../test/support/bots/running-bot.ts';
import { wholeOr, wholeOrNamed } from '../../../../test/support/clocks/whole-run.ts';
import { json, startLocalUpstream } from '../../../../test/support/peers/local-upstream.ts';
import { freePort } from '../../../local-page/free-port.ts';
import { followPage } from '../../../local-page/test/support/follow-page.ts';
import type { Workspace } from '../../../slack-workspace/slack/workspace.ts';
import {
  hasLocalSlack,
  LOCAL_SLACK_SKIPPED,
  startLocalSlack,
} from '../../../slack-workspace/test/support/slack-peers.ts';
import { startDemo } from '../support/start-demo.ts';

const floor = z.object({
  seed: z.number(),
  clock: z.object({ floor: z.number(), speed: z.number() }),
  agents: z.array(z.object({ id: z.number(), name: z.string() })),
});
const person = z.object({ realName: z.string(), tz: z.string() });

/** The variables that a person exports for another Slack. */
const tokensOf = ({ botToken, appToken, signingSecret }: Workspace) => ({
  SLACK_BOT_TOKEN: botToken,
  SLACK_APP_TOKEN: appToken,
  SLACK_SIGNING_SECRET: signingSecret,
});

/** The floor's part of the state that the contact centre's page receives first. */
async function floorOf(url: string) {
  const page = await followPage(url);
  page.stop();
  return floor.parse(page.state);
}

/** The people of the workspace, from the state that its page receives first. */
async function peopleOf(url: string) {
  const page = await followPage(url);
  page.stop();
  return z.object({ people: z.array(person) }).parse(page.state).people;
}

describe('npm run demo', () => {
  test('serves --port and runs at --speed, in the machine’s zone', async () => {
    const port = await freePort();
    const demo = startDemo(['--port', String(port), '--speed', '30'], { TZ: 'Asia/Tokyo' });
    const { first, workspace, contactCenter } = await demo.pages;
    expect(first).toBe(`http://127.0.0.1:${port}/`);
    expect(await floorOf(contactCenter)).toMatchObject({ clock: { speed: 30 } });
    // The people are in the machine's zone, except one with a zone of her own.
    const people = await peopleOf(workspace);
    const elsewhere = people.filter(({ tz }) => tz !== 'Asia/Tokyo');
    expect(elsewhere).toEqual([{ realName: 'Chiara Neri (New York)', tz: 'America/New_York' }]);
    expect(people.length).toBeGreaterThan(3);
    demo.child.kill('SIGTERM');
    expect(await demo.exited).toBe(0);
  });

  // In a shortened run, the simulator's own tests check seeds.
  test.each(wholeOr([[7, 7, 8]], []))(
    'has an equal floor for an equal --seed: %i, %i and %i',
    async (...seeds) => {
      const demos = seeds.map((seed) => startDemo(['--seed', String(seed)]));
      const pages = await Promise.all(demos.map((demo) => demo.pages));
      const [one, same, other] = await Promise.all(pages.map(({ contactCenter }) => floorOf(contactCenter)));
      expect([one?.seed, same?.seed, other?.seed]).toEqual(seeds);
      const names = one?.agents.map(({ name }) => name);
      expect(same?.agents.map(({ name }) => name)).toEqual(names);
      expect(other?.agents.map(({ name }) => name)).not.toEqual(names);
      for (const demo of demos) demo.child.kill('SIGTERM');
      expect(await Promise.all(demos.map((demo) => demo.exited))).toEqual([0, 0, 0]);
    },
  );

  test.skipIf(!hasLocalSlack)(`answers in another Slack emulator${LOCAL_SLACK_SKIPPED}`, async () => {
    const slack = await startLocalSlack();
    const { apiUrl, botToken, appToken } = slack.target;
    const demo = startDemo(['--slack-api-url', apiUrl], {
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
    });
    await demo.first;
    await expect
      .poll(
        async () => {
          await slack.command('/agent', '1099 stats');
          return JSON.stringify(await slack.messages());
        },
        { interval: 500 },
      )
      .toContain('Agent 1099');
    demo.child.kill('SIGTERM');
    expect(await demo.exited).toBe(0);
    await slack.stop();
  });

  test('answers in another Slack that sends requests over HTTP to the printed address', async () => {
    const other = await startOpsWorkspace();
    const port = await freePort();
    const demo = startDemo(
      ['--mode', 'http', '--slack-api-url', other.apiUrl, '--bot-port', String(port)],
      tokensOf(other),
    );
    const requestUrl = await demo.says(/(http:\S+\/slack\/events)\s/);
    expect(requestUrl).toBe(`http://127.0.0.1:${port}/slack/events`);
    other.useHttp(requestUrl);
    await demo.says(/signed in at/);
    const { seq } = await other.as(PEOPLE.supervisor).command(CHANNEL, '/agent', '1099');
    const event = await other.next(({ type }) => type === 'ephemeral_posted', { since: seq });
    expect(event.type === 'ephemeral_posted' && textOf(event.message)).toContain('Liu Kai');
    demo.child.kill('SIGTERM');
    expect(await demo.exited).toBe(0);
    await other.stop();
  });

  const interrupts = ['socket', 'http'].flatMap((mode) =>
    ['at once', 'while it waits for that Slack'].flatMap((phase) =>
      ['the demo', 'all its processes'].map((to) => [mode, phase, to] as const),
    ),
  );
  // In a shortened run, only demos with a workspace of their own are interrupted.
  test.each(wholeOr(interrupts, []))(
    'prints no success before it has reached another Slack: %s mode, Ctrl-C %s to %s',
    async (mode, phase, to) => {
      const other = await startOpsWorkspace();
      await using away = await startLocalUpstream(json({}, 503));
      const demo = startDemo(['--mode', mode, '--slack-api-url', `${away.origin}/api/`], tokensOf(other));
      await demo.says(/The bot connects to/);
      const asked = phase === 'at once' ? 0 : 1;
      await expect.poll(() => away.requests.length).toBeGreaterThanOrEqual(asked);
      const { pid = 0 } = demo.child;
      process.kill(to === 'the demo' ? pid : -pid, 'SIGINT');
      expect(await demo.exited).toBe(0);
      await expect(demo.says(/signed in at|ended unexpectedly/)).rejects.toThrow('The bot connects to');
      await other.stop();
    },
  );

  test.each(
    wholeOrNamed(
      [
        ['socket', 'SLACK_BOT_TOKEN and SLACK_APP_TOKEN'],
        ['http', 'SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET'],
      ] as const,
      ['http'],
    ),
  )('names the missing tokens of another Slack in %s mode', async (mode, names) => {
    const demo = startDemo(['--mode', mode, '--slack-api-url', 'http://127.0.0.1:1/api/'], {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: mode === 'socket' ? '' : 'xapp-1',
      SLACK_SIGNING_SECRET: mode === 'socket' ? 'secret' : '',
    });
    await expect(demo.first).rejects.toThrow(names);
    expect(await demo.exited).toBe(1);
  });

  test.each(wholeOr(['--port', '--bot-port'], ['--bot-port']))(
    'fails with a message if %s is in use, without taking another port',
    async (flag) => {
      const taken = createServer().listen(0, '127.0.0.1');
      await once(taken, 'listening');
      const { port } = z.object({ port: z.number() }).parse(taken.address());
      const demo = startDemo([flag, String(port)]);
      await expect(demo.first).rejects.toThrow(`${flag} ${port} is not available`);
      expect(await demo.exited).toBe(1);
      taken.close();
    },
  );
});
