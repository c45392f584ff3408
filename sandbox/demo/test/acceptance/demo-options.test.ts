import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CHANNEL, PEOPLE, startOpsWorkspace, textOf } from '../../../../test/support/bots/running-bot.ts';
import { wholeOr, wholeOrNamed } from '../../../../test/support/clocks/whole-run.ts';
import { json, startLocalUpstream } from '../../../../test/support/peers/local-upstream.ts';
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  server.close();
  await once(server, 'close');
  return port;
}

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
  test('serves --port, runs at --speed in the machine’s zone, and has an equal floor for an equal --seed', async () => {
    const port = await freePort();
    const flags = ['--seed', '7', '--speed', '30'];
    const demos = [
      startDemo(['--port', String(port), ...flags]),
      startDemo(['--seed', '8'], { TZ: 'Asia/Tokyo' }),
      // A shortened run leaves this to the simulator's own tests of seeds.
      ...wholeOr([flags], []).map((same) => startDemo(same)),
    ];
    const pages = await Promise.all(demos.map((demo) => demo.pages));
    expect(pages[0]?.first).toBe(`http://127.0.0.1:${port}/`);
    const [one, other, same = one] = await Promise.all(
      pages.map(({ contactCenter }) => floorOf(contactCenter)),
    );
    expect(one).toMatchObject({ seed: 7, clock: { speed: 30 } });
    expect(other).toMatchObject({ seed: 8, clock: { speed: 1 } });
    expect(same?.agents.map(({ name }) => name)).toEqual(one?.agents.map(({ name }) => name));
    expect(other?.agents.map(({ name }) => name)).not.toEqual(one?.agents.map(({ name }) => name));
    // The people are in the machine's zone, except one with a zone of her own.
    const people = await peopleOf(pages[1]?.workspace ?? '');
    const elsewhere = people.filter(({ tz }) => tz !== 'Asia/Tokyo');
    expect(elsewhere).toEqual([{ realName: 'Chiara Neri (New York)', tz: 'America/New_York' }]);
    expect(people.length).toBeGreaterThan(3);
    for (const demo of demos) demo.child.kill('SIGTERM');
    expect(await Promise.all(demos.map((demo) => demo.exited))).toEqual(demos.map(() => 0));
  });

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
  test.each(wholeOr(interrupts, [['http', 'while it waits for that Slack', 'all its processes']] as const))(
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
