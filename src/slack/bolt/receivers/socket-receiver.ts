import { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from '../../../logger.ts';
import { type BackOff, untilItWorks } from '../../web-api/back-off.ts';
import { createBoltLogger } from '../../web-api/bolt-logger.ts';
import { createClientOptions } from '../../web-api/client-options.ts';
import { createLogOnce } from '../../web-api/log-once.ts';
import { tokenRefused } from '../../web-api/slack-client.ts';
import { isRefusedForGood, refusalCode, slackError } from '../../web-api/slack-errors.ts';
import type { Fetch } from '../../web-api/slack-fetch.ts';
import type { MakeOnce } from '../once.ts';
import type { Entrance } from './entrance.ts';
import { frameVerdict } from './socket-frame.ts';

/** `apps.connections.open` and the handshake up to Slack's `hello`. */
const CONNECT_TIMEOUT_MS = 15_000;
/** How long the peer may take to close a socket; the client itself would wait for half a minute. */
const CLOSE_TIMEOUT_MS = 1000;
/** Slack repeats an event for up to an hour; 5,000 is more than a workspace sends in that time. */
const ENVELOPES = { keptMs: 60 * 60_000, most: 5_000 };

type SocketClient = SocketModeReceiver['client'];

/**
 * Bolt's socket receiver with our own reconnecting: its own waits five seconds and more each time that Slack renews
 * the connection, and where a reconnect fails it leaves a rejection that ends the process. So does a frame that is not
 * as the client expects, so each one is looked at first.
 */
export function createSocketReceiver(options: {
  appToken: string;
  apiUrl: string;
  fetch: Fetch;
  makeOnce: MakeOnce;
  logger: Logger;
  backOff: BackOff;
}): Entrance {
  const { appToken, apiUrl, logger, backOff } = options;
  const stopping = new AbortController();
  const fetch: Fetch = (url, init) =>
    options.fetch(url, {
      ...init,
      signal: AbortSignal.any([stopping.signal, ...(init?.signal ? [init.signal] : [])]),
    });
  const bolt = new SocketModeReceiver({
    appToken,
    logger: createBoltLogger(logger),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: createClientOptions({ apiUrl, fetch, retries: 0 }) },
  });
  const { client } = bolt;
  let isConnected = false;
  let refusal: string | null = null;
  let isLeaving = false;
  let work: Promise<unknown> = Promise.resolve();

  client.on('connected', () => {
    isConnected = true;
    refusal = null;
  });
  client.on('disconnected', () => {
    isConnected = false;
  });
  const logOnce = createLogOnce(logger);
  const logFailure = () => logOnce("the socket client cannot take a frame of Slack's socket: it is ignored");
  const envelopes = options.makeOnce('envelope', ENVELOPES);
  const processFrame = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    const verdict = frameVerdict(data);
    switch (verdict.kind) {
      case 'goodbye':
        return void closeInTime(client);
      case 'drop':
        return logOnce(`a frame of Slack's socket is ignored: ${verdict.reason}`);
      case 'acknowledge':
        acknowledge(client, verdict.envelopeId);
        return logOnce(`a frame of Slack's socket is acknowledged without effect: ${verdict.reason}`);
      case 'process':
        processOnce(verdict.envelopeId, data, isBinary).catch(logFailure);
    }
  });

  /** Slack sends an envelope again where our acknowledgement did not reach it: it is acknowledged again, and answered once. */
  async function processOnce(envelopeId: string | null, data: unknown, isBinary: unknown): Promise<void> {
    if (envelopeId !== null && !(await envelopes.isFirst(envelopeId))) {
      logger.debug({}, 'an envelope is acknowledged again without effect: seen before');
      return acknowledge(client, envelopeId);
    }
    for (const process of processFrame) await takeFrame(process, data, isBinary);
  }

  /** @param isFinal whether a refused token ends the attempts: only while nobody relies on us yet */
  async function connect(isFinal: (error: unknown) => boolean): Promise<void> {
    await untilItWorks({
      attempt: () => connectOnce(client),
      isFinal,
      onFailure: (error) => {
        refusal = refusalCode(error) ?? null;
        const { code, message } = slackError(error);
        logger.warn({ code }, `Slack's socket could not be opened: ${message}`);
      },
      backOff,
      signal: stopping.signal,
    });
    logger.info({}, "Slack's socket is open");
  }

  async function keepConnected(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (isConnected) await disconnected(client);
      if (stopping.signal.aborted) return;
      logger.info({}, "Slack's socket closed; opening the next");
      await connect(() => false);
    }
  }

  async function leave(): Promise<void> {
    if (isLeaving) return;
    isLeaving = true;
    stopping.abort();
    await closeInTime(client);
    await work;
    // An attempt that was under way may have succeeded meanwhile.
    await closeInTime(client);
  }

  return {
    init: (app) => bolt.init(app),
    open: async () => {},
    async start() {
      const first = connect(isRefusedForGood);
      work = first.catch(() => {});
      try {
        await first;
      } catch (error) {
        throw isRefusedForGood(error) ? tokenRefused('SLACK_APP_TOKEN', error) : error;
      }
      work = keepConnected().catch(() => {});
    },
    stopTaking: leave,
    stop: leave,
    isConnected: () => isConnected,
    refusal: () => refusal,
    port: () => null,
  };
}

/** Rejects with what Slack answered, or with nothing in particular where the socket closed before its `hello`. */
async function connectOnce(client: SocketClient): Promise<void> {
  const limit = AbortSignal.timeout(CONNECT_TIMEOUT_MS);
  const late = new Promise<never>((_resolve, reject) => {
    limit.addEventListener('abort', () => reject(new Error('no hello in time')), { once: true });
  });
  try {
    await Promise.race([client.start(), late]);
  } catch (error) {
    await closeInTime(client);
    throw error ?? new Error('the socket closed before its hello');
  }
}

async function disconnected(client: SocketClient): Promise<void> {
  await new Promise<void>((resolve) => {
    client.once('disconnected', () => resolve());
  });
}

/** Asks the peer to close, then closes without it: the client's second `disconnect()` no longer asks. */
async function closeInTime(client: SocketClient): Promise<void> {
  const force = setTimeout(() => void client.disconnect(), CLOSE_TIMEOUT_MS);
  await client.disconnect();
  clearTimeout(force);
}

/** The client's own listener is asynchronous: what it throws would end the process. */
async function takeFrame(
  process: (data: unknown, isBinary: unknown) => unknown,
  data: unknown,
  isBinary: unknown,
): Promise<void> {
  await process(data, isBinary);
}

/** Slack sends the envelope again where this does not reach it. */
function acknowledge(client: SocketClient, envelopeId: string): void {
  if (client.websocket?.isActive() !== true) return;
  client.websocket.send(JSON.stringify({ envelope_id: envelopeId }), () => {});
}
