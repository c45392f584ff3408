import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../logger.ts';
import { parseJson } from '../../parse-json.ts';
import type { Block } from './elements.ts';
import type { Fallback, Message } from './message.ts';
import { formsOf } from './message-forms.ts';

/** Slack learns new blocks workspace by workspace; asking once in a while finds out when this one has. */
const REFUSED_BLOCK_MAX_AGE_MS = 60 * 60_000;

/** Sends messages in the form that Slack takes here. */
export interface MessageSender {
  /**
   * With all blocks; where Slack refuses the content, in the fallback form if there is one, and last with the text
   * alone (no blocks). The outcome is the last attempt's.
   */
  send<O extends string>(message: Message, attempt: (blocks: Block[]) => Promise<O>): Promise<O>;
}

export function createMessageSender(options: { clock: Clock; logger: Logger }): MessageSender {
  const { clock, logger } = options;
  const refusedUntil = new Map<Fallback['without'], number>();
  const isRemembered = (without: Fallback['without']) => clock.monotonic() < (refusedUntil.get(without) ?? 0);

  function remember({ without }: Fallback): void {
    refusedUntil.set(without, clock.monotonic() + REFUSED_BLOCK_MAX_AGE_MS);
    logger.warn({ block: without }, 'Slack does not take this kind of block here: left out for a while');
  }

  return {
    async send(message, attempt) {
      const { fallback } = message;
      const [first, ...others] = formsOf(message, isRemembered);
      let outcome = await attempt(first?.blocks ?? []);
      for (const form of others) {
        if (outcome !== 'content-refused') break;
        outcome = await attempt(form.blocks);
        // Where the fallback form is refused as well, it was not this block that Slack minded.
        if (form.kind === 'fallback' && outcome !== 'content-refused' && fallback !== undefined)
          remember(fallback);
        if (form.kind === 'text')
          logger.warn({ outcome }, 'Slack refused the blocks of a message: its text was sent alone');
      }
      return outcome;
    },
  };
}

const refusalSchema = z.object({ ok: z.literal(false), error: z.string() });

/** The code with which `response_url` says no, which it may do with status 200: as JSON or as a word alone. */
export async function refusalIn(reply: unknown): Promise<string | undefined> {
  if (!(reply instanceof Response)) return undefined;
  const text = (await reply.text().catch(() => '')).trim();
  if (/^(?!ok$)[a-z]+(?:_[a-z]+)+$/.test(text)) return text;
  return refusalSchema.safeParse(parseJson(text)).data?.error;
}
