import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { type EventPayload, teamOfEvent } from '../../questions/requester.ts';
import type { ListenerDeps } from '../deps.ts';
import { readEvent } from './read-event.ts';

const revokedSchema = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }).nullish() });

type Deps = Pick<ListenerDeps, 'centres' | 'client' | 'logger'>;

/** Handles the uninstallation of the app in our workspace, after which Slack rejects all calls of the bot. */
export function appRemoved(deps: Deps) {
  return async ({ body }: SlackEventMiddlewareArgs<'app_uninstalled'> & AllMiddlewareArgs): Promise<void> => {
    await removed(deps, body, 'app_uninstalled');
  };
}

/**
 * Handles revoked tokens. Only the bot's own token is relevant, and not the tokens of people who authorised the app.
 */
export function tokensRevoked(deps: Deps) {
  return async ({
    event,
    body,
  }: SlackEventMiddlewareArgs<'tokens_revoked'> & AllMiddlewareArgs): Promise<void> => {
    const { botUserId } = deps.client.identity();
    const revoked = readEvent(revokedSchema, event, deps.logger);
    if (revoked?.tokens?.bot?.includes(botUserId) === true) await removed(deps, body, 'token_revoked');
  };
}

/**
 * Bolt takes the workspace of these events from the event itself, so it is compared with the workspace of `auth.test`.
 */
async function removed({ centres, client, logger }: Deps, body: EventPayload, code: string): Promise<void> {
  const { teamId, enterpriseId } = client.identity();
  if (teamOfEvent(body, { teamId, enterpriseId: enterpriseId ?? '' }) !== teamId) return;
  client.standing.removed(code);
  logger.error({ code }, 'app removed from the workspace; install it again and set SLACK_BOT_TOKEN');
  await centres.each(({ workspaceEvents }) => workspaceEvents.appRemoved(teamId));
}
