import type { Context } from '../context.ts';
import { fileShape } from '../files.ts';
import { isObject, listOf, textOf } from '../json.ts';
import { type Answer, type Arguments, accept, type Methods, refuse } from './method.ts';

export const fileMethods: Methods = {
  'files.getUploadURLExternal': { scopes: ['files:write'], run: getUploadUrl },
  'files.completeUploadExternal': { scopes: ['files:write'], run: completeUpload },
  'files.info': { scopes: ['files:read'], run: info },
};

function getUploadUrl(args: Arguments, { clock, files, origin }: Context): Answer {
  const name = args.text('filename');
  const size = args.number('length');
  if (name === undefined || size === undefined || size < 1) return refuse('invalid_arguments');
  const altText = args.text('alt_txt');
  const file = files.begin({
    name,
    size,
    created: Math.floor(clock.now() / 1000),
    ...(altText !== undefined && { altText }),
  });
  return accept({ upload_url: `${origin()}/upload/${file.id}`, file_id: file.id });
}

function completeUpload(args: Arguments, context: Context): Answer {
  const { app, directory, files, messages, origin } = context;
  const wanted = listOf(args.json('files')).filter(isObject);
  const uploads = wanted.map((entry) => files.byId(textOf(entry['id']) ?? ''));
  if (uploads.length === 0 || uploads.some((file) => file?.content === undefined))
    return refuse('file_not_found');
  const channelIds = [...args.list('channels'), ...args.list('channel_id')];
  for (const id of channelIds) {
    const channel = directory.channels.get(id);
    if (channel === undefined) return refuse('channel_not_found');
    if (channel.isArchived) return refuse('is_archived');
    if (!channel.members.has(app.botUserId)) return refuse('not_in_channel');
  }
  const shapes = uploads.flatMap((file, index) => {
    if (file === undefined) return [];
    file.title = textOf(wanted[index]?.['title']) ?? file.name;
    file.shared = true;
    file.channels = channelIds;
    return [fileShape(file, origin(), app.botUserId)];
  });
  const thread = args.text('thread_ts');
  for (const channel of channelIds) {
    messages.post({
      channel,
      text: args.text('initial_comment') ?? '',
      files: shapes,
      user: app.botUserId,
      bot_id: app.botId,
      app_id: app.id,
      ...(thread !== undefined && { thread_ts: thread }),
    });
  }
  return accept({ files: shapes });
}

function info(args: Arguments, { app, files, origin }: Context): Answer {
  const file = files.byId(args.text('file') ?? '');
  if (file === undefined || !file.shared) return refuse('file_not_found');
  return accept({ file: fileShape(file, origin(), app.botUserId), comments: [], response_metadata: {} });
}
