import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import type { Clock } from '../../../clock.ts';
import { createHttpServer, type ListenAddress } from '../../../http-server.ts';
import type { Logger } from '../../../logger.ts';
import { createBoltLogger } from '../../web-api/bolt-logger.ts';
import type { MakeDedupeCache } from '../dedupe-cache.ts';
import { createHttpGuard } from './http-guard.ts';
import type { SlackReceiver } from './slack-receiver.ts';

/** The path in the manifest for commands, interactivity and events. */
const SLACK_PATH = '/slack/events';

const REQUEST_TIMEOUT_MS = 10_000;

/** Creates Bolt's HTTP receiver on our own server, behind {@link createHttpGuard}. Other paths go to `fallback`. */
export function createHttpReceiver(options: {
  address: ListenAddress;
  signingSecret: string;
  clock: Clock;
  makeDedupeCache: MakeDedupeCache;
  logger: Logger;
  fallback?: RequestListener | undefined;
}): SlackReceiver {
  const { signingSecret, clock, makeDedupeCache, logger, fallback = notFound } = options;
  const guard = createHttpGuard({ signingSecret, clock, makeDedupeCache });
  const bolt = new HTTPReceiver({ signingSecret, endpoints: SLACK_PATH, logger: createBoltLogger(logger) });
  let isTaking = false;

  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS / 2,
      // Interval in which Node checks the two time-outs above; the default is 30 s.
      connectionsCheckingInterval: 1000,
    },
    (request, response) => {
      if (pathOf(request) !== SLACK_PATH) return fallback(request, response);
      void take(request, response);
    },
  );

  const httpServer = createHttpServer({ server, address: options.address, logger });

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.method !== 'POST') return answer(response, 405);
      if (!isTaking) return answer(response, 503);
      const verdict = await guard.inspect(request);
      if (verdict.kind === 'pass' && !isTaking) return answer(response, 503);
      if (verdict.kind === 'pass') return bolt.requestListener(request, response);
      if (verdict.kind === 'gone') return;
      logger.warn({ status: verdict.status, reason: verdict.reason }, 'Slack request not accepted');
      answer(response, verdict.status);
    } catch (error) {
      logger.error({ error: error instanceof Error ? error.name : 'unknown' }, 'Slack request failed');
      if (!response.headersSent) answer(response, 500);
    }
  }

  return {
    init: (app) => bolt.init(app),
    open: () => httpServer.open(),
    start: async () => {
      isTaking = true;
    },
    async stopAccepting() {
      isTaking = false;
      await httpServer.stopAccepting();
    },
    async stop() {
      isTaking = false;
      await httpServer.close();
    },
    isConnected: () => isTaking && server.listening,
    refusal: () => null,
    port: () => httpServer.port(),
  };
}

/** Closes the connection, because the body may not have been read. */
function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, status === 200 ? {} : { connection: 'close' });
  response.end();
}

function notFound(_request: IncomingMessage, response: ServerResponse): void {
  answer(response, 404);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}
