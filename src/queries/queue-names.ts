import type { Fact } from '../domain/floor/fact.ts';
import type { QueueId } from '../domain/floor/snapshot.ts';
import type { FactsOptions } from './facts-options.ts';
import type { CmsPort } from './ports.ts';
import { createReader, type Reader } from './reader.ts';
import { asItIs, askRoutes, routeTo, unlessEmpty } from './routes.ts';
import { SOURCES } from './sources.ts';

type Names = ReadonlyMap<QueueId, string>;

/** Somebody renames a queue perhaps once a month. */
const FRESH_MS = 10 * 60_000;
/** Somebody asks for a queue that is not there: it may be new, or a slip of the finger. */
const ANEW_MS = 10_000;
/** Nobody calls a queue by yesterday's name sooner than that. */
const KEPT_MS = 24 * 3_600_000;
/** Where nobody tells names they are not sought beside every answer. */
const BESIDE_MS = 60_000;
const LIST = 'list';
type List = Reader<typeof LIST, Names>;

/** What queues are called: by the configuration, and by whichever upstream lists them. */
export function createQueueNames({ gateway, cms, clock, timing, queueNames }: FactsOptions) {
  const cmsNames = cms && reader((ask) => cms.queueNames(ask));
  const gatewayNames = gateway && reader((ask) => gateway.queueNames(ask));
  const called = new WeakMap<Names, Names>();
  let askedAnewAt = Number.NEGATIVE_INFINITY;
  let askedBesideAt = Number.NEGATIVE_INFINITY;

  return {
    names: () => ask((list) => list),
    /** The same, read again however fresh they are, for a queue that they do not have; once in ten seconds. */
    newNames: (): Promise<Fact<Names>> => {
      if (clock.monotonic() - askedAnewAt < ANEW_MS) return ask((list) => list);
      askedAnewAt = clock.monotonic();
      return ask((list) => ({ ...list, read: (key) => list.readAnew(key) }));
    },
    /** Those that are remembered, at once. What is missing or old is fetched beside, and nobody waits for it. */
    namesAtHand: (): Names => {
      if (clock.monotonic() - askedBesideAt >= BESIDE_MS) {
        askedBesideAt = clock.monotonic();
        const beside = ask((list) => ({ ...list, read: (key) => list.read(key, 'background') }));
        // What goes wrong here goes wrong again for whoever asks for the names themselves, and is told there.
        beside.catch(() => undefined);
      }
      const listed = cmsNames?.lastValue(LIST) ?? gatewayNames?.lastValue(LIST);
      return listed === undefined ? queueNames : withConfigured(listed.value);
    },
  };

  async function ask(how: (list: List) => Pick<List, 'read' | 'lastValue'>): Promise<Fact<Names>> {
    const listed = await askRoutes(
      [
        unlessEmpty(routeTo(SOURCES.configuredSkills, cmsNames && how(cmsNames), LIST, asItIs)),
        unlessEmpty(routeTo(SOURCES.agentVdnSkill, gatewayNames && how(gatewayNames), LIST, asItIs)),
      ],
      timing,
    );
    return listed.kind === 'known' ? { ...listed, value: withConfigured(listed.value) } : listed;
  }

  function reader(read: CmsPort['queueNames']): List {
    return createReader({
      clock,
      timing: { ...timing, freshMs: FRESH_MS, keptMs: KEPT_MS },
      ask: (_, how) => read(how),
    });
  }

  /** What the configuration calls a queue is what its people call it. The same list gives the same names. */
  function withConfigured(listed: Names): Names {
    const names = called.get(listed) ?? new Map([...listed, ...queueNames]);
    called.set(listed, names);
    return names;
  }
}
