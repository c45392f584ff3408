import type { Block } from './elements.ts';

/** What is sent: blocks for the eye, and what they say as text for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: Block[];
  /** For where Slack does not take a kind of block that some surfaces and workspaces lack. */
  readonly fallback?: Fallback;
}

export interface Fallback {
  readonly without: 'table' | 'data_visualization';
  /** They say what the message's blocks say. */
  readonly blocks: Block[];
}
