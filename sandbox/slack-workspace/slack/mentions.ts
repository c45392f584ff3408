import { isObject, type JsonObject, textOf } from './json.ts';
import type { Message } from './message.ts';
import { allNodes, type Mrkdwn, parseMrkdwn } from './mrkdwn.ts';

/** Who a message pings, and what else in it can be followed. */
export interface Mentions {
  users: string[];
  userGroups: string[];
  /** `channel`, `here`, `everyone`. */
  broadcasts: string[];
  /** Linked channels: nobody is pinged by them. */
  channels: string[];
  links: string[];
}

/** Reads every text of a message that is shown; `text` counts only where no block stands in for it. */
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

/** Every mrkdwn text object and rich text leaf, however deep in a block. */
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

/** Attachments of the old kind format their texts without text objects. */
const legacyNodes = (attachment: JsonObject): Mrkdwn[] =>
  ['pretext', 'text'].flatMap((field) => allNodes(parseMrkdwn(textOf(attachment[field]) ?? '')));
