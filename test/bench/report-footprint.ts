import { setTimeout } from 'node:timers/promises';

/** The resources of a process after a garbage collection. */
export interface Footprint {
  readonly rssMb: number;
  readonly heapMb: number;
  /** The number of open resources by kind: sockets, timers, servers. */
  readonly resources: Readonly<Record<string, number>>;
}

const MIB = 1024 * 1024;

/**
 * A module to load before the bot with `node --expose-gc --import`. It answers each message of the parent with a {@link
 * Footprint}, so that the measured bot is that of `npm start`, unchanged.
 */
process.on('message', () => void report());
// The channel must not keep a stopped bot alive.
process.channel?.unref();

async function report(): Promise<void> {
  globalThis.gc?.();
  // Finalisers run after the first collection; the second one frees what they released.
  await setTimeout(50);
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const kinds = Map.groupBy(process.getActiveResourcesInfo(), (kind) => kind);
  const resources = Object.fromEntries([...kinds].map(([kind, all]) => [kind, all.length]));
  process.send?.({ rssMb: rss / MIB, heapMb: heapUsed / MIB, resources } satisfies Footprint);
}
