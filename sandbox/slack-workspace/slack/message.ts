import type { Block } from './block.ts';
import type { JsonObject } from './json.ts';

/** A message in Slack's own shape, and beside it where it stands (`channel`) and who alone sees it. */
export interface Message {
  type: 'message';
  subtype?: string;
  channel: string;
  ts: string;
  team: string;
  text: string;
  user?: string;
  username?: string;
  bot_id?: string;
  app_id?: string;
  blocks?: Block[];
  attachments?: JsonObject[];
  files?: JsonObject[];
  thread_ts?: string;
  metadata?: JsonObject;
  edited?: { user: string; ts: string };
  /** "Only visible to you": this person. */
  ephemeral_to?: string;
}

export type MessageDraft = Omit<Message, 'type' | 'ts' | 'team'>;
export type MessageContent = Pick<MessageDraft, 'text'> &
  Partial<Pick<MessageDraft, 'blocks' | 'attachments' | 'metadata' | 'files'>>;

/** The message as Web API answers and payloads carry it: without the workspace's own notes. */
export function messageShape(message: Message, { withMetadata = true } = {}): JsonObject {
  const { channel: _channel, ephemeral_to: _reader, metadata, ...shape } = message;
  return { ...shape, ...(metadata && withMetadata && { metadata }) };
}
