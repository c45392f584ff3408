import { randomBytes } from 'node:crypto';
import { systemClock, type WorkspaceClock } from './clock.ts';
import type { InstalledApp } from './context.ts';
import type { Channel, Enterprise, Person, Team, UserGroup } from './directory.ts';
import { type Manifest, readManifest } from './manifest.ts';

export interface PersonOptions extends Partial<Omit<Person, 'id' | 'name' | 'isBot'>> {
  id: string;
  name: string;
}

export interface ChannelOptions {
  id: string;
  name: string;
  isPrivate?: boolean;
  isArchived?: boolean;
  /** Ids of the other workspaces or organisations in the channel; `otherTeams` has their names. */
  connectedTeamIds?: readonly string[];
  /** Ids of the channel's members. Default: everyone. */
  members?: readonly string[];
  /** Whether the app's bot is a member. Default true. */
  hasBot?: boolean;
}

export interface WorkspaceOptions {
  /** The app's manifest: manifest.yml or manifest.json, parsed. */
  manifest: unknown;
  team?: Partial<Team>;
  /** Makes this workspace one of an Enterprise Grid organisation. */
  enterprise?: Enterprise;
  /** Other workspaces: of the organisation (with its `enterpriseId`), or of other companies. */
  otherTeams?: readonly Team[];
  users?: readonly PersonOptions[];
  channels?: readonly ChannelOptions[];
  userGroups?: readonly UserGroup[];
  /** IANA zone of people without a zone of their own. Default UTC. */
  timeZone?: string;
  clock?: WorkspaceClock;
  /** 0, the default, selects a free port. */
  port?: number;
  /** The request URL for HTTP mode. Default: Socket Mode, until `useHttp` is called. */
  requestUrl?: string;
  /** Time limit of acknowledgements in real milliseconds. Default: Slack's 3,000. */
  ackWithinMs?: number;
  /** Delays between attempts to deliver an event, in milliseconds. Default: Slack's 0, 60,000 and 300,000. */
  eventRetriesMs?: readonly number[];
  /** Whether Slack's rate limits apply: the tiers of methods, and one post per second and channel. Default false. */
  rateLimits?: boolean;
  /** The scopes of the bot token. Default: those of the manifest. */
  scopes?: readonly string[];
  signingSecret?: string;
  /** Ids and tokens of the app. Default: generated. */
  app?: Partial<Pick<InstalledApp, 'id' | 'botId' | 'botUserId' | 'botToken' | 'appToken'>>;
}

export interface CompleteOptions {
  manifest: Manifest;
  team: Team;
  otherTeams: readonly Team[];
  enterprise: Enterprise | null;
  people: Person[];
  channels: Channel[];
  groups: UserGroup[];
  clock: WorkspaceClock;
  port: number;
  requestUrl?: string;
  ackWithinMs: number;
  eventRetriesMs: readonly number[];
  rateLimits: boolean;
  signingSecret: string;
  app: InstalledApp;
}

/** The default people. One of them is in another zone, which shows how the app handles zones. */
const DEFAULT_PEOPLE: readonly PersonOptions[] = [
  { id: 'U0ADA', name: 'ada', realName: 'Ada Moreno', isAdmin: true },
  { id: 'U0BEN', name: 'ben', realName: 'Ben Okafor' },
  { id: 'U0CHIARA', name: 'chiara', realName: 'Chiara Neri (New York)', tz: 'America/New_York' },
  { id: 'U0GUEST', name: 'guest', realName: 'Gil Guest', isUltraRestricted: true },
];

const DEFAULT_CHANNELS: readonly ChannelOptions[] = [
  { id: 'C0GENERAL', name: 'general' },
  { id: 'C0OPS', name: 'ops' },
];

/** Completes the options with defaults. */
export function completeOptions(given: WorkspaceOptions): CompleteOptions {
  const manifest = readManifest(given.manifest);
  const { enterprise = null } = given;
  const team: Team = {
    id: 'T0LOCAL',
    name: 'Local workspace',
    domain: 'local',
    ...(enterprise && { enterpriseId: enterprise.id }),
    ...given.team,
  };
  const name = manifest.features.bot_user?.display_name ?? manifest.display_information.name;
  const app: InstalledApp = {
    id: 'A0LOCALAPP',
    name,
    botId: 'B0LOCALBOT',
    botUserId: 'U0LOCALBOT',
    botToken: `xoxb-local-${secret()}`,
    appToken: `xapp-local-${secret()}`,
    scopes: given.scopes ?? manifest.oauth_config.scopes.bot,
    verificationToken: secret(),
    ...given.app,
  };
  const { timeZone = 'UTC' } = given;
  const bot = completePerson(
    { id: app.botUserId, name: name.toLowerCase().replaceAll(/\W+/g, '-'), realName: name },
    team,
    timeZone,
  );
  const people = (given.users ?? DEFAULT_PEOPLE).map((person) => completePerson(person, team, timeZone));
  return {
    manifest,
    team,
    otherTeams: given.otherTeams ?? [],
    enterprise,
    people: [...people, { ...bot, isBot: true }],
    channels: (given.channels ?? DEFAULT_CHANNELS).map((channel) =>
      completeChannel(channel, people, app.botUserId),
    ),
    groups: (given.userGroups ?? []).map((group) => ({ ...group, users: [...group.users] })),
    clock: given.clock ?? systemClock,
    port: given.port ?? 0,
    ...(given.requestUrl !== undefined && { requestUrl: given.requestUrl }),
    ackWithinMs: given.ackWithinMs ?? 3_000,
    eventRetriesMs: given.eventRetriesMs ?? [0, 1_000, 5_000],
    rateLimits: given.rateLimits ?? false,
    signingSecret: given.signingSecret ?? secret(),
    app,
  };
}

const secret = (): string => randomBytes(16).toString('hex');

function completePerson(person: PersonOptions, team: Team, timeZone: string): Person {
  const { teamId = person.isStranger === true ? 'T0ELSEWHERE' : team.id } = person;
  return {
    realName: person.name,
    tz: timeZone,
    teamId,
    actsFrom: teamId ?? team.id,
    isRestricted: false,
    isUltraRestricted: false,
    isStranger: false,
    isAdmin: false,
    deleted: false,
    ...person,
    isBot: false,
  };
}

function completeChannel(channel: ChannelOptions, people: readonly Person[], botUserId: string): Channel {
  const { id, name, isPrivate = false, isArchived = false, connectedTeamIds = [], hasBot = true } = channel;
  const members = new Set(channel.members ?? people.map((person) => person.id));
  if (hasBot) members.add(botUserId);
  return { id, name, kind: 'channel', isPrivate, isArchived, connectedTeamIds, members };
}
