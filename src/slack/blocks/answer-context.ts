import type { Part } from '../block-kit/parts.ts';
import type { TimeWriter } from '../block-kit/time-text.ts';
import { CARD } from '../replies/card-replies.ts';
import type { Surface } from './answer-buttons.ts';

/** The context of every answer: its centre, its instant and the format of its times. */
export interface AnswerContext {
  /** The key of the centre, with which the values of buttons begin. */
  readonly centre: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly time: TimeWriter;
}

/** An answer with buttons. */
export interface ShownAnswer extends AnswerContext {
  readonly surface: Surface;
  /** The person who shared the answer in the channel; `null` if it was not shared. */
  readonly sharedBy: string | null;
}

export function titleParts(title: string, { sharedBy }: ShownAnswer): Part[] {
  const shared: Part[] = sharedBy === null ? [] : [{ kind: 'context', lines: [CARD.sharedBy(sharedBy)] }];
  return [{ kind: 'heading', text: title }, ...shared];
}
