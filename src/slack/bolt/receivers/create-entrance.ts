import type { RequestListener } from 'node:http';
import type { Clock } from '../../../clock.ts';
import type { ListenAddress } from '../../../http-server.ts';
import type { Logger } from '../../../logger.ts';
import type { BackOff } from '../../web-api/back-off.ts';
import type { SlackClient } from '../../web-api/slack-client.ts';
import type { MakeOnce } from '../once.ts';
import type { Entrance } from './entrance.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { createSocketReceiver } from './socket-receiver.ts';

/** How Slack reaches the bot. */
export type SlackConnection =
  | { readonly mode: 'socket'; readonly appToken: string }
  | {
      readonly mode: 'http';
      readonly signingSecret: string;
      readonly address: ListenAddress;
      /**
       * Handler of all paths except `/slack/events`, active before the first command is accepted: health and metrics.
       */
      readonly fallback?: RequestListener;
    };

export function createEntrance(options: {
  connection: SlackConnection;
  client: SlackClient;
  clock: Clock;
  makeOnce: MakeOnce;
  logger: Logger;
  backOff: BackOff;
}): Entrance {
  const { connection, client, clock, makeOnce, logger, backOff } = options;
  const { apiUrl, fetch } = client;
  switch (connection.mode) {
    case 'socket':
      return createSocketReceiver({
        appToken: connection.appToken,
        apiUrl,
        fetch,
        makeOnce,
        logger,
        backOff,
      });
    case 'http':
      return createHttpReceiver({ ...connection, clock, makeOnce, logger });
  }
}
