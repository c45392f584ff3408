import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { teamOfEvent } from '../../asker.ts';
import type { ListenerDeps } from '../deps.ts';

/** App Home is a page that stays as it was published, so it is published anew when somebody looks. */
export function homeOpened({ home }: Pick<ListenerDeps, 'home'>) {
  return async ({
    event,
    body,
    client,
    context,
  }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs): Promise<void> => {
    if (event.tab !== 'home') return;
    const asker = { userId: event.user, teamId: teamOfEvent(body, context), channelId: null };
    await home.publish(client, asker, hashOf(event.view));
  };
}

/** Slack sends it, and its client's types leave it out. */
function hashOf(view: object | undefined): string | undefined {
  return view !== undefined && 'hash' in view && typeof view.hash === 'string' ? view.hash : undefined;
}
