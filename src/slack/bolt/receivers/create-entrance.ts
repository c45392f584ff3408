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

/** How Slack reaches us. */
export type SlackMode =
  | { readonly kind: 'socket'; readonly appToken: string }
  | {
      readonly kind: 'http';
      readonly signingSecret: string;
      readonly address: ListenAddress;
      /** Every path but `/slack/events`, from before the first command is taken: health and metrics. */
      readonly fallback?: RequestListener;
    };

export function createEntrance(options: {
  mode: SlackMode;
  client: SlackClient;
  clock: Clock;
  makeOnce: MakeOnce;
  logger: Logger;
  backOff: BackOff;
}): Entrance {
  const { mode, client, clock, makeOnce, logger, backOff } = options;
  const { apiUrl, fetch } = client;
  switch (mode.kind) {
    case 'socket':
      return createSocketReceiver({ appToken: mode.appToken, apiUrl, fetch, makeOnce, logger, backOff });
    case 'http':
      return createHttpReceiver({ ...mode, clock, makeOnce, logger });
  }
}
