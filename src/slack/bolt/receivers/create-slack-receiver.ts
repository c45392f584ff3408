import type { RequestListener } from 'node:http';
import type { Clock } from '../../../clock.ts';
import type { ListenAddress } from '../../../http-server.ts';
import type { Logger } from '../../../logger.ts';
import type { BackOff } from '../../web-api/back-off.ts';
import type { SlackClient } from '../../web-api/slack-client.ts';
import type { MakeDedupeCache } from '../dedupe-cache.ts';
import { createHttpReceiver } from './http-receiver.ts';
import type { SlackReceiver } from './slack-receiver.ts';
import { createSocketReceiver } from './socket-receiver.ts';

export type SlackConnection =
  | { readonly mode: 'socket'; readonly appToken: string }
  | {
      readonly mode: 'http';
      readonly signingSecret: string;
      readonly address: ListenAddress;
      /** Handler of health and metrics, on all paths except `/slack/events`, before the first command is accepted. */
      readonly fallback?: RequestListener;
    };

export function createSlackReceiver(options: {
  connection: SlackConnection;
  client: SlackClient;
  clock: Clock;
  makeDedupeCache: MakeDedupeCache;
  logger: Logger;
  backOff: BackOff;
  pongTimeoutMs?: number | undefined;
}): SlackReceiver {
  const { connection, client, clock, makeDedupeCache, logger, backOff, pongTimeoutMs } = options;
  const { apiUrl, fetch } = client;
  switch (connection.mode) {
    case 'socket':
      return createSocketReceiver({
        appToken: connection.appToken,
        apiUrl,
        fetch,
        makeDedupeCache,
        logger,
        backOff,
        pongTimeoutMs,
      });
    case 'http':
      return createHttpReceiver({ ...connection, clock, makeDedupeCache, logger });
  }
}
