import type { types } from '@slack/bolt';
import type { FloorView } from '../../queries/floor-view.ts';
import { LIMITS } from '../block-kit/limits.ts';
import { type Block, heading, ownMarkup } from '../block-kit/message.ts';
import type { Sentence } from '../block-kit/sentence.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { CARD } from '../replies/card-replies.ts';
import { unknownReply } from '../replies/fact-replies.ts';
import { FLOOR } from '../replies/floor-replies.ts';
import type { CardPlace } from './agent-buttons.ts';
import { type Provenance, provenanceOf } from './provenance.ts';

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
export function provenanceOfQueues({ view, time, now }: FloorMessageOptions): Provenance {
  const isOld = view.names.kind === 'known' && view.names.stale;
  return provenanceOf([view.now, view.waits, ...(isOld ? [view.names] : [])], time, now);
}

export function titleBlocks(title: string, { sharedBy }: FloorMessageOptions): Block[] {
  const shared: Block[] =
    sharedBy === null ? [] : [{ type: 'context', elements: [ownMarkup(CARD.sharedBy(sharedBy))] }];
  return [heading(title), ...shared];
}

export function footerBlock(provenance: Provenance, notes: readonly string[] = []): types.ContextBlock {
  const elements = [...notes.map(ownMarkup), ...provenance.elements];
  return { type: 'context', elements: elements.slice(0, LIMITS.contextElements) };
}

/** Our own labels and values only, in as many blocks as Slack's limit makes them. */
export function fieldsBlocks(figures: readonly { label: string; value: string }[]): types.SectionBlock[] {
  const fields = figures.map(({ label, value }) => ownMarkup(`*${label}*\n${value}`));
  const starts = fields.flatMap((_, index) => (index % LIMITS.sectionFields === 0 ? [index] : []));
  return starts.map((start) => ({
    type: 'section',
    fields: fields.slice(start, start + LIMITS.sectionFields),
  }));
}
