import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export interface MessageStub {
  readonly url: string;
  /** Keys of the accepted messages in order, with repetitions. */
  readonly accepted: readonly { readonly to: string; readonly key: string; readonly at: number }[];
  /** Resolves when this many more messages are accepted. */
  more(count: number): Promise<void>;
  close(): Promise<void>;
}

export type MessageFault = '500-after' | '500-before' | 'garbled-after' | 429;

export interface MessageStubOptions {
  /** Milliseconds from the request until the message is in the channel. */
  readonly acceptMs?: number;
  /** Milliseconds from then to the reply. */
  readonly answerMs?: number;
  /** Returns the fault of the n-th post (from 1): `500-after` has accepted the message, the others have not. */
  readonly fault?: (n: number) => MessageFault | undefined;
  /** Called after the message is in the channel; the reply waits for the returned promise. */
  readonly hold?: () => Promise<void> | undefined;
}

/**
 * Creates the part of Slack that delivery needs: chat.postMessage, which accepts and then answers, and the reading of a
 * channel.
 */
export async function createMessageStub(options: MessageStubOptions = {}): Promise<MessageStub> {
  const { acceptMs = 8, answerMs = 8, fault, hold } = options;
  const accepted: { to: string; key: string; at: number }[] = [];
  const waiting = new Set<{ until: number; resolve: () => void }>();
  let posts = 0;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the stub has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    accepted,
    more: (count) => new Promise((resolve) => waiting.add({ until: accepted.length + count, resolve })),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stub');
    const [to, key] = [url.searchParams.get('to') ?? '', url.searchParams.get('key') ?? ''];
    if (request.method === 'GET') {
      const index = accepted.findIndex((message) => message.key === key && message.to === to);
      response.end(JSON.stringify({ id: index === -1 ? null : String(index) }));
      return;
    }
    posts += 1;
    const wrong = fault?.(posts);
    await delay(acceptMs);
    if (wrong === 429) {
      response.writeHead(429, { 'retry-after': '1' }).end();
      return;
    }
    if (wrong === '500-before') {
      response.writeHead(500).end();
      return;
    }
    accepted.push({ to, key, at: Date.now() });
    for (const waiter of waiting) if (waiter.until === accepted.length) waiter.resolve();
    await hold?.();
    await delay(answerMs);
    if (wrong === '500-after') response.writeHead(500).end();
    else
      response.end(
        wrong === 'garbled-after' ? '<html>' : JSON.stringify({ id: String(accepted.length - 1) }),
      );
  }
}
