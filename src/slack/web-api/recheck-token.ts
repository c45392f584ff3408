import { sleep } from '../../time.ts';
import type { BackOff } from './back-off.ts';
import type { SlackClient } from './slack-client.ts';

/**
 * Repeats `auth.test` while the token is refused or Slack does not answer, so that health recovers without a request:
 * an instance that is not ready may receive none. Resolves when `signal` is aborted.
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
    // The outcome is recorded by `slack-standing.ts`.
    await client.quick.auth.test().catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, backOff.longestMs);
  }
}
