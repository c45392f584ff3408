import type { FloorView } from '../../queries/floor-view.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { unknownReply } from '../replies/fact-replies.ts';
import { FLOOR } from '../replies/floor-replies.ts';
import type { CardPlace } from './answer-buttons.ts';
import { provenanceOf } from './provenance.ts';

/** What every view of the floor is drawn from. */
export interface FloorMessageOptions {
  readonly view: FloorView;
  readonly place: CardPlace;
  /** Who put it in the channel, where somebody did. */
  readonly sharedBy: string | null;
  readonly time: TimeWriter;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What a view of queues lacks, and why: one sentence for each reason. */
export function missingOfQueues({ now, names, waits }: FloorView): Sentence[] {
  if (now.kind !== 'known') return unknownReply(now, ['queues'], null);
  const { unreadable, missing, queues } = now.value;
  // Without queues there is nobody to wait in one.
  const hasWaits = waits.kind === 'known' || (waits.kind === 'not-measured' && queues.length === 0);
  return [
    ...(unreadable === 0 ? [] : [[FLOOR.unreadable(unreadable)]]),
    ...(missing === 0 ? [] : [[FLOOR.incomplete(missing)]]),
    ...(names.kind === 'known' ? [] : unknownReply(names, ['queueNames'], null)),
    ...(names.kind === 'known' && names.missing !== undefined
      ? [[FLOOR.queuesIncomplete(names.missing)]]
      : []),
    ...(hasWaits ? [] : unknownReply(waits, ['waits'], null)),
  ];
}

/** Whether a queue that is not there does not exist: every list came in full. */
export function isEveryQueueTold({ now, names }: FloorView): boolean {
  if (now.kind !== 'known' || names.kind !== 'known') return false;
  return names.missing === undefined && now.value.missing + now.value.unreadable === 0;
}

/** The same where many queues are shown; one alone says of itself that its callers are not told. */
export function missingOfMany(view: FloorView): Sentence[] {
  const { now, waits } = view;
  const untold =
    now.kind === 'known' && waits.kind === 'known'
      ? now.value.queues.filter(({ wait }) => wait === null).length
      : 0;
  return [...missingOfQueues(view), ...(untold === 0 ? [] : [[FLOOR.waitsUntold(untold)]])];
}

/** Names of queues are no figures: their age is told only where the upstream that listed them does not answer. */
export function provenanceOfQueues({ view, time, now }: FloorMessageOptions): Sentence[] {
  const isOld = view.names.kind === 'known' && view.names.stale;
  return provenanceOf([view.now, view.waits, ...(isOld ? [view.names] : [])], time, now);
}
