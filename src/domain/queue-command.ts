import { closestMatch } from 'leven';
import type { QueueId } from './snapshot.ts';

/** What was typed after `/queue`, understood as far as it can be without knowing the queues' names. */
export type QueueCommand =
  | { readonly kind: 'all' }
  | { readonly kind: 'help' }
  | { readonly kind: 'one'; readonly wanted: string; readonly view: QueueView };

export type QueueView = 'status' | 'agents';

const LONGEST_NAME = 80;

/** `/queue`, `/queue Sales`, `/queue 3 agents`, `#3`, `queue 3`: names may hold spaces, so all but a last `agents` is the name. */
export function parseQueueCommand(text: string): QueueCommand {
  const words = text.normalize('NFKC').trim().split(/\s+/u).filter(Boolean);
  if (words[0]?.toLowerCase() === 'queue') words.shift();
  if (words.length === 0 || words.join(' ').toLowerCase() === 'all') return { kind: 'all' };
  if (words.length === 1 && words[0]?.toLowerCase() === 'help') return { kind: 'help' };
  const view = words.length > 1 && words.at(-1)?.toLowerCase() === 'agents' ? 'agents' : 'status';
  const name = (view === 'agents' ? words.slice(0, -1) : words).join(' ').replace(/^#(?=\d)/, '');
  return { kind: 'one', wanted: name.slice(0, LONGEST_NAME), view };
}

export type QueueMatch =
  | { readonly kind: 'found'; readonly id: QueueId }
  | { readonly kind: 'several'; readonly ids: readonly QueueId[] }
  /** `nearest`: a name that may have been meant. */
  | { readonly kind: 'none'; readonly nearest: string | undefined };

/** A queue by its number, its name, the beginning of its name, or else nothing but a suggestion. Case and accents do not matter. */
export function findQueue(
  wanted: string,
  queues: readonly { id: QueueId; name: string | null }[],
): QueueMatch {
  const byNumber = /^\d{1,5}$/.test(wanted) ? queues.find(({ id }) => id === Number(wanted)) : undefined;
  if (byNumber !== undefined) return { kind: 'found', id: byNumber.id };
  const named = queues.flatMap(({ id, name }) => (name === null ? [] : [{ id, name, plain: plain(name) }]));
  const sought = plain(wanted);
  for (const matches of [
    named.filter((queue) => queue.plain === sought),
    named.filter((queue) => sought !== '' && queue.plain.startsWith(sought)),
  ]) {
    if (matches.length > 1) return { kind: 'several', ids: matches.map(({ id }) => id) };
    if (matches[0] !== undefined) return { kind: 'found', id: matches[0].id };
  }
  const maxDistance = Math.max(1, Math.floor(sought.length / 3));
  const nearest = closestMatch(
    sought,
    named.map((queue) => queue.plain),
    { maxDistance },
  );
  return { kind: 'none', nearest: named.find((queue) => queue.plain === nearest)?.name };
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim();
}
