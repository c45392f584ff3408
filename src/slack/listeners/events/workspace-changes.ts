import { z } from 'zod';
import { teamOfEvent } from '../../questions/requester.ts';
import { readersText } from '../../replies/sharing-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { CHANNEL_ID, type EventArgs, onEvent, TEAM_ID, USER_ID } from './on-event.ts';

const changedSchema = z.object({ user: z.object({ id: USER_ID, deleted: z.boolean().optional() }) });
const movedSchema = z.object({ old_channel_id: CHANNEL_ID, new_channel_id: CHANNEL_ID });
const sharedSchema = z.object({ channel: CHANNEL_ID, connected_team_id: TEAM_ID });
const revokedSchema = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }).nullish() });

/** Pauses the subscriptions of a deactivated account, because problems could not be reported to the owner. */
export function ownerLeft(deps: Pick<ListenerDeps, 'centres' | 'logger'>) {
  return onEvent(deps, changedSchema, async ({ user }, teamId) => {
    if (user.deleted !== true) return;
    await deps.centres.each(({ workspaceEvents }) => workspaceEvents.ownerLeft({ teamId, ownerId: user.id }));
  });
}

/** Updates subscriptions to a private channel, which gets another id when it is first shared with another company. */
export function channelIdChanged(deps: Pick<ListenerDeps, 'centres' | 'logger'>) {
  return onEvent(deps, movedSchema, async ({ old_channel_id: from, new_channel_id: to }, teamId) =>
    deps.centres.each(({ workspaceEvents }) => workspaceEvents.channelMoved({ teamId, from, to })),
  );
}

/** Checks subscriptions to a channel that a workspace of another organisation joined. */
export function channelShared(deps: Pick<ListenerDeps, 'centres' | 'channels' | 'logger'>) {
  return onEvent(deps, sharedSchema, async ({ channel: channelId, connected_team_id }, teamId) => {
    const organisation = await deps.channels.joined(channelId, connected_team_id);
    if (organisation === null) return;
    const shared = {
      teamId,
      channelId,
      connectedTeamId: connected_team_id,
      readers: readersText([organisation]),
    };
    await deps.centres.each(({ workspaceEvents }) => workspaceEvents.channelShared(shared));
  });
}

type RemovalDeps = Pick<ListenerDeps, 'centres' | 'client' | 'logger'>;

/** Handles the uninstallation of the app in our workspace, after which Slack rejects all calls of the bot. */
export function appRemoved(deps: RemovalDeps) {
  return async ({ body }: EventArgs): Promise<void> => removed(deps, body, 'app_uninstalled');
}

/** Handles revoked tokens: only the bot's token matters, not tokens of people who authorised the app. */
export function tokensRevoked(deps: RemovalDeps) {
  return onEvent(deps, revokedSchema, async ({ tokens }, _teamId, { body }) => {
    const { botUserId } = deps.client.identity();
    if (tokens?.bot?.includes(botUserId) === true) await removed(deps, body, 'token_revoked');
  });
}

/** Bolt takes the workspace from the event itself, so it is compared with the workspace of `auth.test`. */
async function removed(
  { centres, client, logger }: RemovalDeps,
  body: EventArgs['body'],
  code: string,
): Promise<void> {
  const { teamId, enterpriseId } = client.identity();
  if (teamOfEvent(body, { teamId, enterpriseId: enterpriseId ?? '' }) !== teamId) return;
  client.standing.removed(code);
  logger.error({ code }, 'app removed from the workspace; install it again and set SLACK_BOT_TOKEN');
  await centres.each(({ workspaceEvents }) => workspaceEvents.appRemoved(teamId));
}
