import { z } from 'zod';
import { followFeed } from './follow-feed.ts';

/** The part of the page's state that tests read. */
const rows = z.array(z.record(z.string(), z.unknown()));
const changes = z.object({
  clock: z.record(z.string(), z.unknown()).optional(),
  bot: z.record(z.string(), z.unknown()).optional(),
  agents: rows.optional(),
  gone: z.array(z.number()).optional(),
  queues: rows.optional(),
  on: z.array(z.string()).optional(),
  calls: rows.optional(),
});

type Changes = z.infer<typeof changes>;

/** A tab that receives the page's changes. */
export interface Follower {
  /** The first message to the tab: the whole state. */
  readonly state: unknown;
  /** Returns the first unread part of a change (a row, or a list of switches) that `find` accepts. */
  next<T>(find: (change: Changes) => T | undefined): Promise<T>;
  /** All messages so far, as text. */
  readonly text: () => string;
  stop(): void;
}

export async function followPage(url: string): Promise<Follower> {
  const feed = followFeed(url, 'live');
  const waiting: Changes[] = [];

  /** Reads messages until there is a part at this position. */
  async function more(place: number): Promise<Changes> {
    for (;;) {
      const part = waiting[place];
      if (part !== undefined) return part;
      waiting.push(...partsOf(changes.parse((await feed.next()).data)));
    }
  }

  const { data: state } = await feed.next();
  return {
    state,
    async next(find) {
      for (let at = 0; ; at += 1) {
        const part = waiting[at] ?? (await more(at));
        const found = find(part);
        if (found === undefined) continue;
        waiting.splice(at, 1);
        return found;
      }
    },
    text: feed.text,
    stop: feed.stop,
  };
}

/** Splits a change into parts that hold one row each. */
function partsOf({ agents = [], queues = [], calls = [], ...rest }: Changes): Changes[] {
  return [
    ...Object.entries(rest).map(([name, value]): Changes => ({ [name]: value })),
    ...agents.map((row) => ({ agents: [row] })),
    ...queues.map((row) => ({ queues: [row] })),
    ...calls.map((row) => ({ calls: [row] })),
  ];
}
