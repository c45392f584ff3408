import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { ListenerDeps } from '../deps.ts';

/** Somebody's account was closed: what that person had set up rests, since nobody could be told of its troubles. */
export function ownerLeft({ summaries }: Pick<ListenerDeps, 'summaries'>) {
  return async ({
    event,
    body,
  }: SlackEventMiddlewareArgs<'user_change'> & AllMiddlewareArgs): Promise<void> => {
    if (event.user.deleted) await summaries.ownerLeft({ teamId: body.team_id, ownerId: event.user.id });
  };
}
