import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { teamOfEvent } from '../../asker.ts';
import { readersText } from '../../replies/sharing-replies.ts';
import type { ListenerDeps } from '../deps.ts';

type Deps = Pick<ListenerDeps, 'summaries' | 'channels'>;

/** A private channel gets another id when it is first shared with another company: posts go on under the new one. */
export function channelIdChanged({ summaries }: Pick<Deps, 'summaries'>) {
  return async ({
    event,
    body,
    context,
  }: SlackEventMiddlewareArgs<'channel_id_changed'> & AllMiddlewareArgs): Promise<void> => {
    const { old_channel_id: from, new_channel_id: to } = event;
    await summaries.channelMoved({ teamId: teamOfEvent(body, context), from, to });
  };
}

/** Another company joined a channel, or a workspace of our own organisation, which changes nothing. */
export function channelShared({ summaries, channels }: Deps) {
  return async ({
    event,
    body,
    context,
  }: SlackEventMiddlewareArgs<'channel_shared'> & AllMiddlewareArgs): Promise<void> => {
    const { channel: channelId, connected_team_id: connectedTeamId } = event;
    const organisation = await channels.joined(channelId, connectedTeamId);
    if (organisation === null) return;
    const readers = readersText([organisation]);
    await summaries.channelShared({
      teamId: teamOfEvent(body, context),
      channelId,
      connectedTeamId,
      readers,
    });
  };
}
