import { on } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';

const frame = z.object({ name: z.string(), data: z.unknown() });

/** The messages of a page's server to one tab. */
export interface Feed {
  /** Returns the next unread message. */
  readonly next: () => Promise<z.infer<typeof frame>>;
  /** All messages so far, as text. */
  readonly text: () => string;
  readonly stop: () => void;
}

/** Follows a page's server as a tab does; `path` is for example `live?user=U0ADA`. */
export function followFeed(page: string, path: string): Feed {
  const socket = new WebSocket(new URL(path, page.replace('http:', 'ws:')));
  const messages = on(socket, 'message', { close: ['close'] });
  const said: string[] = [];
  socket.on('message', (data: Buffer) => said.push(data.toString()));
  return {
    async next() {
      const { value, done } = await messages.next();
      if (done === true) throw new Error('the page stopped sending');
      return frame.parse(JSON.parse(String(value[0])));
    },
    text: () => said.join('\n'),
    stop: () => socket.terminate(),
  };
}
