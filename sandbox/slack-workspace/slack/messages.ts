import { withBlockIds } from './block.ts';
import type { EventLog, MessageChange } from './events.ts';
import type { Ids } from './ids.ts';
import type { Message, MessageContent, MessageDraft } from './message.ts';

export interface Messages {
  post(draft: MessageDraft): Message;
  /** Replaces the content. Fields that `content` lacks are removed, except metadata. */
  update(message: Message, content: MessageContent, editor?: string): Message;
  remove(message: Message): void;
  /** Finds a message. An ephemeral message is found only for its reader. */
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
