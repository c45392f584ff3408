import type { Logger } from '../../logger.ts';
import type { ChannelMove, ChannelShared, Owner } from '../subscriptions/subscription.ts';
import type { WorkspaceChanges } from './workspace-changes.ts';

export type WorkspaceEvents = ReturnType<typeof createWorkspaceEvents>;

export interface WorkspaceEventsOptions {
  readonly workspaceChanges: WorkspaceChanges;
  readonly logger: Logger;
}

/**
 * Applies Slack's events about the workspace to subscriptions. Slack sends each event once; if the database does not
 * answer, the next post is refused, which pauses its subscription and notifies the owner.
 */
export function createWorkspaceEvents({ workspaceChanges, logger }: WorkspaceEventsOptions) {
  return {
    /** The owner's account was deactivated. */
    ownerLeft: (owner: Owner): Promise<void> => applied(() => workspaceChanges.ownerLeft(owner)),

    /** A channel's id changed, as for a private channel that is shared with another company. */
    channelMoved: (move: ChannelMove): Promise<void> =>
      applied(async () => {
        const subscriptions = await workspaceChanges.channelMoved(move);
        if (subscriptions > 0)
          logger.info({ ...move, subscriptions }, 'channel id changed; subscriptions moved');
      }),

    /** Another company joined a channel. */
    channelShared: (shared: ChannelShared): Promise<void> =>
      applied(async () => {
        const subscriptions = await workspaceChanges.channelShared(shared);
        const { channelId, connectedTeamId } = shared;
        logger.info(
          { channelId, connectedTeamId, subscriptions },
          'channel shared with another company; subscriptions paused',
        );
      }),

    /** The app was uninstalled or its token revoked: Slack rejects all calls of the bot. */
    appRemoved: (teamId: string): Promise<void> =>
      applied(async () => {
        const subscriptions = await workspaceChanges.appRemoved(teamId);
        logger.error({ subscriptions }, 'app removed; subscriptions paused');
      }),
  };

  async function applied(change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch (error) {
      logger.error({ err: error }, 'workspace change not applied to subscriptions');
    }
  }
}
