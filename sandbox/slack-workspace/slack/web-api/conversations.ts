import type { Context } from '../context.ts';
import type { Channel } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import { messageShape } from '../message.ts';
import { type Answer, type Arguments, accept, type Methods, page, refuse } from './method.ts';

const READ_SCOPES = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const HISTORY_SCOPES = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

export const conversationMethods: Methods = {
  'conversations.info': { scopes: READ_SCOPES, run: info },
  'conversations.list': { scopes: READ_SCOPES, run: list },
  'conversations.members': { scopes: READ_SCOPES, run: members },
  'conversations.open': { scopes: ['im:write', 'mpim:write'], run: open },
  'conversations.history': { scopes: HISTORY_SCOPES, run: history },
};

function info(args: Arguments, context: Context): Answer {
  const channel = visible(args, context);
  return channel === undefined
    ? refuse('channel_not_found')
    : accept({ channel: channelShape(channel, context) });
}

function list(args: Arguments, context: Context): Answer {
  const types = args.list('types');
  const wanted = types.length === 0 ? ['public_channel'] : types;
  const all = [...context.directory.channels.values()].filter(
    (channel) =>
      wanted.includes(typeOf(channel)) &&
      isVisible(channel, context) &&
      !(args.flag('exclude_archived') && channel.isArchived),
  );
  const { items, nextCursor } = page(all, args);
  return accept({
    channels: items.map((channel) => channelShape(channel, context)),
    response_metadata: { next_cursor: nextCursor },
  });
}

function members(args: Arguments, context: Context): Answer {
  const channel = visible(args, context);
  if (channel === undefined) return refuse('channel_not_found');
  const { items, nextCursor } = page([...channel.members], args);
  return accept({ members: items, response_metadata: { next_cursor: nextCursor } });
}

function open(args: Arguments, { directory }: Context): Answer {
  const users = args.list('users');
  const id = args.text('channel');
  const byId = id === undefined ? undefined : directory.channels.get(id);
  if (byId?.kind === 'im') return accept({ channel: { id: byId.id } });
  if (users.length === 0) return refuse(id === undefined ? 'users_list_not_supplied' : 'channel_not_found');
  const person = directory.people.get(users[0] ?? '');
  if (users.length > 1 || person === undefined) return refuse('user_not_found');
  if (person.deleted) return refuse('user_disabled');
  return accept({ channel: { id: directory.directMessage(person.id).id } });
}

function history(args: Arguments, context: Context): Answer {
  const channel = visible(args, context);
  if (channel === undefined) return refuse('channel_not_found');
  if (!channel.members.has(context.app.botUserId)) return refuse('not_in_channel');
  const { oldest = '0', latest = '9999999999' } = {
    oldest: args.text('oldest'),
    latest: args.text('latest'),
  };
  const isInclusive = args.flag('inclusive');
  const isWithin = (ts: string): boolean =>
    (ts > oldest && ts < latest) || (isInclusive && (ts === oldest || ts === latest));
  const within = context.messages
    .in(channel.id)
    .filter(({ ts, ephemeral_to }) => ephemeral_to === undefined && isWithin(ts))
    .toReversed();
  const { items, nextCursor } = page(within, args);
  const withMetadata = args.flag('include_all_metadata');
  return accept({
    messages: items.map((message) => messageShape(message, { withMetadata })),
    has_more: nextCursor !== '',
    pin_count: 0,
    response_metadata: { next_cursor: nextCursor },
  });
}

const typeOf = ({ kind, isPrivate }: Channel): string =>
  kind === 'im' ? 'im' : isPrivate ? 'private_channel' : 'public_channel';

const isVisible = (channel: Channel, { app }: Context): boolean =>
  !channel.isPrivate || channel.members.has(app.botUserId);

function visible(args: Arguments, context: Context): Channel | undefined {
  const channel = context.directory.channels.get(args.text('channel') ?? '');
  return channel !== undefined && isVisible(channel, context) ? channel : undefined;
}

function channelShape(channel: Channel, { app, directory }: Context): JsonObject {
  const { team, enterprise } = directory;
  if (channel.kind === 'im') {
    const user = [...channel.members].find((member) => member !== app.botUserId);
    return { id: channel.id, created: 0, is_im: true, is_org_shared: false, is_archived: false, user };
  }
  const isOurs = (id: string): boolean =>
    enterprise !== null &&
    (id === enterprise.id || directory.otherTeams.get(id)?.enterpriseId === enterprise.id);
  const external = channel.connectedTeamIds.filter((id) => !isOurs(id));
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_general: false,
    is_shared: channel.connectedTeamIds.length > 0,
    is_ext_shared: external.length > 0,
    is_org_shared: channel.connectedTeamIds.length > external.length,
    is_pending_ext_shared: false,
    pending_shared: [],
    pending_connected_team_ids: [],
    shared_team_ids: [team.id, ...channel.connectedTeamIds],
    internal_team_ids: [team.id, ...channel.connectedTeamIds.filter(isOurs)],
    ...(external.length > 0 && { connected_team_ids: external, conversation_host_id: team.id }),
    is_member: channel.members.has(app.botUserId),
    num_members: channel.members.size,
    context_team_id: team.id,
    created: 0,
    creator: '',
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
