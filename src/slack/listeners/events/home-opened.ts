import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { teamOfEvent } from '../../questions/requester.ts';
import type { ListenerDeps } from '../deps.ts';
import { readEvent, USER_ID } from './read-event.ts';

/** `hash` identifies the page that is shown now; Slack omits `view` before the first publish. */
const openedSchema = z.object({
  user: USER_ID,
  view: z.object({ hash: z.string().optional() }).nullish().catch(undefined),
});

/** Publishes App Home each time it is opened, because Slack never updates a published page. */
export function homeOpened({ access, centres, logger }: Pick<ListenerDeps, 'access' | 'centres' | 'logger'>) {
  return async ({
    event,
    body,
    client,
    context,
  }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs): Promise<void> => {
    if (event.tab !== 'home') return;
    const opened = readEvent(openedSchema, event, logger);
    if (opened === undefined) return;
    const requester = { userId: opened.user, teamId: teamOfEvent(body, context), channelId: null };
    const { home } = centres.of(requester);
    await home.publish(client, await access.of(requester), opened.view?.hash);
  };
}
