import { sleep } from '../../time.ts';
import type { BackOff } from './back-off.ts';
import type { SlackClient } from './slack-client.ts';

/**
 * Asks Slack again who we are while its latest word was no, or there was none: health would otherwise stay as it is until
 * somebody asks something, and a bot that is not ready may be sent nothing. Resolves once `signal` is aborted.
 */
export async function recheckToken(options: {
  readonly client: Pick<SlackClient, 'quick' | 'standing'>;
  readonly backOff: BackOff;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { client, backOff, signal } = options;
  let pauseMs = backOff.firstMs;
  while (!signal.aborted) {
    await sleep(pauseMs, signal);
    if (signal.aborted || !client.standing.isInDoubt()) {
      pauseMs = backOff.firstMs;
      continue;
    }
    // What comes of it is read from the answer.
    await client.quick.auth.test().catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, backOff.longestMs);
  }
}
