import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { teamOfEvent } from '../../questions/requester.ts';
import type { ListenerDeps } from '../deps.ts';
import { readEvent, USER_ID } from './read-event.ts';

const changedSchema = z.object({ user: z.object({ id: USER_ID, deleted: z.boolean().optional() }) });

/** Pauses the subscriptions of a deactivated account, because problems could not be reported to the owner. */
export function ownerLeft({ centres, logger }: Pick<ListenerDeps, 'centres' | 'logger'>) {
  return async ({
    event,
    body,
    context,
  }: SlackEventMiddlewareArgs<'user_change'> & AllMiddlewareArgs): Promise<void> => {
    const user = readEvent(changedSchema, event, logger)?.user;
    if (user?.deleted !== true) return;
    const owner = { teamId: teamOfEvent(body, context), ownerId: user.id };
    await centres.each(({ workspaceEvents }) => workspaceEvents.ownerLeft(owner));
  };
}
