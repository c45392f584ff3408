import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../../contact-center/simulator.ts';
import { freePort, isFree } from '../../local-page/free-port.ts';
import { isTaken } from '../../local-page/is-taken.ts';
import { startDemoPages } from '../demo-page/demo-pages.ts';
import type { DemoChild } from './child.ts';
import type { DemoOptions } from './demo-options.ts';
import { openSlack } from './demo-slack.ts';
import { DEMO_WORDS } from './demo-words.ts';

interface DemoDependencies {
  readonly options: DemoOptions;
  /** The folder of the demo's files, which is removed at the end. */
  readonly folder: string;
  /** The bot's process, which waits for its environment. */
  readonly bot: DemoChild;
  /** Starts the process that writes the history. It waits for its options. */
  readonly startPast: () => DemoChild;
  /** Aborts when the demo ends. */
  readonly ending: AbortSignal;
  /**
   * Registers a part to be stopped when the demo ends, in reverse order.
   *
   * @throws {Error} if the demo is already ending
   */
  readonly keep: <Part extends { stop(): unknown }>(part: Part) => Part;
}

/** Starts the contact centre, the Slack and the pages, gives the bot its environment, and prints the addresses. */
export async function runDemo({
  options,
  folder,
  bot,
  startPast,
  ending,
  keep,
}: DemoDependencies): Promise<void> {
  const { mode, port, seed, slackApiUrl, speed } = options;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const botPort = await portOfBot(options);
  const requestUrl = `http://127.0.0.1:${botPort}/slack/events`;

  const slack = keep(await openSlack({ mode, slackApiUrl, requestUrl, timeZone }));
  const simulator = keep(await startSimulator({ seed, speed, timeZone }));
  const database = `sqlite:${join(folder, 'floorwalker.db')}`;
  bot.send({
    ...slack.environment,
    ...(await contactCentreEnvironment(simulator, folder)),
    HOST: '127.0.0.1',
    PORT: String(botPort),
    TIME_ZONE: timeZone,
    SUPERVISORS: '*',
    DATABASE_URL: database,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
  });

  const { workspace } = slack;
  const until = Date.now();
  const pages = await startDemoPages({ simulator, workspace, port, simulatedUntil: until }).catch(
    (error: unknown) => {
      throw port !== undefined && isTaken(error) ? new Error(DEMO_WORDS.portTaken('--port', port)) : error;
    },
  );
  keep(pages);
  if (slackApiUrl !== undefined) {
    console.log(DEMO_WORDS.elsewhere(pages, slackApiUrl, mode === 'http' ? requestUrl : undefined));
  }
  await bot.ready;
  ending.throwIfAborted();
  console.log(slackApiUrl === undefined ? DEMO_WORDS.runs(pages) : DEMO_WORDS.signedIn(slackApiUrl));
  // The history starts last: earlier it would slow down the start, and delay the process that creates the database.
  const past = startPast();
  past.send({
    url: database,
    centre: `${simulator.ccId}-${simulator.vdn}`,
    until,
    timeZone,
    seed,
    ...(workspace && {
      subscriber: { teamId: workspace.teamId, ownerId: 'U0ADA', channelId: 'C0OPS' },
    }),
  });
  await past.ready;
  ending.throwIfAborted();
  console.log(workspace === undefined ? DEMO_WORDS.pastElsewhere : DEMO_WORDS.past);
}

/**
 * Returns the port that the bot opens: the wanted one, a free one in HTTP mode, or 0 for any.
 *
 * @throws {Error} with a sentence for people if the wanted port is taken
 */
async function portOfBot({ mode, botPort }: DemoOptions): Promise<number> {
  if (botPort === 0) return mode === 'http' ? await freePort() : 0;
  if (await isFree(botPort)) return botPort;
  throw new Error(DEMO_WORDS.portTaken('--bot-port', botPort));
}

async function contactCentreEnvironment(
  simulator: Simulator,
  folder: string,
): Promise<Record<string, string>> {
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, simulator.ca);
  return {
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
  };
}
