import { checkMessage } from '../block-kit/message.ts';
import type { Context } from '../context.ts';
import type { Channel } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import { type Message, messageShape } from '../message.ts';
import { contentOf } from '../response-urls.ts';
import { type Answer, type Arguments, accept, type Methods, refuse, refuseContent } from './method.ts';

/** Maximum length of the text when editing; Slack accepts longer texts when posting. */
const MAX_UPDATED_TEXT_CHARACTERS = 4_000;

export const chatMethods: Methods = {
  'chat.postMessage': { scopes: ['chat:write'], run: postMessage },
  'chat.postEphemeral': { scopes: ['chat:write'], run: postEphemeral },
  'chat.update': { scopes: ['chat:write'], run: update },
  'chat.delete': { scopes: ['chat:write'], run: remove },
  'chat.getPermalink': { scopes: [], run: getPermalink },
};

function postMessage(args: Arguments, context: Context): Answer {
  const channel = channelToPost(args.text('channel'), context);
  if (typeof channel === 'string') return refuse(channel);
  const payload = payloadOf(args);
  const problems = checkMessage(payload);
  if (problems !== undefined) return refuseContent(context, 'chat.postMessage', problems);
  const thread = args.text('thread_ts');
  const message = context.messages.post({
    ...contentOf(payload),
    ...author(context, args),
    channel: channel.id,
    ...(thread !== undefined && { thread_ts: thread }),
  });
  return accept({ channel: channel.id, ts: message.ts, message: messageShape(message) });
}

function postEphemeral(args: Arguments, context: Context): Answer {
  const channel = channelToPost(args.text('channel'), context);
  if (typeof channel === 'string') return refuse(channel);
  const user = args.text('user') ?? '';
  if (!context.directory.people.has(user)) return refuse('user_not_found');
  if (!channel.members.has(user)) return refuse('user_not_in_channel');
  const payload = payloadOf(args);
  const problems = checkMessage(payload);
  if (problems !== undefined) return refuseContent(context, 'chat.postEphemeral', problems);
  const thread = args.text('thread_ts');
  const message = context.messages.post({
    ...contentOf(payload),
    ...author(context, args),
    channel: channel.id,
    subtype: 'ephemeral',
    ephemeral_to: user,
    ...(thread !== undefined && { thread_ts: thread }),
  });
  return accept({ message_ts: message.ts });
}

function update(args: Arguments, context: Context): Answer {
  const found = ownMessage(args, context, 'cant_update_message');
  if (typeof found === 'string') return refuse(found);
  const payload = payloadOf(args);
  const problems = checkMessage(payload, { textLimit: MAX_UPDATED_TEXT_CHARACTERS });
  if (problems !== undefined) return refuseContent(context, 'chat.update', problems);
  // Blocks and attachments that the call omits stay; an empty list removes them.
  const { text, blocks, attachments } = found;
  const kept = { text, ...(blocks && { blocks }), ...(attachments && { attachments }) };
  const message = context.messages.update(found, { ...kept, ...contentOf(payload) }, context.app.botUserId);
  return accept({
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: messageShape(message),
  });
}

function remove(args: Arguments, context: Context): Answer {
  const found = ownMessage(args, context, 'cant_delete_message');
  if (typeof found === 'string') return refuse(found);
  context.messages.remove(found);
  return accept({ channel: found.channel, ts: found.ts });
}

function getPermalink(args: Arguments, { directory, messages }: Context): Answer {
  const channel = directory.channels.get(args.text('channel') ?? '');
  if (channel === undefined) return refuse('channel_not_found');
  const ts = args.text('message_ts') ?? '';
  if (messages.find(channel.id, ts) === undefined) return refuse('message_not_found');
  const permalink = `https://${directory.team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
  return accept({ channel: channel.id, permalink });
}

/** Returns the channel of a post, found by id, name or user id, or the error. */
function channelToPost(target: string | undefined, { directory, app }: Context): Channel | string {
  if (target === undefined) return 'channel_not_found';
  const name = target.replace(/^#/, '');
  const person = directory.people.get(target);
  const channel =
    person === undefined
      ? (directory.channels.get(target) ??
        [...directory.channels.values()].find((each) => each.name === name))
      : directory.directMessage(person.id);
  if (channel === undefined) return 'channel_not_found';
  const isMember = channel.members.has(app.botUserId);
  // The bot cannot see private channels without membership.
  if (!isMember && channel.isPrivate) return 'channel_not_found';
  if (channel.isArchived) return 'is_archived';
  if (!isMember && !app.scopes.includes('chat:write.public')) return 'not_in_channel';
  return channel;
}

function ownMessage(args: Arguments, context: Context, foreign: string): Message | string {
  const channel = context.directory.channels.get(args.text('channel') ?? '');
  if (channel === undefined) return 'channel_not_found';
  // Ephemeral messages cannot be found by `ts`; only their response URL edits them.
  const message = context.messages.find(channel.id, args.text('ts') ?? '');
  if (message === undefined) return 'message_not_found';
  if (message.bot_id !== context.app.botId) return foreign;
  return channel.isArchived ? 'is_archived' : message;
}

/** Parses the content arguments, for the checks and for the message. */
function payloadOf(args: Arguments): JsonObject {
  const payload: JsonObject = {};
  for (const name of ['blocks', 'attachments', 'metadata']) {
    const value = args.json(name);
    if (value !== undefined) payload[name] = value;
  }
  const text = args.text('text');
  return text === undefined ? payload : { ...payload, text };
}

const author = (
  { app }: Context,
  args: Arguments,
): { user: string; bot_id: string; app_id: string; username?: string } => {
  const username = app.scopes.includes('chat:write.customize') ? args.text('username') : undefined;
  return {
    user: app.botUserId,
    bot_id: app.botId,
    app_id: app.id,
    ...(username !== undefined && { username }),
  };
};
