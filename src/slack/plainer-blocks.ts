import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import type { Block, Message, Plainer } from './blocks/message.ts';

/** Slack learns new blocks workspace by workspace; asking once in a while finds out when this one has. */
const REMEMBERED_MS = 60 * 60_000;

/** Sends messages with the blocks that Slack takes here. */
export interface PlainerBlocks {
  /**
   * With all blocks; where Slack refuses the content and there is a plainer form, with that, now and for a while. The
   * outcome is the last attempt's.
   */
  send<O extends string>(message: Message, attempt: (blocks: Block[]) => Promise<O>): Promise<O>;
}

export function createPlainerBlocks(options: { clock: Clock; logger: Logger }): PlainerBlocks {
  const { clock, logger } = options;
  const refusedUntil = new Map<Plainer['without'], number>();

  return {
    async send({ blocks, plainer }, attempt) {
      if (plainer === undefined) return attempt(blocks);
      const isRemembered = clock.monotonic() < (refusedUntil.get(plainer.without) ?? 0);
      if (isRemembered) return attempt(plainer.blocks);
      const outcome = await attempt(blocks);
      if (outcome !== 'content-refused') return outcome;
      const second = await attempt(plainer.blocks);
      // Refused without it as well: then it was not this block that Slack minded.
      if (second === 'content-refused') return second;
      refusedUntil.set(plainer.without, clock.monotonic() + REMEMBERED_MS);
      logger.warn(
        { block: plainer.without },
        'Slack does not take this kind of block here: left out for a while',
      );
      return second;
    },
  };
}

const refusalSchema = z.object({ ok: z.literal(false), error: z.string() });

/** `response_url` may say no with status 200 and a body. */
export async function isRefusalOfContent(reply: unknown): Promise<boolean> {
  if (!(reply instanceof Response)) return false;
  const text = await reply.text().catch(() => '');
  try {
    return refusalSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
