import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import { parseJson } from '../../parse-json.ts';
import type { Block } from './elements.ts';
import type { Fallback, Message } from './message.ts';
import { formsOf } from './message-forms.ts';

/** Slack enables new kinds of block per workspace, so a refused kind is tried again after this time. */
const REFUSED_BLOCK_MAX_AGE_MS = 60 * 60_000;

/** Sends each message in the richest form that this workspace accepts. */
export interface MessageSender {
  /**
   * Tries all blocks, then the fallback blocks if there are any, then the text alone (no blocks), until Slack does not
   * refuse the content. Returns the outcome of the last attempt.
   */
  send<O extends string>(message: Message, attempt: (blocks: Block[]) => Promise<O>): Promise<O>;
}

export function createMessageSender(options: { clock: Clock; logger: Logger }): MessageSender {
  const { clock, logger } = options;
  const refusedUntil = new Map<Fallback['without'], number>();
  const isRemembered = (without: Fallback['without']) => clock.monotonic() < (refusedUntil.get(without) ?? 0);

  function remember({ without }: Fallback): void {
    refusedUntil.set(without, clock.monotonic() + REFUSED_BLOCK_MAX_AGE_MS);
    logger.warn({ block: without }, 'block type refused by Slack; it is left out for an hour');
  }

  return {
    async send(message, attempt) {
      const { fallback } = message;
      const [first, ...others] = formsOf(message, isRemembered);
      let outcome = await attempt(first?.blocks ?? []);
      for (const form of others) {
        if (outcome !== 'content-refused') break;
        outcome = await attempt(form.blocks);
        // If Slack refuses the fallback too, the kind of block was not the reason.
        if (form.kind === 'fallback' && outcome !== 'content-refused' && fallback !== undefined)
          remember(fallback);
        if (form.kind === 'text') logger.warn({ outcome }, 'blocks refused by Slack; only the text was sent');
      }
      return outcome;
    },
  };
}

const refusalSchema = z.object({ ok: z.literal(false), error: z.string() });

/** The error code in a reply of `response_url`, as JSON or as a word, also with status 200; `undefined` without one. */
export async function refusalIn(reply: unknown): Promise<string | undefined> {
  if (!(reply instanceof Response)) return undefined;
  const text = (await reply.text().catch(() => '')).trim();
  if (/^(?!ok$)[a-z]+(?:_[a-z]+)+$/.test(text)) return text;
  return refusalSchema.safeParse(parseJson(text)).data?.error;
}
