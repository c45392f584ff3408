import { z } from 'zod';

/** What the simulator's page is told, as far as tests look at it. */
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

/** One tab's stream of events. */
export interface Follower {
  /** What the tab was told first. */
  readonly state: unknown;
  /** The first part of a change (a row, a list of switches) that nobody asked for yet and in which `find` finds something. */
  next<T>(find: (change: Changes) => T | undefined): Promise<T>;
  /** All that was sent so far, as text. */
  readonly text: () => string;
  stop(): void;
}

export async function followPage(url: string): Promise<Follower> {
  const stop = new AbortController();
  const { body } = await fetch(`${url}events`, { signal: stop.signal });
  if (body === null) throw new Error('the page sends no events');
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let read = 0;
  const waiting: Changes[] = [];

  async function event(): Promise<{ name: string; data: unknown }> {
    for (;;) {
      const end = text.indexOf('\n\n', read);
      if (end === -1) {
        const { value, done } = await reader.read();
        if (done) throw new Error('the page stopped sending');
        text += value;
        continue;
      }
      const found = /event: (\w+)\ndata: (.*)/.exec(text.slice(read, end));
      read = end + 2;
      if (found?.[1] !== undefined) return { name: found[1], data: JSON.parse(found[2] ?? '') };
    }
  }

  /** Reads on until there is a part at this place. */
  async function more(place: number): Promise<Changes> {
    for (;;) {
      const part = waiting[place];
      if (part !== undefined) return part;
      waiting.push(...partsOf(changes.parse((await event()).data)));
    }
  }

  const { data: state } = await event();
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
    text: () => text,
    stop: () => stop.abort(),
  };
}

/** A change row by row, so that each can be asked for on its own. */
function partsOf({ agents = [], queues = [], calls = [], ...rest }: Changes): Changes[] {
  return [
    ...Object.entries(rest).map(([name, value]): Changes => ({ [name]: value })),
    ...agents.map((row) => ({ agents: [row] })),
    ...queues.map((row) => ({ queues: [row] })),
    ...calls.map((row) => ({ calls: [row] })),
  ];
}
