import type { DeliveryReport } from '../slack/deliveries/delivery.ts';
import type { Channel } from '../slack/directory.ts';
import type { WorkspaceEvent } from '../slack/events.ts';
import type { Message } from '../slack/message.ts';
import type { View } from '../slack/view.ts';
import type { Workspace } from '../slack/workspace.ts';

/** The state that a person's page shows when it opens. Events carry all later changes. */
export interface PageState {
  seq: number;
  me: string;
  team: { name: string };
  app: {
    name: string;
    description: string;
    color: string | null;
    botUserId: string;
    connected: boolean;
  };
  people: { id: string; name: string; realName: string; tz: string; isBot: boolean }[];
  channels: { id: string; name: string; kind: string; isPrivate: boolean; isArchived: boolean }[];
  groups: { id: string; handle: string }[];
  commands: { command: string; description: string; usageHint: string }[];
  shortcuts: { name: string; type: string; callbackId: string; description: string }[];
  homeEnabled: boolean;
  messagesTab: 'off' | 'read-only' | 'on';
  /** The latest messages of each channel, oldest first. */
  messages: Record<string, Message[]>;
  home: View | null;
  /** The open modals, the topmost last. */
  modals: readonly View[];
  /** Calls between app and workspace, newest last. */
  log: PageEvent[];
}

type OtherEvent = Exclude<WorkspaceEvent, { type: 'delivery' }>;

/** The public part of a delivery to the app: without the acknowledgement. */
type DeliveryEvent = Omit<Extract<WorkspaceEvent, { type: 'delivery' }>, 'report' | 'user'> & {
  report: Pick<DeliveryReport, 'acked' | 'ackMs' | 'error'>;
};

/** An event in the form that a page receives. */
type PageEvent = OtherEvent | DeliveryEvent;

/** Maximum number of messages per channel that a new tab receives. A similar limit applies to the app's calls. */
const MAX_MESSAGES = 500;
const MAX_CALLS = 200;

export function pageState(workspace: Workspace, userId: string): PageState {
  const { directory, manifest } = workspace;
  const person = workspace.as(userId);
  const channels = channelsOf(workspace, userId);
  const { slash_commands, shortcuts, app_home, bot_user } = manifest.features;
  return {
    seq: workspace.seq,
    me: userId,
    team: { name: directory.team.name },
    app: {
      name: bot_user?.display_name ?? manifest.display_information.name,
      description: manifest.display_information.description,
      color: manifest.display_information.background_color ?? null,
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
    messagesTab: !app_home.messages_tab_enabled
      ? 'off'
      : app_home.messages_tab_read_only_enabled
        ? 'read-only'
        : 'on',
    messages: Object.fromEntries(channels.map(({ id }) => [id, person.messages(id).slice(-MAX_MESSAGES)])),
    home: person.homeView() ?? null,
    modals: workspace.views.stack(userId),
    log: workspace.events
      .filter(({ type }) => type === 'request' || type === 'delivery' || type === 'refused')
      .slice(-MAX_CALLS)
      .flatMap((event) => pageEventFor(workspace, userId, event) ?? []),
  };
}

function channelsOf(workspace: Workspace, userId: string): Channel[] {
  // Opening the page creates the direct message with the app.
  const direct = workspace.as(userId).directMessage();
  return [...workspace.directory.channels.values()].filter(({ id, isPrivate, members, kind }) =>
    kind === 'im' ? id === direct : !isPrivate || members.has(userId),
  );
}

/** The `ts` of the latest visible message of each channel for this person. */
export function readSoFar(workspace: Workspace, userId: string): Record<string, string> {
  const newest = channelsOf(workspace, userId).map(
    ({ id }) => [id, workspace.as(userId).messages(id).at(-1)?.ts ?? '0.0'] as const,
  );
  return Object.fromEntries(newest);
}

/** Converts an event for this person's page; returns `undefined` if the person may not see it. */
export function pageEventFor(
  workspace: Workspace,
  userId: string,
  event: WorkspaceEvent,
): PageEvent | undefined {
  if (event.type !== 'delivery') return concerns(workspace, userId, event) ? event : undefined;
  const { type, seq, at, kind, report } = event;
  const { acked, ackMs, error } = report;
  return { type, seq, at, kind, report: { acked, ackMs, ...(error !== undefined && { error }) } };
}

function concerns(workspace: Workspace, userId: string, event: OtherEvent): boolean {
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
      return event.user === userId;
    case 'request':
    case 'refused':
    case 'connection':
      return true;
  }
}
