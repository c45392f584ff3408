import type { QueueStatus } from '../../domain/floor/queue-status.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import type { ErrorCode } from '../../errors.ts';
import type { FloorView } from '../../queries/floor-view.ts';
import { QUEUE_NAME_MAX } from '../block-kit/name-lengths.ts';
import { type Part, sentenceParts } from '../block-kit/parts.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { BUTTONS } from '../replies/agent-words.ts';
import { choiceUnreadableText, FAVOURITES } from '../replies/favourite-replies.ts';
import { floorButton } from './floor-buttons.ts';
import { queueFiguresInShort, queueTitle } from './queue-words.ts';

/** Maximum number of queues that fit on App Home beside its other sections. */
export const FAVOURITES_MAX = 20;

export type FavouriteChoice =
  /** `chosen` is `null` if the person has never chosen. */
  | { readonly kind: 'known'; readonly chosen: readonly QueueId[] | null }
  | { readonly kind: 'unavailable'; readonly code: ErrorCode };

/** "My queues": the figures of each, with a button that opens its card. App Home does not support tables. */
export function favouriteParts(centre: string, view: FloorView, favourites: FavouriteChoice): Part[] {
  const title: Part = { kind: 'heading', text: FAVOURITES.title };
  if (favourites.kind === 'unavailable')
    return [title, ...sentenceParts([[choiceUnreadableText(favourites.code)]])];
  const chosen = favourites.chosen ?? [];
  if (chosen.length === 0) return [title, ...sentenceParts([[FAVOURITES.none]])];
  // The section of the floor explains why the floor is unknown.
  if (view.now.kind !== 'known') return [];
  const byId = new Map(view.now.value.queues.map((queue) => [queue.id, queue]));
  const measuresWaits = view.waits.kind === 'known';
  return [
    title,
    ...chosen.slice(0, FAVOURITES_MAX).flatMap((id): Part[] => {
      const queue = byId.get(id);
      return queue === undefined
        ? sentenceParts([[FAVOURITES.gone(id)]])
        : [queueItem(centre, queue, measuresWaits)];
    }),
  ];
}

function queueItem(centre: string, queue: QueueStatus, measuresWaits: boolean): Part {
  const title = queueTitle(queue, QUEUE_NAME_MAX.title);
  const question = { kind: 'queue', id: queue.id, view: 'status' } as const;
  return {
    kind: 'item',
    lines: [title],
    figures: queueFiguresInShort(queue, measuresWaits),
    accessory: floorButton({
      centre,
      action: ACTIONS.openFloor,
      text: BUTTONS.open,
      subject: title,
      question,
    }),
  };
}
