import type { WebSocket } from 'ws';

/** Sends events to every open tab of a page. */
export interface LiveFeed {
  readonly followers: number;
  /** Adds a tab; `first` is sent to this tab before all events. */
  follow(socket: WebSocket, first: { name: string; data: unknown }): void;
  send(name: string, data: unknown): void;
}

/**
 * Maximum number of unread bytes of a tab. A tab beyond it (asleep, or stopped in a debugger) is disconnected; it
 * reconnects and gets the whole state.
 */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

export function createLiveFeed(): LiveFeed {
  const followers = new Set<WebSocket>();
  return {
    get followers() {
      return followers.size;
    },
    follow(socket, { name, data }) {
      socket.send(frame(name, data));
      followers.add(socket);
      socket.once('close', () => followers.delete(socket));
    },
    send(name, data) {
      const text = frame(name, data);
      for (const socket of followers) {
        if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
        else socket.send(text);
      }
    },
  };
}

const frame = (name: string, data: unknown): string => JSON.stringify({ name, data });
