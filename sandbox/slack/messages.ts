import type { EventLog, MessageChange } from './events.ts';
import type { Ids } from './ids.ts';
import { isObject, type JsonObject, listOf } from './json.ts';

export interface Block {
  type: string;
  block_id?: string;
  [key: string]: unknown;
}

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

export interface Messages {
  post(draft: MessageDraft): Message;
  /** Replaces the content; what is left out of `content` goes away, except metadata. */
  update(message: Message, content: MessageContent, editor?: string): Message;
  remove(message: Message): void;
  /** Ephemerals are found only when `viewer` is their reader. */
  find(channel: string, ts: string, viewer?: string): Message | undefined;
  in(channel: string): readonly Message[];
}

interface MessagesOptions {
  teamId: string;
  ids: Ids;
  events: EventLog;
}

export function createMessages({ teamId, ids, events }: MessagesOptions): Messages {
  const byChannel = new Map<string, Message[]>();
  const list = (channel: string): Message[] => {
    const existing = byChannel.get(channel) ?? [];
    byChannel.set(channel, existing);
    return existing;
  };
  const announce = (change: 'posted' | 'updated' | 'deleted', message: Message): void => {
    const { channel, ephemeral_to: user } = message;
    const type: MessageChange = user === undefined ? `message_${change}` : `ephemeral_${change}`;
    events.emit({ type, channel, message, ...(user !== undefined && { user }) });
  };

  return {
    post(draft) {
      const message: Message = {
        ...structuredClone(draft),
        ...(draft.blocks && { blocks: withBlockIds(draft.blocks, ids) }),
        type: 'message',
        ts: ids.ts(),
        team: teamId,
      };
      list(draft.channel).push(message);
      announce('posted', message);
      return message;
    },
    update(message, content, editor) {
      const { blocks: _blocks, attachments: _attachments, ...kept } = message;
      const { blocks, ...rest } = structuredClone(content);
      const updated: Message = {
        ...kept,
        ...rest,
        ...(blocks && { blocks: withBlockIds(blocks, ids) }),
        ...(editor !== undefined && { edited: { user: editor, ts: ids.ts() } }),
      };
      const messages = list(message.channel);
      const index = messages.findIndex((other) => other.ts === message.ts);
      if (index >= 0) messages[index] = updated;
      announce('updated', updated);
      return updated;
    },
    remove(message) {
      const messages = list(message.channel);
      const index = messages.findIndex((other) => other.ts === message.ts);
      if (index >= 0) messages.splice(index, 1);
      announce('deleted', message);
    },
    find: (channel, ts, viewer) =>
      list(channel).find(
        (message) =>
          message.ts === ts && (message.ephemeral_to === undefined || message.ephemeral_to === viewer),
      ),
    in: (channel) => list(channel),
  };
}

/** Slack gives an id to each block that came without one, and an action id to each element. */
export function withBlockIds(blocks: readonly Block[], ids: Ids): Block[] {
  return blocks.map((block) => {
    const copy = structuredClone(block);
    copy.block_id ??= ids.next('b').slice(-5);
    for (const element of [copy['accessory'], copy['element'], ...listOf(copy['elements'])]) {
      if (!isElement(element) || element.type === 'image') continue;
      if (ACTIONABLE_BLOCKS.has(copy.type)) element.action_id ??= ids.next('a').slice(-5);
    }
    return copy;
  });
}

const ACTIONABLE_BLOCKS = new Set(['section', 'actions', 'input', 'context_actions']);

export const isBlock = (value: unknown): value is Block =>
  isObject(value) && typeof value['type'] === 'string';

export const blocksIn = (value: unknown): Block[] => listOf(value).filter(isBlock);

const isElement = (value: unknown): value is { type: string; action_id?: string } =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The message as Web API answers and payloads carry it: without the workspace's own notes. */
export function messageShape(message: Message, { withMetadata = true } = {}): JsonObject {
  const { channel: _channel, ephemeral_to: _reader, metadata, ...shape } = message;
  return { ...shape, ...(metadata && withMetadata && { metadata }) };
}
