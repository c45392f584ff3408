import { z } from 'zod';
import type { Logger } from '../../../logger.ts';

/** The format of Slack's channel ids. An absent id is rejected, because it would match every channel. */
export const CHANNEL_ID = z.string().regex(/^[CGD][A-Z0-9]{1,30}$/);
export const USER_ID = z.string().regex(/^[UW][A-Z0-9]{1,30}$/);
/** The id of a workspace or an organisation. */
export const TEAM_ID = z.string().regex(/^[TE][A-Z0-9]{1,30}$/);

/**
 * Reads the fields of an event. Returns `undefined` and logs a line if the event differs from Slack's documentation.
 */
export function readEvent<T>(
  schema: z.ZodType<T>,
  event: { readonly type: string },
  logger: Logger,
): T | undefined {
  const { data } = schema.safeParse(event);
  if (data === undefined) logger.warn({ event: event.type }, 'Slack event not as documented; it is ignored');
  return data;
}
