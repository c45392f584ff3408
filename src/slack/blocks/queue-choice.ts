import type { NamedQueue, QueueMatch } from '../../domain/commands/queue-command.ts';
import type { Unknown } from '../../domain/floor/fact.ts';
import type { QueueId } from '../../domain/floor/snapshot.ts';
import { sanitizeLine } from '../block-kit/escaping.ts';
import type { Message } from '../block-kit/message.ts';
import { QUEUE_NAME_MAX } from '../block-kit/name-lengths.ts';
import { sentencesMessage, toMessage } from '../block-kit/render.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { unknownReply } from '../replies/fact-replies.ts';
import { QUEUE, QUEUE_NAMES } from '../replies/queue-replies.ts';
import { queueMenu } from './floor-buttons.ts';
import { queueTitle } from './queue-words.ts';

/** A name that can be typed without quotation marks. A queue with any other name is suggested by its number. */
const PLAIN_NAME = /^[\p{L}\p{M}\p{N} ._&+/-]+$/u;

/** The answer if a name matches several queues, or none. */
export function queueChoiceMessage(
  centre: string,
  typed: string,
  match: Exclude<QueueMatch, { kind: 'found' }>,
  queues: readonly NamedQueue[],
): Message {
  const shown = sanitizeLine(typed, QUEUE_NAME_MAX.line) || QUEUE_NAMES.unreadable;
  if (match.kind === 'several') {
    const ids = new Set(match.ids);
    const meant = queues.filter(({ id }) => ids.has(id)).toSorted((left, right) => left.id - right.id);
    const titles = meant.map((queue) => queueTitle(queue, QUEUE_NAME_MAX.line));
    return withMenu(centre, QUEUE_NAMES.several(shown, titles), meant);
  }
  const { nearest } = match;
  if (nearest === undefined) return sentencesMessage(QUEUE_NAMES.none(shown));
  const form = `/queue ${PLAIN_NAME.test(nearest.name ?? '') ? nearest.name : nearest.id}`;
  return withMenu(centre, QUEUE_NAMES.near(shown, queueTitle(nearest, QUEUE_NAME_MAX.line), form), [nearest]);
}

/** The answer if the names of the queues are unknown. */
export function queueNamesUnknownMessage(why: Unknown): Message {
  return sentencesMessage([...unknownReply(why, ['queueNames'], null), QUEUE_NAMES.byNumber]);
}

/** The answer to a button whose queue no longer exists. */
export function queueGoneMessage(id: QueueId): Message {
  return sentencesMessage(QUEUE.gone(id));
}

/** The answer if the list of queues was incomplete and may lack this one. */
export function queueNotListedMessage(wanted: string | QueueId): Message {
  const what =
    typeof wanted === 'number'
      ? QUEUE.title(wanted, '')
      : QUEUE_NAMES.typed(sanitizeLine(wanted, QUEUE_NAME_MAX.line) || QUEUE_NAMES.unreadable);
  return sentencesMessage(QUEUE_NAMES.notListed(what));
}

function withMenu(centre: string, sentences: readonly Sentence[], queues: readonly NamedQueue[]): Message {
  const menu = { kind: 'buttons', elements: queueMenu(centre, queues) } as const;
  return toMessage([{ kind: 'sentences', sentences }, menu], '\n');
}
