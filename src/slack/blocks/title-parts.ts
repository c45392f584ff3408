import type { Part } from '../block-kit/parts.ts';
import { CARD } from '../replies/card-replies.ts';

/** @param sharedBy the person who shared the answer in the channel; `null` if it was not shared */
export function titleParts(title: string, sharedBy: string | null): Part[] {
  const shared: Part[] = sharedBy === null ? [] : [{ kind: 'context', lines: [CARD.sharedBy(sharedBy)] }];
  return [{ kind: 'heading', text: title }, ...shared];
}
