import { itemsIn, type Word } from '../text/words.ts';

/** Words before the keyword `queues`, and the queues after it; `null` without the keyword. */
export function splitAtQueues(words: readonly Word[]): {
  readonly before: readonly Word[];
  readonly queues: readonly string[] | null;
} {
  const keyword = words.findIndex(isQueuesKeyword);
  if (keyword === -1) return { before: words, queues: null };
  return { before: words.slice(0, keyword), queues: itemsIn(words.slice(keyword + 1)) };
}

function isQueuesKeyword(word: Word): boolean {
  return !word.quoted && (word.lower === 'queues' || word.lower === 'queue');
}
