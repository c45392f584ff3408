import type { FloorView } from '../../queries/floor-view.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import { unknownReply } from '../replies/fact-replies.ts';
import { FLOOR } from '../replies/floor-replies.ts';
import type { ShownAnswer } from './answer-context.ts';
import { provenanceOf } from './provenance.ts';

export interface FloorMessageOptions extends ShownAnswer {
  readonly view: FloorView;
}

/** One sentence for each reason why the agents are incomplete. */
export function missingOfAgents({ now }: FloorView): Sentence[] {
  if (now.kind !== 'known') return unknownReply(now, ['queues'], null);
  const { malformedRecords, missing } = now.value;
  return [
    ...(malformedRecords === 0 ? [] : [[FLOOR.malformedRecords(malformedRecords)]]),
    ...(missing === 0 ? [] : [[FLOOR.incomplete(missing)]]),
  ];
}

/** One sentence for each reason why a view of queues is incomplete. */
export function missingOfQueues(view: FloorView): Sentence[] {
  const { now, names, waits } = view;
  if (now.kind !== 'known') return missingOfAgents(view);
  // Without queues no caller can wait in one.
  const hasWaits = waits.kind === 'known' || (waits.kind === 'not-measured' && now.value.queues.length === 0);
  return [
    ...missingOfAgents(view),
    ...(names.kind === 'known' ? [] : unknownReply(names, ['queueNames'], null)),
    ...(names.kind === 'known' && names.missing !== undefined
      ? [[FLOOR.queuesIncomplete(names.missing)]]
      : []),
    ...(hasWaits ? [] : unknownReply(waits, ['waits'], null)),
  ];
}

/** Returns true if every list was complete, so that a queue which is not listed does not exist. */
export function isEveryQueueListed({ now, names }: FloorView): boolean {
  if (now.kind !== 'known' || names.kind !== 'known') return false;
  return names.missing === undefined && now.value.missing + now.value.malformedRecords === 0;
}

/** Adds the number of queues with unknown waits, which a view of one queue shows itself. */
export function missingOfMany(view: FloorView): Sentence[] {
  const { now, waits } = view;
  const unknownBacklogs =
    now.kind === 'known' && waits.kind === 'known'
      ? now.value.queues.filter(({ wait }) => wait === null).length
      : 0;
  return [
    ...missingOfQueues(view),
    ...(unknownBacklogs === 0 ? [] : [[FLOOR.backlogsUnknown(unknownBacklogs)]]),
  ];
}

/** Sources and times of the figures. The age of queue names is included only if their upstream does not answer. */
export function provenanceOfQueues({ view, time, now }: FloorMessageOptions): Sentence[] {
  const isOld = view.names.kind === 'known' && view.names.stale;
  return provenanceOf([view.now, view.waits, ...(isOld ? [view.names] : [])], time, now);
}
