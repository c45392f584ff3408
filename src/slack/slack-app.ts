import type { AccessPolicy } from '../authorization/access-policy.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import { createCentres } from './answers/centres.ts';
import { createModalWriter } from './answers/modal-writer.ts';
import { createResponder } from './answers/responder.ts';
import { type CentreServices, createSlackCentre } from './answers/slack-centre.ts';
import { createBoltApp } from './bolt/bolt-app.ts';
import { createMakeDedupeCache, type MakeDedupeCache, type SeenStore } from './bolt/dedupe-cache.ts';
import { createInFlight } from './bolt/in-flight.ts';
import { limitQuestions } from './bolt/limit-questions.ts';
import { createSlackReceiver, type SlackConnection } from './bolt/receivers/create-slack-receiver.ts';
import { COMMAND_TABLE } from './listeners/commands/commands.ts';
import type { ListenerDeps } from './listeners/deps.ts';
import { registerListeners } from './listeners/register-listeners.ts';
import { ALLOWANCE, type AllowanceLimits, createAllowance } from './questions/allowance.ts';
import { type BackOff, PATIENT } from './web-api/back-off.ts';
import { createFileSender } from './web-api/file-sender.ts';
import { recheckToken } from './web-api/recheck-token.ts';
import { createSlackChannels } from './web-api/slack-channels.ts';
import type { SlackClient } from './web-api/slack-client.ts';
import { type SlackHealth, slackHealth } from './web-api/slack-health.ts';

export type { SlackConnection } from './bolt/receivers/create-slack-receiver.ts';

export interface SlackAppOptions {
  readonly connection: SlackConnection;
  readonly client: SlackClient;
  readonly access: AccessPolicy;
  readonly centres: readonly [CentreServices, ...CentreServices[]];
  readonly seen: SeenStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Maximum wait of {@link SlackApp.stop} for running answers, milliseconds. */
  readonly drainMs?: number;
  readonly backOff?: BackOff;
  readonly allowance?: AllowanceLimits | undefined;
  /** Time in which Slack answers a ping on the socket, milliseconds. */
  readonly pongTimeoutMs?: number | undefined;
}

/** Result of a successful start. `stopped`: `stop` was called before commands were accepted. */
export type StartOutcome = 'answering' | 'stopped';

export interface SlackApp {
  /**
   * Resolves as soon as commands are accepted, or after {@link SlackApp.stop} was called. Waits without limit while
   * Slack does not answer. After a failure `stop` must be called too, because in HTTP mode the health routes still
   * answer.
   *
   * @throws {FloorwalkerError} config-invalid if Slack refuses a token or the port is not available
   */
  start(): Promise<StartOutcome>;
  /** Stops accepting requests, waits for the answers to acknowledged ones, and closes all connections. */
  stop(): Promise<void>;
  health(): SlackHealth;
  /** The open port in HTTP mode; `null` if none is open. */
  port(): number | null;
}

/** Longer than a query takes, and shorter than the ten seconds in which a process has to stop. */
const DRAIN_TIMEOUT_MS = 6000;
const DOUBLE_CLICK = { lifetimeMs: 10_000, max: 1000 };

/** Creates the Slack app: receiver, listeners, answers and the Web API client. */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const {
    client,
    clock,
    logger,
    drainMs = DRAIN_TIMEOUT_MS,
    backOff = PATIENT,
    allowance: limits = ALLOWANCE,
  } = options;
  const makeDedupeCache = createMakeDedupeCache({ clock, logger, store: options.seen });
  const receiver = createSlackReceiver({ ...options, makeDedupeCache, backOff });
  const deps = createDeps(options, makeDedupeCache);
  const app = createBoltApp({ ...deps, receiver, client, makeDedupeCache });
  const inFlight = createInFlight();
  const stopping = new AbortController();
  let state: 'not started' | 'starting' | 'running' | 'stopped' = 'not started';
  let starting: Promise<StartOutcome> | undefined;
  let ending: Promise<void> | undefined;
  let recheckingToken: Promise<void> | undefined;

  app.use(({ next }) => inFlight.track(next()));
  app.use(limitQuestions({ ...deps, allowance: createAllowance({ clock, limits }), limits }));
  registerListeners(app, deps);

  async function start(): Promise<StartOutcome> {
    try {
      stopping.signal.throwIfAborted();
      state = 'starting';
      await receiver.open();
      await client.identify(stopping.signal);
      stopping.signal.throwIfAborted();
      reportMissingScopes();
      await receiver.start();
      stopping.signal.throwIfAborted();
    } catch (error) {
      if (stopping.signal.aborted) return 'stopped';
      throw error;
    }
    state = 'running';
    recheckingToken = recheckToken({ client, backOff, signal: stopping.signal });
    return 'answering';
  }

  function reportMissingScopes(): void {
    const missing = client.standing.missingScopes();
    if (missing.length > 0)
      logger.error({ missing }, 'app lacks scopes; reinstall it with the scopes in manifest.yml');
  }

  async function stop(): Promise<void> {
    state = 'stopped';
    stopping.abort();
    await recheckingToken;
    await receiver.stopAccepting();
    const left = await inFlight.drain(drainMs);
    if (left > 0) logger.warn({ left }, 'stopped before all answers were sent');
    await receiver.stop();
  }

  return {
    start: () => (starting ??= start()),
    stop: () => (ending ??= stop()),
    health() {
      const running = receiver.isConnected() ? 'open' : 'reconnecting';
      return slackHealth(state === 'running' ? running : state, receiver.refusal(), client.standing);
    },
    port: () => receiver.port(),
  };
}

function createDeps(options: SlackAppOptions, makeDedupeCache: MakeDedupeCache): ListenerDeps {
  const { access, client, clock, logger } = options;
  const modals = createModalWriter({ logger });
  const [first, ...others] = options.centres;
  const help = COMMAND_TABLE.flatMap((command) => command.help.forms);
  const toCentre = (services: CentreServices) => createSlackCentre(services, { clock, logger, modals, help });
  return {
    access,
    centres: createCentres([toCentre(first), ...others.map(toCentre)]),
    channels: createSlackChannels({ client }),
    files: createFileSender({ ...client, logger }),
    responder: createResponder({ clock, logger }),
    modals,
    client,
    shares: makeDedupeCache('press', DOUBLE_CLICK),
    logger,
  };
}
