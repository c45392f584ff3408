import type { ServerResponse } from 'node:http';

/** Server-sent events to every tab that has a page open. */
export interface LiveFeed {
  readonly followers: number;
  /** Keeps the response open; `first` is what this tab alone is told before the rest. */
  follow(response: ServerResponse, first: { name: string; data: unknown }): void;
  send(name: string, data: unknown): void;
}

/** A tab that takes nothing in (asleep, or stopped in a debugger) is let go; it reconnects and gets the whole state. */
const MOST_UNREAD_BYTES = 4 * 1024 * 1024;

export function createLiveFeed(): LiveFeed {
  const followers = new Set<ServerResponse>();
  return {
    get followers() {
      return followers.size;
    },
    follow(response, first) {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      // A page whose server comes back should show it at once: half a second, not the browser's three.
      response.write(`retry: 500\n\n${frame(first.name, first.data)}`);
      followers.add(response);
      response.once('close', () => followers.delete(response));
    },
    send(name, data) {
      const text = frame(name, data);
      for (const response of followers) {
        if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
        else response.write(text);
      }
    },
  };
}

const frame = (name: string, data: unknown): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
