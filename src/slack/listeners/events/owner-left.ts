import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { teamOfEvent } from '../../asker.ts';
import type { ListenerDeps } from '../deps.ts';

/** Somebody's account was closed: what that person had set up rests, since nobody could be told of its troubles. */
export function ownerLeft({ summaries }: Pick<ListenerDeps, 'summaries'>) {
  return async ({
    event,
    body,
    context,
  }: SlackEventMiddlewareArgs<'user_change'> & AllMiddlewareArgs): Promise<void> => {
    if (!event.user.deleted) return;
    await summaries.ownerLeft({ teamId: teamOfEvent(body, context), ownerId: event.user.id });
  };
}
