import type { types } from '@slack/bolt';
import type { ChartBlock } from './chart-block.ts';
import type { Accessory, ActionElement } from './elements.ts';
import type { Phrase, Sentence } from './sentence.ts';

/**
 * One piece of a view. A view is described once, as a list of parts; `render.ts` makes its blocks, its fallback blocks
 * and its text for notifications and screen readers.
 */
export type Part =
  /** Literal text. */
  | { readonly kind: 'heading'; readonly text: string }
  /** Small print: side by side, or one below the other where it is stacked. */
  | { readonly kind: 'context'; readonly lines: readonly Sentence[]; readonly isStacked?: boolean }
  /** One line below the other, with a button or menu beside them. */
  | { readonly kind: 'paragraph'; readonly lines: readonly Sentence[]; readonly accessory?: Accessory }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  /** Each in a line of its own. */
  | { readonly kind: 'sentences'; readonly sentences: readonly Sentence[] }
  /** One item of a list: its name, what is said of it, its figures and a button to all of it. Literal text. */
  | {
      readonly kind: 'item';
      readonly lines: readonly string[];
      readonly figures?: readonly Figure[];
      readonly accessory: Accessory;
    }
  /** A chart shows figures that other parts say, so text and fallback blocks leave it out, and its note with it. */
  | { readonly kind: 'chart'; readonly block: ChartBlock; readonly note?: string | undefined }
  | {
      readonly kind: 'table';
      readonly block: types.TableBlock;
      /** What the table says, for text and fallback blocks. `null`: fallback blocks have the table, text has nothing. */
      readonly lines: readonly Sentence[] | null;
      readonly note?: string | undefined;
    }
  /** Never in text: they are of no use there. */
  | { readonly kind: 'buttons'; readonly elements: readonly ActionElement[] }
  | { readonly kind: 'divider' };

/** A figure under its name. */
export interface Figure {
  readonly label: string;
  readonly value: Phrase;
}

/** No part where there is nothing to say. */
export function sentenceParts(given: readonly Sentence[]): Part[] {
  return given.length === 0 ? [] : [{ kind: 'sentences', sentences: given }];
}
