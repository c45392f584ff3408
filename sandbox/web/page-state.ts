import type { WorkspaceEvent } from '../slack/events.ts';
import type { Message } from '../slack/message.ts';
import type { View } from '../slack/view.ts';
import type { Workspace } from '../slack/workspace.ts';

/** What one person's page shows when it opens: everything after that comes as events. */
export interface PageState {
  seq: number;
  me: string;
  team: { name: string };
  app: { name: string; botUserId: string; connected: boolean };
  people: { id: string; name: string; realName: string; tz: string; isBot: boolean }[];
  channels: { id: string; name: string; kind: string; isPrivate: boolean; isArchived: boolean }[];
  groups: { id: string; handle: string }[];
  commands: { command: string; description: string; usageHint: string }[];
  shortcuts: { name: string; type: string; callbackId: string; description: string }[];
  homeEnabled: boolean;
  messages: Record<string, Message[]>;
  home: View | null;
  /** On top of each other, the last in front. */
  modals: readonly View[];
}

export function pageState(workspace: Workspace, userId: string): PageState {
  const { directory, manifest } = workspace;
  const person = workspace.as(userId);
  // Opening the page is enough to have a direct message with the app.
  const direct = person.directMessage();
  const channels = [...directory.channels.values()].filter(({ id, isPrivate, members, kind }) =>
    kind === 'im' ? id === direct : !isPrivate || members.has(userId),
  );
  const { slash_commands, shortcuts, app_home, bot_user } = manifest.features;
  return {
    seq: workspace.seq,
    me: userId,
    team: { name: directory.team.name },
    app: {
      name: bot_user?.display_name ?? manifest.display_information.name,
      botUserId: workspace.botUserId,
      connected: workspace.connected,
    },
    people: [...directory.people.values()].map(({ id, name, realName, tz, isBot }) => ({
      id,
      name,
      realName,
      tz,
      isBot,
    })),
    channels: channels.map(({ id, name, kind, isPrivate, isArchived }) => ({
      id,
      name,
      kind,
      isPrivate,
      isArchived,
    })),
    groups: [...directory.groups.values()].map(({ id, handle }) => ({ id, handle })),
    commands: slash_commands.map(({ command, description, usage_hint }) => ({
      command,
      description,
      usageHint: usage_hint ?? '',
    })),
    shortcuts: shortcuts.map(({ name, type, callback_id, description }) => ({
      name,
      type,
      callbackId: callback_id,
      description,
    })),
    homeEnabled: app_home.home_tab_enabled,
    messages: Object.fromEntries(channels.map(({ id }) => [id, person.messages(id)])),
    home: person.homeView() ?? null,
    modals: workspace.views.stack(userId),
  };
}

/** Whether an event is any of this person's business. */
export function concerns(workspace: Workspace, userId: string, event: WorkspaceEvent): boolean {
  switch (event.type) {
    case 'message_posted':
    case 'message_updated':
    case 'message_deleted': {
      const channel = workspace.directory.channels.get(event.channel);
      return channel !== undefined && (!channel.isPrivate || channel.members.has(userId));
    }
    case 'ephemeral_posted':
    case 'ephemeral_updated':
    case 'ephemeral_deleted':
    case 'view_opened':
    case 'view_pushed':
    case 'view_updated':
    case 'view_published':
    case 'view_closed':
    case 'delivery':
      return event.user === userId;
    case 'request':
    case 'refused':
    case 'connection':
      return true;
  }
}
