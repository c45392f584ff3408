import type { Block } from './elements.ts';

/** A message: its blocks, and what they say as text for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: Block[];
  /** For surfaces and workspaces that do not support a kind of block in `blocks`. */
  readonly fallback?: Fallback;
}

export interface Fallback {
  readonly without: 'table' | 'data_visualization';
  /** What the blocks of the message say, without this kind of block. */
  readonly blocks: Block[];
}
