import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { enableCompileCache } from 'node:module';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { parse } from 'yaml';
import { type BotProcess, startBot } from './bot-process.ts';
import { type DemoOptions, readDemoOptions, USAGE } from './demo-options.ts';
import type { Workspace } from './slack/workspace.ts';

// Before anything large is loaded: the cache saves a third of the start.
enableCompileCache();

const { startSimulator } = await import('./contact-center/simulator.ts');
const { startWorkspace } = await import('./slack/workspace.ts');
const { seedHistory } = await import('./demo-history.ts');
const { startDemoPages } = await import('./demo-page/demo-pages.ts');

/**
 * The whole bot on this machine: a simulated contact centre, a local Slack workspace with its page, and the
 * bot itself as a child process that knows nothing of either.
 */

/** A bot that is not there by then will not come. */
const START_WITHIN_MS = 20_000;

/** What ends when the demo ends, last started first. */
const closing: (() => unknown)[] = [];
const ending = new AbortController();
let ended: Promise<void> | undefined;

function end(code: number): Promise<void> {
  ended ??= closeAll().then(() => process.exit(code));
  return ended;
}

/** Also what was on its way when the end began. */
async function closeAll(): Promise<void> {
  ending.abort();
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) {
    try {
      await close();
    } catch {
      // The others are closed all the same.
    }
  }
}

/** @throws once the demo ends: then nothing more is started */
function keep<Part extends { stop(): unknown }>(part: Part): Part {
  closing.push(() => part.stop());
  ending.signal.throwIfAborted();
  return part;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

try {
  const options = readDemoOptions(process.argv.slice(2));
  if (options === undefined) console.log(USAGE);
  else await run(options);
} catch (error) {
  if (ended === undefined) console.error(error instanceof Error ? error.message : error);
  await end(1);
}

async function run(options: DemoOptions): Promise<void> {
  // At once, both: between the two nobody writes into it, and no signal is heard.
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { seed, speed, mode } = options;
  const simulator = keep(await startSimulator({ seed, speed, timeZone }));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, simulator.ca);
  const botPort = mode === 'http' ? await freePort() : 0;
  const workspace =
    options.slackApiUrl === undefined ? await startLocalSlack(mode, botPort, timeZone) : undefined;

  // From here on something would outlive this process.
  ending.signal.throwIfAborted();
  const databaseUrl = `sqlite:${join(folder, 'floorwalker.db')}`;
  const logger = pino({ level: 'warn' });
  const subscriber = workspace && { teamId: workspace.teamId, ownerId: 'U0ADA', channelId: 'C0OPS' };
  const past = seedHistory({
    url: databaseUrl,
    until: Date.now(),
    timeZone,
    seed,
    logger,
    ...(subscriber && { subscriber }),
  });
  // Whoever waits for it below hears of it.
  past.catch(() => undefined);
  const environment = {
    ...slackEnvironment(options, workspace),
    HOST: '127.0.0.1',
    PORT: String(botPort),
    GATEWAY_URL: simulator.gatewayUrl,
    GATEWAY_CA_FILE: caFile,
    GATEWAY_AGENT_ID: String(simulator.bot.agentId),
    GATEWAY_PASSWORD: simulator.bot.password,
    GATEWAY_PHONE: simulator.bot.phone,
    CMS_URL: simulator.cmsUrl,
    CMS_CA_FILE: caFile,
    CMS_ACCESS_KEY: simulator.cms.accessKey,
    CMS_SECRET_KEY: simulator.cms.secretKey,
    CC_ID: String(simulator.ccId),
    VDN_ID: String(simulator.vdn),
    TIME_ZONE: timeZone,
    SUPERVISORS: '*',
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
  };
  const bot = keep(startBot({ folder, environment }));
  void bot.ended.then(({ code, signal }) => {
    if (ended !== undefined) return undefined;
    console.error(`The bot ended by itself (${signal ?? `exit code ${code}`}); what it said stands above.`);
    return end(1);
  });

  const pages = keep(await startDemoPages({ simulator, workspace, port: options.port }));
  if (workspace === undefined) {
    await past;
    console.log(`The bot talks to ${options.slackApiUrl}; the contact centre's page: ${pages.all}
Ctrl-C ends the demo.`);
    return;
  }
  await Promise.all([ready(workspace, bot, mode, botPort), past]);
  if (ended !== undefined) return;
  console.log(`
Floorwalker runs here, with a simulated contact centre and a local Slack:

    ${pages.all}

Type  /agent 1099 stats  there. A past was simulated as well:  /floor summary  shows you today's,
and  /floor send 1  posts it to #ops, where it comes every day at 18:00.
Ctrl-C ends the demo.

    ${pages.workspace}  the workspace alone
    ${pages.contactCenter}  the contact centre alone
`);
}

async function startLocalSlack(
  mode: 'socket' | 'http',
  botPort: number,
  timeZone: string,
): Promise<Workspace> {
  const manifest: unknown = parse(await readFile(new URL('../manifest.yml', import.meta.url), 'utf8'));
  return keep(
    await startWorkspace({
      manifest,
      team: { name: 'Demo workspace' },
      timeZone,
      ...(mode === 'http' && { requestUrl: `http://127.0.0.1:${botPort}/slack/events` }),
    }),
  );
}

function slackEnvironment(
  { mode, slackApiUrl }: DemoOptions,
  workspace: Workspace | undefined,
): Record<string, string> {
  const { SLACK_BOT_TOKEN = '', SLACK_APP_TOKEN = '', SLACK_SIGNING_SECRET = '' } = process.env;
  if (
    workspace === undefined &&
    (SLACK_BOT_TOKEN === '' || (SLACK_APP_TOKEN === '' && SLACK_SIGNING_SECRET === ''))
  ) {
    throw new Error(
      'With --slack-api-url, give that Slack’s SLACK_BOT_TOKEN, and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET.',
    );
  }
  const signingSecret = workspace?.signingSecret ?? SLACK_SIGNING_SECRET;
  return {
    SLACK_MODE: mode,
    SLACK_API_URL: workspace?.apiUrl ?? slackApiUrl ?? '',
    SLACK_BOT_TOKEN: workspace?.botToken ?? SLACK_BOT_TOKEN,
    SLACK_APP_TOKEN: workspace?.appToken ?? SLACK_APP_TOKEN,
    ...(signingSecret !== '' && { SLACK_SIGNING_SECRET: signingSecret }),
  };
}

/** Resolves when the bot can be spoken to, or has ended. */
async function ready(
  workspace: Workspace,
  bot: BotProcess,
  mode: 'socket' | 'http',
  port: number,
): Promise<void> {
  const reached =
    mode === 'socket'
      ? workspace.next((event) => event.type === 'connection', { since: 0, timeoutMs: START_WITHIN_MS })
      : listening(port);
  reached.catch(() => undefined);
  await Promise.race([reached, bot.ended]);
}

async function listening(port: number): Promise<void> {
  const until = Date.now() + START_WITHIN_MS;
  while (Date.now() < until) {
    if (await answers(port)) return;
    await sleep(50);
  }
  throw new Error('The bot does not answer on its port.');
}

function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1', () => resolve(true));
  socket.on('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

/** A port that nobody listens on at this moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : 0);
  });
  const port = await promise;
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve());
  await closed.promise;
  return port;
}
