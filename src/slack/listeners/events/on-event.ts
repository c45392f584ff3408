import type { AllMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { type EventPayload, teamOfEvent } from '../../questions/requester.ts';
import type { ListenerDeps } from '../deps.ts';

/** The format of Slack's channel ids. An absent id is rejected, because it would match every channel. */
export const CHANNEL_ID = z.string().regex(/^[CGD][A-Z0-9]{1,30}$/);
export const USER_ID = z.string().regex(/^[UW][A-Z0-9]{1,30}$/);
export const TEAM_ID = z.string().regex(/^[TE][A-Z0-9]{1,30}$/);

export interface EventArgs extends Pick<AllMiddlewareArgs, 'client' | 'context'> {
  readonly event: { readonly type: string };
  readonly body: EventPayload;
}

/** Reads the fields and the workspace of an event. An event that differs from Slack's documentation is only logged. */
export function onEvent<T>(
  { logger }: Pick<ListenerDeps, 'logger'>,
  schema: z.ZodType<T>,
  handle: (fields: T, teamId: string, args: EventArgs) => Promise<void>,
) {
  return async (args: EventArgs): Promise<void> => {
    const { event, body, context } = args;
    const { data } = schema.safeParse(event);
    if (data !== undefined) return handle(data, teamOfEvent(body, context), args);
    logger.warn({ event: event.type }, 'Slack event not as documented; it is ignored');
  };
}
