import type { QueueStatus } from '../../domain/floor/queue-status.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import type { ErrorCode } from '../../errors.ts';
import type { FloorView } from '../../queries/floor-view.ts';
import { LIMITS } from '../block-kit/limits.ts';
import { type Block, heading, plainText, sentencesBlock } from '../block-kit/message.ts';
import { MOST_FAVOURITES } from '../questions/favourites.ts';
import { ACTIONS } from '../questions/identifiers.ts';
import { BUTTONS } from '../replies/agent-words.ts';
import { choiceUnreadableText, FAVOURITES } from '../replies/favourite-replies.ts';
import { floorButton } from './floor-buttons.ts';
import { fieldsBlocks } from './floor-parts.ts';
import { queueFiguresInShort, queueTitle } from './queue-words.ts';

const LONGEST_NAME = 100;

/** What somebody chose to see first. */
export type FavouriteChoice =
  /** `chosen` is `null` where the person has never chosen. */
  | { readonly kind: 'known'; readonly chosen: readonly QueueId[] | null }
  | { readonly kind: 'unavailable'; readonly code: ErrorCode };

/** "My queues": each with its figures and a button to the whole. No tables here: Slack drops them on App Home. */
export function favouriteBlocks(view: FloorView, favourites: FavouriteChoice): Block[] {
  const title = heading(FAVOURITES.title);
  if (favourites.kind === 'unavailable')
    return [title, sentencesBlock([[choiceUnreadableText(favourites.code)]])];
  const chosen = favourites.chosen ?? [];
  if (chosen.length === 0) return [title, sentencesBlock([[FAVOURITES.none]])];
  // That the floor cannot be seen is said where the floor is shown.
  if (view.now.kind !== 'known') return [];
  const byId = new Map(view.now.value.queues.map((queue) => [queue.id, queue]));
  const measuresWaits = view.waits.kind === 'known';
  return [
    title,
    ...chosen.slice(0, MOST_FAVOURITES).flatMap((id): Block[] => {
      const queue = byId.get(id);
      return queue === undefined
        ? [sentencesBlock([[FAVOURITES.gone(id)]])]
        : queueBlocks(queue, measuresWaits);
    }),
  ];
}

function queueBlocks(queue: QueueStatus, measuresWaits: boolean): Block[] {
  const title = queueTitle(queue, LONGEST_NAME);
  const question = { kind: 'queue', id: queue.id, view: 'status' } as const;
  const [figures] = fieldsBlocks(queueFiguresInShort(queue, measuresWaits));
  return [
    {
      type: 'section',
      text: plainText(title, LIMITS.sectionText),
      ...(figures?.fields === undefined ? {} : { fields: figures.fields }),
      accessory: floorButton({ actionId: ACTIONS.openFloor, words: BUTTONS.open, subject: title, question }),
    },
  ];
}
