import { closestMatch } from 'leven';
import type { QueueId } from '../floor/snapshot.ts';
import { foldName, foldTypography } from '../text/fold-typography.ts';

/** The parsed text after `/queue`, as far as it can be parsed without the names of the queues. */
export type QueueCommand =
  | { readonly kind: 'all' }
  | { readonly kind: 'help' }
  | { readonly kind: 'one'; readonly wanted: string; readonly view: QueueView };

export type QueueView = 'status' | 'agents';

const TYPED_NAME_MAX = 80;

/**
 * Parses `/queue`, `/queue Sales`, `/queue 3 agents`, `#3`, `queue 3`. Names may have spaces, so all words except a
 * final `agents` are the name. A name that is `help` or ends in `agents` must be quoted. Runs in linear time.
 */
export function parseQueueCommand(text: string): QueueCommand {
  const words = foldTypography(text).split(/\s+/u).filter(Boolean);
  if (words[0]?.toLowerCase() === 'queue') words.shift();
  const all = words.join(' ').toLowerCase();
  if (all === '' || all === 'all') return { kind: 'all' };
  if (HELP.has(all)) return { kind: 'help' };
  const view = words.length > 1 && words.at(-1)?.toLowerCase() === 'agents' ? 'agents' : 'status';
  const name = (view === 'agents' ? words.slice(0, -1) : words).join(' ').replace(/^#(?=\d)/, '');
  return { kind: 'one', wanted: clip(unquoted(name)), view };
}

const HELP: ReadonlySet<string> = new Set(['help', '-h', '--help', '?']);

function unquoted(name: string): string {
  const inside = /^(["'])(.+)\1$/u.exec(name)?.[2]?.trim() ?? '';
  return inside === '' ? name : inside;
}

function clip(name: string): string {
  return name.slice(0, TYPED_NAME_MAX).replace(/[\ud800-\udbff]$/u, '');
}

export interface NamedQueue {
  readonly id: QueueId;
  readonly name: string | null;
}

export type QueueMatch =
  | { readonly kind: 'found'; readonly id: QueueId }
  | { readonly kind: 'several'; readonly ids: readonly QueueId[] }
  /** `nearest`: the queue that was probably meant. */
  | { readonly kind: 'none'; readonly nearest: NamedQueue | undefined };

/**
 * Finds a queue by number, by name, or by the beginning of its name; otherwise returns a suggestion. Case, accents and
 * typography are ignored. If nothing matches, Slack's markup is removed first: a leading `#` or `@`, and the `http://`
 * that Slack adds to a name that looks like a domain.
 */
export function findQueue(wanted: string, queues: readonly NamedQueue[]): QueueMatch {
  return createQueueFinder(queues)(wanted);
}

interface FoldedQueue {
  readonly id: QueueId;
  readonly name: string;
  readonly plain: string;
  /** `plain` without quotation marks. */
  readonly unquoted: string;
}

/**
 * Like {@link findQueue} for many names. The names of the queues are folded once, which takes 20 ms for 5,000 queues.
 */
export function createQueueFinder(queues: readonly NamedQueue[]): (wanted: string) => QueueMatch {
  let folded: readonly FoldedQueue[] | undefined;
  const named = () =>
    (folded ??= queues.flatMap(({ id, name }) => {
      if (name === null) return [];
      const plain = foldName(name);
      return [{ id, name, plain, unquoted: withoutQuotes(plain) }];
    }));

  return (wanted) => {
    const asTyped = findAsTyped(wanted, queues, named);
    if (asTyped.kind !== 'none') return asTyped;
    const bare = wanted
      .replace(/^(?:[#@]|https?:\/\/)/iu, '')
      .replace(/\/$/u, '')
      .trim();
    const match = bare === wanted ? asTyped : findAsTyped(bare, queues, named);
    return match.kind === 'none' ? asTyped : match;
  };
}

function findAsTyped(
  wanted: string,
  queues: readonly NamedQueue[],
  named: () => readonly FoldedQueue[],
): QueueMatch {
  const byNumber = isQueueNumber(wanted) ? queues.find(({ id }) => id === Number(wanted)) : undefined;
  if (byNumber !== undefined) return { kind: 'found', id: byNumber.id };
  const sought = foldName(wanted);
  const unquoted = withoutQuotes(sought);
  for (const matches of [
    ({ plain }: FoldedQueue) => plain === sought,
    (queue: FoldedQueue) => unquoted !== '' && queue.unquoted === unquoted,
    ({ plain }: FoldedQueue) => sought !== '' && plain.startsWith(sought),
    (queue: FoldedQueue) => unquoted !== '' && queue.unquoted.startsWith(unquoted),
  ]) {
    const [first, ...others] = named().filter(matches);
    if (first === undefined) continue;
    return others.length === 0
      ? { kind: 'found', id: first.id }
      : { kind: 'several', ids: [first, ...others].map(({ id }) => id) };
  }
  return { kind: 'none', nearest: nearestTo(sought, named()) };
}

/** Quotation marks may be part of a name or surround a typed name. */
function withoutQuotes(folded: string): string {
  return folded.replace(/["']/gu, '').trim();
}

/** Returns true for 1 to 5000, the range in the documents. */
export function isQueueNumber(text: string): boolean {
  return /^\d{1,5}$/.test(text);
}

/** Returns the queues whose name, a word of it, or number begins with the typed text; all queues for empty text. */
export function suggestQueues<T extends NamedQueue>(typed: string, queues: readonly T[]): T[] {
  const sought = withoutQuotes(foldName(typed.slice(0, TYPED_NAME_MAX)));
  if (sought === '') return [...queues];
  return queues.filter(({ id, name }) => {
    const known = name === null ? '' : withoutQuotes(foldName(name));
    return String(id).startsWith(sought) || known.startsWith(sought) || known.includes(` ${sought}`);
  });
}

/** About a third of the letters may differ; in words of one or two letters none. */
function nearestTo(
  sought: string,
  named: readonly (NamedQueue & { plain: string })[],
): NamedQueue | undefined {
  if (sought.length < 3) return undefined;
  const maxDistance = Math.floor((sought.length + 2) / 3);
  const written = named.map((queue) => queue.plain.slice(0, TYPED_NAME_MAX));
  const nearest = closestMatch(sought, written, { maxDistance });
  const queue = nearest === undefined ? undefined : named[written.indexOf(nearest)];
  return queue && { id: queue.id, name: queue.name };
}
