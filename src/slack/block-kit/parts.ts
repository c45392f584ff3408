import type { types } from '@slack/bolt';
import type { ChartBlock } from './chart-block.ts';
import type { Accessory, ActionElement } from './elements.ts';
import type { Phrase, Sentence } from './sentence.ts';

/**
 * One piece of a view. A view is described once, as a list of parts; `render.ts` makes its blocks, its fallback blocks
 * and its text for notifications and screen readers.
 */
export type Part =
  | { readonly kind: 'heading'; readonly text: string }
  /** Small print. Lines stand side by side, or below each other if `isStacked`. */
  | { readonly kind: 'context'; readonly lines: readonly Sentence[]; readonly isStacked?: boolean }
  /** Lines of text with an optional button or menu beside them. */
  | { readonly kind: 'paragraph'; readonly lines: readonly Sentence[]; readonly accessory?: Accessory }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | { readonly kind: 'sentences'; readonly sentences: readonly Sentence[] }
  /** One item of a list: lines of literal text, figures, and a button that opens the item. */
  | {
      readonly kind: 'item';
      readonly lines: readonly string[];
      readonly figures?: readonly Figure[];
      readonly accessory: Accessory;
    }
  /** Other parts say the figures of the chart, so text and fallback blocks leave it out, with its note. */
  | { readonly kind: 'chart'; readonly block: ChartBlock; readonly note?: string | undefined }
  | {
      readonly kind: 'table';
      readonly block: types.TableBlock;
      /** The rows in words, for text and fallback blocks. `null`: the fallback keeps the table, text has nothing. */
      readonly lines: readonly Sentence[] | null;
      readonly note?: string | undefined;
    }
  /** Text leaves buttons and menus out. */
  | { readonly kind: 'buttons'; readonly elements: readonly ActionElement[] }
  | { readonly kind: 'divider' };

export interface Figure {
  readonly label: string;
  readonly value: Phrase;
}

export function sentenceParts(given: readonly Sentence[]): Part[] {
  return given.length === 0 ? [] : [{ kind: 'sentences', sentences: given }];
}
