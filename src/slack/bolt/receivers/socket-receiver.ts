import { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from '../../../logger.ts';
import { type BackOff, retryForever } from '../../web-api/back-off.ts';
import { createBoltLogger } from '../../web-api/bolt-logger.ts';
import { createClientOptions } from '../../web-api/client-options.ts';
import { createLogOnce } from '../../web-api/log-once.ts';
import { tokenRefused } from '../../web-api/slack-client.ts';
import { isRefusedForGood, refusalCode, slackError } from '../../web-api/slack-errors.ts';
import type { Fetch } from '../../web-api/slack-fetch.ts';
import type { MakeDedupeCache } from '../dedupe-cache.ts';
import type { SlackReceiver } from './slack-receiver.ts';
import { frameVerdict } from './socket-frame.ts';

/** Timeout of `apps.connections.open` and the handshake up to Slack's `hello`. */
const CONNECT_TIMEOUT_MS = 15_000;
/** Timeout of closing a socket; the client itself would wait for 30 s. */
const CLOSE_TIMEOUT_MS = 1000;
/** Slack repeats an event for up to an hour; a workspace sends fewer than 5,000 envelopes in that time. */
const ENVELOPES = { lifetimeMs: 60 * 60_000, max: 5_000 };

/** Slack answers a ping within this time, or the connection is taken for lost and opened again. */
const PONG_TIMEOUT_MS = 5_000;

type SocketClient = SocketModeReceiver['client'];

/**
 * Creates Bolt's socket receiver with our own reconnection. Bolt's waits five seconds and more each time that Slack
 * renews the connection, and a failed reconnection leaves a rejection that ends the process. Malformed frames end the
 * process too, so each frame is checked before Bolt's client sees it.
 */
export function createSocketReceiver(options: {
  appToken: string;
  apiUrl: string;
  fetch: Fetch;
  makeDedupeCache: MakeDedupeCache;
  logger: Logger;
  backOff: BackOff;
  /** Overrides {@link PONG_TIMEOUT_MS}. */
  pongTimeoutMs?: number | undefined;
}): SlackReceiver {
  const { appToken, apiUrl, logger, backOff, pongTimeoutMs = PONG_TIMEOUT_MS } = options;
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
    clientPingTimeout: pongTimeoutMs,
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
  const logFailure = () => logOnce({}, 'socket frame ignored: Bolt cannot process it');
  const envelopes = options.makeDedupeCache('envelope', ENVELOPES);
  const processFrame = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    const verdict = frameVerdict(data);
    switch (verdict.kind) {
      case 'goodbye':
        return void closeInTime(client);
      case 'drop':
        return logOnce({ reason: verdict.reason }, 'socket frame ignored');
      case 'acknowledge':
        acknowledge(client, verdict.envelopeId);
        return logOnce({ reason: verdict.reason }, 'socket envelope acknowledged without effect');
      case 'process':
        processOnce(verdict.envelopeId, data, isBinary).catch(logFailure);
    }
  });

  /** Processes an envelope once. A repetition, sent if our acknowledgement was lost, is only acknowledged. */
  async function processOnce(envelopeId: string | null, data: unknown, isBinary: unknown): Promise<void> {
    if (envelopeId !== null && !(await envelopes.isFirst(envelopeId))) {
      logger.debug({}, 'repeated socket envelope acknowledged without effect');
      return acknowledge(client, envelopeId);
    }
    for (const process of processFrame) await takeFrame(process, data, isBinary);
  }

  /** @param isFinal returns true for errors that end the attempts; used for the first connection only */
  async function connect(isFinal: (error: unknown) => boolean): Promise<void> {
    await retryForever({
      attempt: () => connectOnce(client),
      isFinal,
      onFailure: (error) => {
        refusal = refusalCode(error) ?? null;
        const { code, message } = slackError(error);
        logger.warn({ code, reason: message }, 'socket not opened');
      },
      backOff,
      signal: stopping.signal,
    });
    logger.info({}, 'socket open');
  }

  async function keepConnected(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (isConnected) await disconnected(client);
      if (stopping.signal.aborted) return;
      logger.info({}, 'socket closed; opening the next one');
      await connect(() => false);
    }
  }

  async function stop(): Promise<void> {
    if (isLeaving) return;
    isLeaving = true;
    stopping.abort();
    await closeInTime(client);
    await work;
    // A running attempt may have succeeded meanwhile.
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
    stopAccepting: stop,
    stop,
    isConnected: () => isConnected,
    refusal: () => refusal,
    port: () => null,
  };
}

/** Rejects with Slack's error, or with a plain error if the socket closed before its `hello`. */
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

/** Closes the socket. After a time-out a second `disconnect()` of the client does not wait for the peer. */
async function closeInTime(client: SocketClient): Promise<void> {
  const force = setTimeout(() => void client.disconnect(), CLOSE_TIMEOUT_MS);
  await client.disconnect();
  clearTimeout(force);
}

/** The client's listener is asynchronous; an uncaught rejection would end the process. */
async function takeFrame(
  process: (data: unknown, isBinary: unknown) => unknown,
  data: unknown,
  isBinary: unknown,
): Promise<void> {
  await process(data, isBinary);
}

/** If this does not reach Slack, it sends the envelope again. */
function acknowledge(client: SocketClient, envelopeId: string): void {
  if (client.websocket?.isActive() !== true) return;
  client.websocket.send(JSON.stringify({ envelope_id: envelopeId }), () => {});
}
