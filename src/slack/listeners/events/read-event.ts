import { z } from 'zod';
import type { Logger } from '../../../logger.ts';

/** Ids as Slack writes them: an absent one must not stand for every channel or person. */
export const CHANNEL_ID = z.string().regex(/^[CGD][A-Z0-9]{1,30}$/);
export const USER_ID = z.string().regex(/^[UW][A-Z0-9]{1,30}$/);
/** Of a workspace or an organisation. */
export const TEAM_ID = z.string().regex(/^[TE][A-Z0-9]{1,30}$/);

/** What the event is about; `undefined`, with a line in the log, where it is not as Slack documents it. */
export function readEvent<T>(
  schema: z.ZodType<T>,
  event: { readonly type: string },
  logger: Logger,
): T | undefined {
  const { data } = schema.safeParse(event);
  if (data === undefined)
    logger.warn({ event: event.type }, 'an event of Slack is not as documented: it has no effect');
  return data;
}
