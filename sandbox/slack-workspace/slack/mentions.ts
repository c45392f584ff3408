import { isObject, type JsonObject, textOf } from './json.ts';
import type { Message } from './message.ts';
import { allNodes, type Mrkdwn, parseMrkdwn } from './mrkdwn.ts';

/** The people that a message notifies, and its other active parts. */
export interface Mentions {
  users: string[];
  userGroups: string[];
  /** Broadcasts: `channel`, `here`, `everyone`. */
  broadcasts: string[];
  /** Linked channels. A channel link notifies no one. */
  channels: string[];
  links: string[];
}

/** Reads all visible texts of a message; `text` is visible only without blocks. */
export function mentionsIn(message: Pick<Message, 'text' | 'blocks' | 'attachments'>): Mentions {
  const { text, blocks = [], attachments = [] } = message;
  const nodes = [
    ...(blocks.length === 0 ? allNodes(parseMrkdwn(text)) : []),
    ...blocks.flatMap(nodesIn),
    ...attachments.flatMap((attachment) => [...nodesIn(attachment), ...legacyNodes(attachment)]),
  ];
  const ids = (type: 'user' | 'usergroup' | 'channel'): string[] =>
    unique(nodes.flatMap((node) => (node.type === type ? [node.id] : [])));
  return {
    users: ids('user'),
    userGroups: ids('usergroup'),
    channels: ids('channel'),
    broadcasts: unique(nodes.flatMap((node) => (node.type === 'broadcast' ? [node.range] : []))),
    links: unique(nodes.flatMap((node) => (node.type === 'link' ? [node.url] : []))),
  };
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** Returns all mrkdwn text objects and rich text leaves of a block, at any depth. */
function nodesIn(value: unknown): Mrkdwn[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (!isObject(value)) return [];
  const own = leafNodes(value);
  return own ?? Object.values(value).flatMap(nodesIn);
}

function leafNodes(value: JsonObject): Mrkdwn[] | undefined {
  switch (value['type']) {
    case 'mrkdwn':
    case 'markdown':
      return allNodes(parseMrkdwn(textOf(value['text']) ?? '', { verbatim: value['verbatim'] === true }));
    case 'user':
      return [{ type: 'user', id: textOf(value['user_id']) ?? '' }];
    case 'usergroup':
      return [{ type: 'usergroup', id: textOf(value['usergroup_id']) ?? '' }];
    case 'channel':
      return [{ type: 'channel', id: textOf(value['channel_id']) ?? '' }];
    case 'broadcast':
      return [{ type: 'broadcast', range: textOf(value['range']) ?? '' }];
    case 'link':
      return [{ type: 'link', url: textOf(value['url']) ?? '' }];
    default:
      return undefined;
  }
}

/** Legacy attachments have mrkdwn in their fields, without text objects. */
const legacyNodes = (attachment: JsonObject): Mrkdwn[] =>
  ['pretext', 'text'].flatMap((field) => allNodes(parseMrkdwn(textOf(attachment[field]) ?? '')));
