/** Who and what exists in the workspace: people, channels, direct messages, user groups. */
export interface Team {
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
  teamId: string;
  /** Multi-channel guest. */
  isRestricted: boolean;
  /** Single-channel guest. */
  isUltraRestricted: boolean;
  /** From another workspace, through a shared channel. */
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
  isShared: boolean;
  members: Set<string>;
}

export interface UserGroup {
  id: string;
  handle: string;
  users: string[];
}

export interface Directory {
  readonly team: Team;
  readonly people: ReadonlyMap<string, Person>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly groups: ReadonlyMap<string, UserGroup>;
  /** The direct message between a person and the app, made when first needed. */
  directMessage(userId: string): Channel;
  addPerson(person: Person): void;
  addChannel(channel: Channel): void;
}

interface DirectoryOptions {
  team: Team;
  people: Person[];
  channels: Channel[];
  groups: UserGroup[];
  botUserId: string;
}

export function createDirectory({ team, people, channels, groups, botUserId }: DirectoryOptions): Directory {
  const peopleById = new Map(people.map((person) => [person.id, person]));
  const channelsById = new Map(channels.map((channel) => [channel.id, channel]));
  return {
    team,
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
        isShared: false,
        members: new Set([userId, botUserId]),
      };
      channelsById.set(id, channel);
      return channel;
    },
    addPerson: (person) => void peopleById.set(person.id, person),
    addChannel: (channel) => void channelsById.set(channel.id, channel),
  };
}
