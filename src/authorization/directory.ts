/**
 * Identities and groups of people, from Slack.
 *
 * @throws {FloorwalkerError} slack-unreachable, slack-rejected
 */
export interface Directory {
  membership(userId: string): Promise<Membership>;
  /** Members of a user group (`S…`); empty for a group that does not exist. */
  groupMembers(groupId: string): Promise<ReadonlySet<string>>;
  /** Id of the workspace in which the bot is installed. */
  readonly teamId: string;
  /** Returns true if the app lacks the scope. Only a new installation of the app changes this. */
  lacks(scope: DirectoryScope): boolean;
}

/** The scopes for reading accounts and user groups. */
export type DirectoryScope = 'users:read' | 'usergroups:read';

/** `stranger`: from another workspace, a bot, or deactivated. */
export type Membership = 'full-member' | 'guest' | 'stranger';
