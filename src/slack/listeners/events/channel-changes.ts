import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { teamOfEvent } from '../../questions/requester.ts';
import { readersText } from '../../replies/sharing-replies.ts';
import type { ListenerDeps } from '../deps.ts';
import { CHANNEL_ID, readEvent, TEAM_ID } from './read-event.ts';

type Deps = Pick<ListenerDeps, 'centres' | 'channels' | 'logger'>;

const movedSchema = z.object({ old_channel_id: CHANNEL_ID, new_channel_id: CHANNEL_ID });
const sharedSchema = z.object({ channel: CHANNEL_ID, connected_team_id: TEAM_ID });

/** Updates subscriptions to a private channel, which gets another id when it is first shared with another company. */
export function channelIdChanged({ centres, logger }: Pick<Deps, 'centres' | 'logger'>) {
  return async ({
    event,
    body,
    context,
  }: SlackEventMiddlewareArgs<'channel_id_changed'> & AllMiddlewareArgs): Promise<void> => {
    const moved = readEvent(movedSchema, event, logger);
    if (moved === undefined) return;
    const { old_channel_id: from, new_channel_id: to } = moved;
    const move = { teamId: teamOfEvent(body, context), from, to };
    await centres.each(({ workspaceEvents }) => workspaceEvents.channelMoved(move));
  };
}

/**
 * Checks subscriptions to a channel that another workspace joined. Workspaces of our own organisation change nothing.
 */
export function channelShared({ centres, channels, logger }: Deps) {
  return async ({
    event,
    body,
    context,
  }: SlackEventMiddlewareArgs<'channel_shared'> & AllMiddlewareArgs): Promise<void> => {
    const shared = readEvent(sharedSchema, event, logger);
    if (shared === undefined) return;
    const { channel: channelId, connected_team_id: connectedTeamId } = shared;
    const organisation = await channels.joined(channelId, connectedTeamId);
    if (organisation === null) return;
    const readers = readersText([organisation]);
    const teamId = teamOfEvent(body, context);
    await centres.each(({ workspaceEvents }) =>
      workspaceEvents.channelShared({ teamId, channelId, connectedTeamId, readers }),
    );
  };
}
