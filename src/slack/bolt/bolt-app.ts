import {
  type AnyMiddlewareArgs,
  type App,
  type AuthorizeResult,
  type Middleware,
  type Receiver,
} from '@slack/bolt';
import type { Logger } from '../../logger.ts';
import type { Responder } from '../answers/responder.ts';
import { createBoltLogger } from '../web-api/bolt-logger.ts';
import { createClientOptions } from '../web-api/client-options.ts';
import type { SlackClient } from '../web-api/slack-client.ts';
import { AcknowledgingApp } from './acknowledging-app.ts';
import type { MakeDedupeCache } from './dedupe-cache.ts';
import { createFailureReporter } from './failure-reporter.ts';

/** Slack repeats an event that was not acknowledged at once, after one minute and after five minutes. */
const EVENTS = { lifetimeMs: 600_000, max: 5000 };

/**
 * Creates the Bolt app without `auth.test` in the constructor (a failure there would end the process, or stay for ever)
 * and for each event, without a conversation store, and without options shared between clients.
 */
export function createBoltApp(options: {
  receiver: Receiver;
  client: SlackClient;
  responder: Pick<Responder, 'toPerson'>;
  makeDedupeCache: MakeDedupeCache;
  logger: Logger;
}): App {
  const { receiver, client, makeDedupeCache, logger } = options;
  const app = new AcknowledgingApp(
    {
      receiver,
      authorize: async () => authorization(client),
      clientOptions: createClientOptions(client),
      convoStore: false,
      logger: createBoltLogger(logger),
    },
    { logger, reportFailure: createFailureReporter(options) },
  );
  app.use(dropRepeatedEvents(makeDedupeCache));
  return app;
}

/** Bolt replaces undefined values by those of the payload, so a missing organisation must be an empty text. */
function authorization(client: SlackClient): AuthorizeResult {
  const { botId, botUserId, teamId, enterpriseId } = client.identity();
  return {
    botToken: client.botToken,
    botUserId,
    teamId,
    enterpriseId: enterpriseId ?? '',
    ...(botId === undefined ? {} : { botId }),
  };
}

function dropRepeatedEvents(makeDedupeCache: MakeDedupeCache): Middleware<AnyMiddlewareArgs> {
  const events = makeDedupeCache('event', EVENTS);
  return async ({ body, next }) => {
    const id = 'event_id' in body && typeof body.event_id === 'string' ? body.event_id : null;
    if (id === null || (await events.isFirst(id))) await next();
  };
}
