import type { Block } from './block.ts';
import type { JsonObject } from './json.ts';

/** A message in Slack's form, with its `channel` and, for ephemeral messages, its reader. */
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
  /** The person who sees an ephemeral message ("Only visible to you"). */
  ephemeral_to?: string;
}

export type MessageDraft = Omit<Message, 'type' | 'ts' | 'team'>;
export type MessageContent = Pick<MessageDraft, 'text'> &
  Partial<Pick<MessageDraft, 'blocks' | 'attachments' | 'metadata' | 'files'>>;

/** The message as in Web API replies and payloads, without the workspace's own fields. */
export function messageShape(message: Message, { withMetadata = true } = {}): JsonObject {
  const { channel: _channel, ephemeral_to: _reader, metadata, ...shape } = message;
  return { ...shape, ...(metadata && withMetadata && { metadata }) };
}
