import type { Fact } from '../domain/floor/fact.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import type { FactsOptions } from './facts-options.ts';
import type { CmsPort } from './ports.ts';
import { createReader, type Reader } from './reader.ts';
import { identity, readWithFallback, routeTo, unlessEmpty } from './routes.ts';
import { SOURCES } from './sources.ts';

type Names = ReadonlyMap<QueueId, string>;

/** Maximum age of cached names. Queues are rarely renamed. */
const NAMES_FRESH_MS = 10 * 60_000;
/** Minimum interval of refreshes for a queue that is not in the cached names. */
const REFRESH_AFTER_MS = 10_000;
/** Maximum age of cached names while no upstream answers. */
const NAMES_MAX_AGE_MS = 24 * 3_600_000;
/** Interval of background refreshes while no upstream has names. */
const BACKGROUND_REFRESH_AFTER_MS = 60_000;
const LIST = 'list';
type List = Reader<typeof LIST, Names>;

/** Names of queues from the configuration and from the upstreams. */
export function createQueueNames({ gateway, cms, clock, timing, queueNames }: FactsOptions) {
  const cmsNames = cms && reader((ask) => cms.queueNames(ask));
  const gatewayNames = gateway && reader((ask) => gateway.queueNames(ask));
  const called = new WeakMap<Names, Names>();
  let refreshedAt = Number.NEGATIVE_INFINITY;
  let refreshedInBackgroundAt = Number.NEGATIVE_INFINITY;

  return {
    names: () => ask((list) => list),
    /** Refreshes the names for a queue that they do not have, at most once in ten seconds. */
    newNames: (): Promise<Fact<Names>> => {
      if (clock.monotonic() - refreshedAt < REFRESH_AFTER_MS) return ask((list) => list);
      refreshedAt = clock.monotonic();
      return ask((list) => ({ ...list, read: (key) => list.refresh(key) }));
    },
    /** Returns the cached names at once and refreshes them in the background if needed. */
    namesAtHand: (): Names => {
      if (clock.monotonic() - refreshedInBackgroundAt >= BACKGROUND_REFRESH_AFTER_MS) {
        refreshedInBackgroundAt = clock.monotonic();
        const refreshed = ask((list) => ({ ...list, read: (key) => list.read(key, 'background') }));
        // The same failure is reported to the next request that waits for names.
        refreshed.catch(() => undefined);
      }
      const listed = cmsNames?.lastValue(LIST) ?? gatewayNames?.lastValue(LIST);
      return listed === undefined ? queueNames : withConfigured(listed.value);
    },
  };

  async function ask(how: (list: List) => Pick<List, 'read' | 'lastValue'>): Promise<Fact<Names>> {
    const listed = await readWithFallback(
      [
        unlessEmpty(routeTo(SOURCES.configuredSkills, cmsNames && how(cmsNames), LIST, identity)),
        unlessEmpty(routeTo(SOURCES.agentVdnSkill, gatewayNames && how(gatewayNames), LIST, identity)),
      ],
      timing,
    );
    return listed.kind === 'known' ? { ...listed, value: withConfigured(listed.value) } : listed;
  }

  function reader(read: CmsPort['queueNames']): List {
    return createReader({
      clock,
      timing: { ...timing, freshMs: NAMES_FRESH_MS, lifetimeMs: NAMES_MAX_AGE_MS },
      ask: (_, how) => read(how),
    });
  }

  /** Configured names take precedence. The same list returns the same object. */
  function withConfigured(listed: Names): Names {
    const names = called.get(listed) ?? new Map([...listed, ...queueNames]);
    called.set(listed, names);
    return names;
  }
}
