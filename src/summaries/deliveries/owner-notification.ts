import { z } from 'zod';
import { POST_REFUSALS } from '../subscriptions/post-refusal.ts';

/** What a subscription's owner is notified of, once. `key`, `first` and `last` name occurrences, see `keyOf`. */
export const ownerNotification = z.discriminatedUnion('kind', [
  /**
   * The subscription is paused until a person acts. `until`: resuming it before then still posts the run that was refused;
   * epoch milliseconds.
   */
  z.object({
    kind: z.literal('paused'),
    reason: z.enum(POST_REFUSALS),
    key: z.string().optional(),
    until: z.number().optional(),
    /** Of `channel-shared`: the other organisations, in words. */
    readers: z.string().optional(),
  }),
  /** Runs that were too late to be posted. */
  z.object({ kind: z.literal('missed'), first: z.string(), last: z.string(), count: z.number() }),
  /** It may or may not be in the channel, and the bot cannot look. */
  z.object({ kind: z.literal('outcome-unknown'), key: z.string() }),
  /** Slack did not take the message itself. */
  z.object({ kind: z.literal('message-refused'), key: z.string() }),
]);

export type OwnerNotification = z.infer<typeof ownerNotification>;
