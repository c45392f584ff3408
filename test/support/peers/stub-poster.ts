import type {
  DeliveryRenderers,
  PostedSearchOutcome,
  Poster,
  PostOutcome,
} from '../../../src/summaries/deliveries/ports.ts';

/**
 * Creates a poster for the message stub that behaves as the Slack layer's: it posts once and reports an outcome only if
 * the reply proves it.
 */
export function createStubPoster(url: string): Poster<unknown> {
  return {
    time: () => null,
    async post({ to, key, signal }): Promise<PostOutcome> {
      try {
        const response = await fetch(addressOf(url, to, key), { method: 'POST', signal });
        if (response.status === 429) {
          const seconds = Number(response.headers.get('retry-after'));
          return { kind: 'not-sent', retryAfterMs: seconds * 1_000, limited: true };
        }
        if (!response.ok) return { kind: 'unknown' };
        return { kind: 'sent', messageId: idIn(await response.json()) ?? '' };
      } catch (error) {
        return isRefused(error)
          ? { kind: 'not-sent', retryAfterMs: null, limited: false }
          : { kind: 'unknown' };
      }
    },
    async findPosted({ to, key, signal }): Promise<PostedSearchOutcome> {
      try {
        const response = await fetch(addressOf(url, to, key), { signal });
        const messageId = idIn(await response.json());
        return messageId === null ? { kind: 'absent' } : { kind: 'found', messageId };
      } catch {
        return { kind: 'no-answer', retryAfterMs: null };
      }
    },
  };
}

export const plainRenderers: DeliveryRenderers<{ readonly text: string }> = {
  scheduled: ({ key }) => Promise.resolve({ text: `Summary ${key}` }),
  requested: ({ key }) => Promise.resolve({ text: `Summary ${key}` }),
  notification: ({ payload }) => Promise.resolve({ text: `Notification: ${payload.kind}` }),
};

function addressOf(url: string, to: string, key: string): URL {
  return new URL(`/?${new URLSearchParams({ to, key }).toString()}`, url);
}

function idIn(body: unknown): string | null {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : null;
  return typeof id === 'string' ? id : null;
}

function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}
