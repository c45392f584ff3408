import { readFileSync } from 'node:fs';
import { setDefaultCACertificates } from 'node:tls';
import { parse } from 'yaml';
import { type Simulator, startSimulator } from '../../../sandbox/contact-center/simulator.ts';
import type { SimulatorOptions } from '../../../sandbox/contact-center/simulator-options.ts';
import type { WorkspaceClock } from '../../../sandbox/slack-workspace/slack/clock.ts';
import type { Message } from '../../../sandbox/slack-workspace/slack/message.ts';
import {
  startWorkspace,
  type Workspace,
  type WorkspaceOptions,
} from '../../../sandbox/slack-workspace/slack/workspace.ts';
import { createApp, type Dependencies } from '../../../src/app.ts';
import { readConfig } from '../../../src/configuration/config.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import {
  ACK_WITHIN_MS,
  DATABASE_WAIT_MS,
  PONG_TIMEOUT_MS,
  QUESTION_MS,
  QUICK_SLACK_TIMEOUT_MS,
} from '../clocks/budget.ts';
import { createShiftedClock, type ShiftedClock } from '../clocks/shifted-clock.ts';
import { wholeOr } from '../clocks/whole-run.ts';
import { UNLIMITED } from './slack-layer.ts';

export const PEOPLE = {
  supervisor: 'U0SUPER',
  groupMember: 'U0GROUP',
  agent: 'U0AGENT',
  guest: 'U0GUEST',
  stranger: 'U0STRANGER',
} as const;
export const CHANNEL = 'C0OPS';
const GROUP = 'S0FLOOR';

// These bots need the simulator's authority only; parsing the 150 public ones takes 20 ms for each connection pool.
setDefaultCACertificates([]);

/** The connections between Slack and the bot. */
export const MODES = ['socket', 'http'] as const;
export type Mode = (typeof MODES)[number];
/**
 * The modes for tests of the upstreams, which do not depend on the connection to Slack: a shortened run uses one mode.
 */
export const UPSTREAM_MODES: readonly Mode[] = wholeOr(MODES, ['socket']);

/** Timeout for an answer in milliseconds. It only ends a hanging test; tests check their own limits. */
const ANSWER_TIMEOUT_MS = 60_000;
const SIGN_IN_MS = 60_000;

const FIVE_MINUTES_MS = 300_000;
const QUIET_BEFORE_MS = 120_000;

/**
 * Returns an instant near the present, long before the next multiple of five minutes, which would bring a sample or
 * another day. Bolt's check of signatures allows this difference.
 */
function quietInstant(): number {
  const sinceBegun = Date.now() % FIVE_MINUTES_MS;
  return Date.now() - Math.max(0, sinceBegun - (FIVE_MINUTES_MS - QUIET_BEFORE_MS));
}

/**
 * The gateway's overload control, with a tenth of the window on both sides, so that a test takes a tenth of the time.
 */
const OVERLOAD = { limit: 5, windowMs: 200, answer: '100-007' } as const;
const QUICK = {
  gatewayRateLimit: { requests: OVERLOAD.limit, perMs: OVERLOAD.windowMs },
  session: {
    pollGapMs: 10,
    firstRetryMs: 50,
    longestRetryMs: 400,
    inUseRetryMs: 150,
    longestPollRetryMs: 100,
  },
  queries: { freshMs: 20, turnMs: 100, budgetMs: QUESTION_MS },
  pauseMs: 300,
  cmsRateLimit: { requests: 20, perMs: 20 },
  allowance: UNLIMITED,
  pongTimeoutMs: PONG_TIMEOUT_MS,
  quickTimeoutMs: QUICK_SLACK_TIMEOUT_MS,
  databaseWaitMs: DATABASE_WAIT_MS,
} as const;

/** A value of `CMS_CA_FILE` or `GATEWAY_CA_FILE`. */
export const OTHER_CA = 'other-ca.pem';

export interface RunningBotOptions {
  readonly mode?: Mode;
  readonly simulator?: SimulatorOptions;
  /** Environment variables that differ from a complete configuration; `undefined` removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timing?: Dependencies['timing'];
  readonly clock?: Dependencies['clock'];
  /** The clock of the bot, the contact centre and Slack. Default: an instant near the present. */
  readonly shifted?: ShiftedClock;
  readonly calendarText?: string;
  /** The certificate of {@link OTHER_CA} in PEM: the authority of a proxy in front of an upstream. */
  readonly otherCa?: string;
  /** Ids of channels besides {@link CHANNEL}. */
  readonly channels?: readonly string[];
  /** Options that differ from the default workspace. */
  readonly slack?: Partial<WorkspaceOptions>;
}

export type RunningBot = Awaited<ReturnType<typeof startRunningBot>>;

/**
 * Starts the real bot over real sockets, between a simulated contact centre, whose gateway the bot has signed in to,
 * and a local Slack workspace.
 */
export async function startRunningBot(options: RunningBotOptions = {}) {
  const prepared = await prepareBot(options);
  const { config, simulator } = prepared;
  const signsIn = config.gateway?.origin === simulator.gatewayUrl;
  await Promise.all([prepared.start(), signsIn ? firstPoll(simulator) : undefined]);
  return prepared;
}

/** Prepares such a bot without starting it, for faults that exist before the start or prevent the sign-in. */
export async function prepareBot(options: RunningBotOptions = {}) {
  const { mode = 'socket', shifted = createShiftedClock(quietInstant()) } = options;
  const simulator = await startSimulator({
    seed: 7,
    life: false,
    pollWaitMs: 50,
    clock: shifted,
    ...options.simulator,
    gateway: { overload: OVERLOAD, ...options.simulator?.gateway },
  });
  const workspace = await startOpsWorkspace(shifted, options.channels, options.slack);
  const env = {
    ...botEnvironment(simulator, workspace),
    SLACK_MODE: mode,
    ...options.env,
  };
  const result = readConfig(
    env,
    (path) => (path === OTHER_CA ? (options.otherCa ?? '') : simulator.ca),
    options.calendarText,
  );
  if (result.kind === 'problems') throw new Error(result.problems.join('\n'));

  const log: string[] = [];
  const logger = createLogger({
    level: result.config.logLevel,
    secrets: result.config.secrets,
    destination: { write: (line) => void log.push(line) },
  });
  const { clock = shifted } = options;
  const { config } = result;
  const create = () => createApp(config, { clock, logger, timing: { ...QUICK, ...options.timing } });
  const bot = create();

  async function start(): Promise<void> {
    await bot.start();
    if (mode === 'http') workspace.useHttp(`http://127.0.0.1:${bot.port()}/slack/events`);
  }

  const taken = new Set<number>();
  const take = ({ seq }: { seq: number }): boolean => !taken.has(seq) && taken.add(seq).has(seq);

  /** Sends a command and waits for the answer to this person. An answer belongs to one question only. */
  async function ask(command: string, text: string, person: string = PEOPLE.supervisor): Promise<Message> {
    const report = await workspace.as(person).command(CHANNEL, command, text);
    if (!report.acked) throw new Error(`not acknowledged: ${report.error}`);
    const event = await workspace.next(
      (candidate) => candidate.type === 'ephemeral_posted' && candidate.user === person && take(candidate),
      { since: report.seq, timeoutMs: ANSWER_TIMEOUT_MS },
    );
    if (event.type !== 'ephemeral_posted') throw new Error('unreachable');
    return event.message;
  }

  return {
    bot,
    config,
    /** Creates another bot on this database, workspace and contact centre. The test has to stop it. */
    create,
    start,
    workspace,
    simulator,
    log,
    ask,
    async [Symbol.asyncDispose]() {
      await bot.stop();
      await Promise.all([workspace.stop(), simulator.stop()]);
    },
  };
}

/** Resolves at the first poll: a bot that polls has completed its sign-in. */
function firstPoll(simulator: Simulator): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(
    () => reject(new Error(`the bot did not sign in within ${SIGN_IN_MS} ms`)),
    SIGN_IN_MS,
  );
  const forget = simulator.onRequest(({ route }) => {
    if (route !== 'poll') return;
    clearTimeout(timer);
    forget();
    resolve();
  });
  return promise;
}

/**
 * Starts a workspace with supervisors by name and by group, an agent, a guest and a person from another workspace, all
 * in one channel.
 */
export function startOpsWorkspace(
  clock?: WorkspaceClock,
  channels: readonly string[] = [],
  differing: Partial<WorkspaceOptions> = {},
): Promise<Workspace> {
  return startWorkspace({
    ...(clock === undefined ? {} : { clock }),
    manifest: parse(readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8')),
    ackWithinMs: ACK_WITHIN_MS,
    users: [
      { id: PEOPLE.supervisor, name: 'ana' },
      { id: PEOPLE.groupMember, name: 'bo' },
      { id: PEOPLE.agent, name: 'cem' },
      { id: PEOPLE.guest, name: 'dee', isRestricted: true },
      { id: PEOPLE.stranger, name: 'eli', teamId: 'T0OTHER', isStranger: true },
    ],
    channels: [{ id: CHANNEL, name: 'ops' }, ...channels.map((id) => ({ id, name: id.toLowerCase() }))],
    userGroups: [{ id: GROUP, handle: 'floor', users: [PEOPLE.groupMember] }],
    ...differing,
  });
}

/** Returns a complete configuration for this contact centre and this workspace. */
export function botEnvironment(simulator: Simulator, workspace: Workspace): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_APP_TOKEN: workspace.appToken,
    SLACK_SIGNING_SECRET: workspace.signingSecret,
    SLACK_API_URL: workspace.apiUrl,
    HOST: '127.0.0.1',
    PORT: '0',
    GATEWAY_URL: simulator.gatewayUrl,
    GATEWAY_AGENT_ID: String(simulator.bot.agentId),
    GATEWAY_PASSWORD: simulator.bot.password,
    GATEWAY_PHONE: simulator.bot.phone,
    GATEWAY_CA_FILE: 'simulator-ca.pem',
    CMS_URL: simulator.cmsUrl,
    CMS_ACCESS_KEY: simulator.cms.accessKey,
    CMS_SECRET_KEY: simulator.cms.secretKey,
    CMS_CA_FILE: 'simulator-ca.pem',
    CC_ID: String(simulator.ccId),
    VDN_ID: String(simulator.vdn),
    SUPERVISORS: `${PEOPLE.supervisor},${GROUP}`,
    DATABASE_URL: 'sqlite::memory:',
    // The interval is long, so that the bot's own requests are not among those that a test counts.
    SAMPLE_SECONDS: '300',
    LOG_LEVEL: 'trace',
  };
}

/** Returns the visible text of a message, without the fallback text. */
export function textOf(message: Message): string {
  return textsIn(message.blocks ?? []).join('\n');
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
}
