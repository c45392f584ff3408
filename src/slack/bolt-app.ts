import {
  type AnyMiddlewareArgs,
  App,
  type AuthorizeResult,
  type Middleware,
  type Receiver,
} from '@slack/bolt';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import { createBoltLogger } from './bolt-logger.ts';
import { createClientOptions } from './client-options.ts';
import { createFailureHandler } from './failure-handler.ts';
import { createOnce } from './once.ts';
import type { SlackClient } from './slack-client.ts';

/** Slack sends an event that it thinks was lost at once, after a minute and after five. */
const EVENTS = { keptMs: 600_000, most: 5000 };

/**
 * Bolt, without what it does behind one's back: no `auth.test` in the constructor (a failure there ends the process
 * or stays for ever) and none per event, no store of conversations, no options shared between clients.
 */
export function createBoltApp(options: {
  receiver: Receiver;
  client: SlackClient;
  clock: Clock;
  logger: Logger;
}): App {
  const { receiver, client, clock, logger } = options;
  const app = new App({
    receiver,
    authorize: async () => authorization(client),
    clientOptions: createClientOptions(client),
    convoStore: false,
    extendedErrorHandler: true,
    logger: createBoltLogger(logger),
  });
  app.error(createFailureHandler({ logger, fetch: client.fetch }));
  app.use(dropRepeatedEvents(clock));
  return app;
}

function authorization(client: SlackClient): AuthorizeResult {
  const { botId, botUserId, teamId } = client.identity();
  return { botToken: client.botToken, botUserId, teamId, ...(botId === undefined ? {} : { botId }) };
}

function dropRepeatedEvents(clock: Clock): Middleware<AnyMiddlewareArgs> {
  const events = createOnce({ clock, ...EVENTS });
  return async ({ body, next }) => {
    if ('event_id' in body && typeof body.event_id === 'string' && !events.isFirst(body.event_id)) return;
    await next();
  };
}
