import { setTimeout } from 'node:timers/promises';

/** What a process holds, after the garbage is collected. */
export interface Footprint {
  readonly rssMb: number;
  readonly heapMb: number;
  /** How many of each kind are open: sockets, timers, servers. */
  readonly resources: Readonly<Record<string, number>>;
}

const MIB = 1024 * 1024;

/**
 * To be loaded before the bot by `node --expose-gc --import`: answers each message of the parent with a
 * {@link Footprint}, so that the bot under it is what `npm start` starts, with nothing added.
 */
process.on('message', () => void report());
// The channel alone must not keep a bot that was told to stop.
process.channel?.unref();

async function report(): Promise<void> {
  globalThis.gc?.();
  // Finalisers run after the first collection, and free what the second finds.
  await setTimeout(50);
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const kinds = Map.groupBy(process.getActiveResourcesInfo(), (kind) => kind);
  const resources = Object.fromEntries([...kinds].map(([kind, all]) => [kind, all.length]));
  process.send?.({ rssMb: rss / MIB, heapMb: heapUsed / MIB, resources } satisfies Footprint);
}
