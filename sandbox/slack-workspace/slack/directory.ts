/** The workspace's people, channels, direct messages and user groups. */
export interface Team {
  id: string;
  name: string;
  domain: string;
  /** The id of the Enterprise Grid organisation (`E…`) of the workspace; absent without one. */
  enterpriseId?: string;
}

/** An Enterprise Grid organisation. */
export interface Enterprise {
  id: string;
  name: string;
  domain: string;
}

export interface Person {
  id: string;
  name: string;
  realName: string;
  /** IANA zone. */
  tz: string;
  /** The workspace in the reply of `users.info`; `null` if Slack leaves the field out. */
  teamId: string | null;
  /** The workspace in payloads about this person's acts. Default: the one of `users.info`. */
  actsFrom: string;
  /** The workspaces of the organisation that this person is in, for `enterprise_user.teams`. */
  teams?: readonly string[];
  /** Multi-channel guest. */
  isRestricted: boolean;
  /** Single-channel guest. */
  isUltraRestricted: boolean;
  /** Whether the person is from another workspace, through a shared channel. */
  isStranger: boolean;
  isAdmin: boolean;
  deleted: boolean;
  isBot: boolean;
}

export interface Channel {
  id: string;
  name: string;
  kind: 'channel' | 'im';
  isPrivate: boolean;
  isArchived: boolean;
  /**
   * Ids of the other workspaces (`T…`) or organisations (`E…`) in a shared channel; empty for a channel of this
   * workspace only.
   */
  connectedTeamIds: readonly string[];
  members: Set<string>;
}

export interface UserGroup {
  id: string;
  handle: string;
  users: string[];
}

export interface Directory {
  readonly team: Team;
  /** Other workspaces that this one knows, through the organisation or through shared channels. */
  readonly otherTeams: ReadonlyMap<string, Team>;
  /** The organisation of this workspace; `null` without one. */
  readonly enterprise: Enterprise | null;
  readonly people: ReadonlyMap<string, Person>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly groups: ReadonlyMap<string, UserGroup>;
  /** Returns the direct message between a person and the app, which is created when first needed. */
  directMessage(userId: string): Channel;
  addPerson(person: Person): void;
  addChannel(channel: Channel): void;
  /** Adds another workspace or organisation to a channel. */
  connectChannel(channelId: string, teamId: string): void;
  /** Gives a channel another id. Its messages keep the old id. */
  renumberChannel(oldId: string, newId: string): void;
}

interface DirectoryOptions {
  team: Team;
  otherTeams: readonly Team[];
  enterprise: Enterprise | null;
  people: Person[];
  channels: Channel[];
  groups: UserGroup[];
  botUserId: string;
}

export function createDirectory(options: DirectoryOptions): Directory {
  const { team, otherTeams, enterprise, people, channels, groups, botUserId } = options;
  const peopleById = new Map(people.map((person) => [person.id, person]));
  const channelsById = new Map(channels.map((channel) => [channel.id, channel]));
  return {
    team,
    otherTeams: new Map(otherTeams.map((other) => [other.id, other])),
    enterprise,
    people: peopleById,
    channels: channelsById,
    groups: new Map(groups.map((group) => [group.id, group])),
    directMessage(userId) {
      const id = `D${userId.slice(1)}`;
      const existing = channelsById.get(id);
      if (existing !== undefined) return existing;
      const channel: Channel = {
        id,
        name: 'directmessage',
        kind: 'im',
        isPrivate: true,
        isArchived: false,
        connectedTeamIds: [],
        members: new Set([userId, botUserId]),
      };
      channelsById.set(id, channel);
      return channel;
    },
    addPerson: (person) => void peopleById.set(person.id, person),
    addChannel: (channel) => void channelsById.set(channel.id, channel),
    connectChannel(channelId, teamId) {
      const channel = channelAt(channelId);
      channelsById.set(channelId, { ...channel, connectedTeamIds: [...channel.connectedTeamIds, teamId] });
    },
    renumberChannel(oldId, newId) {
      const channel = channelAt(oldId);
      channelsById.delete(oldId);
      channelsById.set(newId, { ...channel, id: newId });
    },
  };

  function channelAt(id: string): Channel {
    const channel = channelsById.get(id);
    if (channel === undefined) throw new Error(`There is no channel ${id}`);
    return channel;
  }
}
