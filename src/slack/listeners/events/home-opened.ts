import { z } from 'zod';
import type { ListenerDeps } from '../deps.ts';
import { onEvent, USER_ID } from './on-event.ts';

/** `hash` identifies the page that is shown now; Slack omits `view` before the first publish. */
const openedSchema = z.object({
  tab: z.unknown(),
  user: USER_ID,
  view: z.object({ hash: z.string().optional() }).nullish().catch(undefined),
});

/** Publishes App Home each time it is opened, because Slack never updates a published page. */
export function homeOpened(deps: Pick<ListenerDeps, 'access' | 'centres' | 'logger'>) {
  return onEvent(deps, openedSchema, async ({ tab, user, view }, teamId, { client }) => {
    if (tab !== 'home') return;
    const requester = { userId: user, teamId, channelId: null };
    const { home } = deps.centres.of(requester);
    await home.publish(client, await deps.access.of(requester), view?.hash);
  });
}
