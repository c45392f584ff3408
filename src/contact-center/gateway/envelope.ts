import { z } from 'zod';
import { FloorwalkerError } from '../../errors.ts';
import { replyCode } from '../coerce.ts';
import type { HttpReply } from '../http/exchange.ts';

const envelope = z.object({
  retcode: replyCode,
  result: z.unknown().optional(),
  event: z.unknown().optional(),
});

export type GatewayReply = z.infer<typeof envelope>;

/**
 * Opens `{message, retcode, result}`. Failures arrive as HTTP 200 with a `retcode`; some proxies answer a bad GUID with 401,
 * which has the meaning of `000-003`. The free text in `message` is not read.
 *
 * @throws {FloorwalkerError} upstream-rejected, upstream-garbled
 */
export function openGatewayReply(reply: HttpReply): GatewayReply {
  if (reply.status === 401) return { retcode: '000-003', result: undefined, event: undefined };
  const opened = envelope.safeParse(reply.json);
  if (opened.success && reply.status < 300) return opened.data;
  if (reply.status >= 300)
    throw new FloorwalkerError('upstream-rejected', { detail: `HTTP ${reply.status}` });
  throw new FloorwalkerError('upstream-garbled', { detail: 'no retcode in the reply' });
}
