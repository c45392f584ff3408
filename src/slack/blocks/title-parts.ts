import type { Part } from '../block-kit/parts.ts';
import { CARD } from '../replies/card-replies.ts';

/** @param sharedBy who put the answer in the channel; `null` where nobody did */
export function titleParts(title: string, sharedBy: string | null): Part[] {
  const shared: Part[] = sharedBy === null ? [] : [{ kind: 'context', lines: [CARD.sharedBy(sharedBy)] }];
  return [{ kind: 'heading', text: title }, ...shared];
}
